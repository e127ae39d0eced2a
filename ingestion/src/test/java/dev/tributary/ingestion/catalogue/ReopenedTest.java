package dev.tributary.ingestion.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.Database;
import dev.tributary.database.DatabaseDefinition;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Deliveries that have come to their end and are opened again, to be mapped anew: a batch of a
/// message and of a table of two portions.
@ParameterizedClass
@EnumSource(TestStorage.class)
final class ReopenedTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String BATCH = "1111111111111111";
  private static final String MESSAGE = "2222222222222222";
  private static final String TABLE = "3333333333333333";
  private static final String PORTION = "4444444444444444";
  private static final String OTHER_PORTION = "5555555555555555";

  @Parameter TestStorage storage;
  @TempDir private Path folder;
  private final Deliveries deliveries = new Deliveries(() -> NOON);
  private Database database;

  @BeforeEach
  void loadTheBatch() throws Exception {
    database = storage.open(folder, DatabaseDefinition.of("catalogue", Catalogue.SCHEMA));
    register(candidate(BATCH));
    markSent(BATCH);
    unpack(BATCH, candidate(MESSAGE), candidate(TABLE));
    unpack(TABLE, candidate(PORTION), candidate(OTHER_PORTION));
    for (var id : List.of(MESSAGE, PORTION, OTHER_PORTION)) {
      settle(id, DeliveryState.LOADED);
    }
    assertThat(state(BATCH)).contains(DeliveryState.LOADED);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aPackageHasNoEndWhileAPartOfItIsMappedAnewAndEndsWithIt() throws Exception {
    assertThat(reopen("act", PORTION)).containsExactly(PORTION);

    for (var id : List.of(PORTION, TABLE, BATCH)) {
      assertThat(state(id)).as(id).isEmpty();
      assertThat(find(id).settledAt()).as(id).isEmpty();
    }
    assertThat(state(MESSAGE)).contains(DeliveryState.LOADED);
    assertThat(database.read(DeliveryEnds::untold)).isEmpty();

    settle(PORTION, DeliveryState.REJECTED);
    assertThat(state(TABLE)).contains(DeliveryState.PARTIAL);
    assertThat(state(BATCH)).contains(DeliveryState.PARTIAL);
  }

  @Test
  void ofWhatIsOpenedThePartAloneIsSentAtTheNextStartForTheSameReingestion() throws Exception {
    reopen("earlier", MESSAGE);
    settle(MESSAGE, DeliveryState.LOADED);

    reopen("act", MESSAGE, PORTION);

    assertThat(unsent()).containsExactly(MESSAGE, PORTION);
    assertThat(reingestions(MESSAGE, PORTION, TABLE))
        .isEqualTo(Map.of(MESSAGE, "act", PORTION, "act"));
    markSent(MESSAGE, PORTION);
    assertThat(unsent()).isEmpty();
  }

  @Test
  void whatWasTakenApartIsNotOpenedItselfNorIsWhatIsUnderWay() throws Exception {
    assertThat(reopen("act", BATCH, TABLE)).isEmpty();
    assertThat(state(BATCH)).contains(DeliveryState.LOADED);

    reopen("act", PORTION);
    assertThat(reopen("another", PORTION)).isEmpty();
  }

  @Test
  void whatIsTakenApartAnewHasPartsOfTheSameReingestion() throws Exception {
    register(candidate("6666666666666666"));
    settle("6666666666666666", DeliveryState.QUARANTINED);
    reopen("act", "6666666666666666");

    unpack("6666666666666666", candidate("7777777777777777"));

    assertThat(reingestions("7777777777777777")).containsValue("act");
  }

  private List<String> reopen(String reingestion, String... ids) throws InterruptedException {
    return database
        .write(transaction -> Deliveries.reopen(transaction, List.of(ids), reingestion))
        .stream()
        .map(ProductDelivery::id)
        .toList();
  }

  private Map<String, String> reingestions(String... ids) throws InterruptedException {
    return database.read(handle -> Reingestion.latest(handle, List.of(ids)));
  }

  private List<String> unsent() throws InterruptedException {
    return database.read(Deliveries::unsent).stream().map(ProductDelivery::id).toList();
  }

  private void register(Candidate candidate) throws InterruptedException {
    database.write(transaction -> deliveries.register(transaction, List.of(candidate)));
  }

  private void unpack(String parent, Candidate... parts) throws InterruptedException {
    database.write(
        transaction -> deliveries.registerChildren(transaction, parent, List.of(parts), List.of()));
  }

  private void markSent(String... ids) throws InterruptedException {
    database.write(
        transaction -> {
          deliveries.markSent(transaction, List.of(ids));
          return 0;
        });
  }

  private void settle(String id, DeliveryState state) throws InterruptedException {
    database.write(
        transaction -> {
          deliveries.settle(transaction, id, Settlement.of(state, "because"));
          return 0;
        });
  }

  private Optional<DeliveryState> state(String id) throws InterruptedException {
    return find(id).settlement().map(Settlement::state);
  }

  private RegisteredDelivery find(String id) throws InterruptedException {
    return database.read(handle -> Deliveries.find(handle, id)).orElseThrow();
  }

  /// One whose id this will be.
  private static Candidate candidate(String id) {
    return new Candidate(
        Optional.of("acme"),
        id + ".xml",
        Kind.MESSAGE,
        "c0ffee",
        10,
        Optional.empty(),
        id + "aaaa",
        List.of());
  }
}
