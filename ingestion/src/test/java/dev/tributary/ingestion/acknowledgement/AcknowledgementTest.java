package dev.tributary.ingestion.acknowledgement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.Database;
import dev.tributary.database.DatabaseDefinition;
import dev.tributary.ingestion.catalogue.Candidate;
import dev.tributary.ingestion.catalogue.Catalogue;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.Settlement;
import dev.tributary.ingestion.catalogue.TestStorage;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told of a delivery, as the register has it.
final class AcknowledgementTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Violation UNRESOLVED = violation("reference.unresolved", Severity.ERROR, "");

  private final Deliveries deliveries = new Deliveries(() -> NOON);
  private Database catalogue;

  @BeforeEach
  void open(@TempDir Path folder) {
    catalogue =
        TestStorage.SQLITE.open(folder, DatabaseDefinition.of("catalogue", Catalogue.SCHEMA));
  }

  @AfterEach
  void close() {
    catalogue.close();
  }

  @Test
  void aPackageOfWhichOnlyWeFailedAPartLeavesNothingToTheProvider() throws Exception {
    var batch = received("batch", Kind.BATCH, "1");
    var parts = unpacked(batch, "2", "3");
    settle(parts.getFirst(), DeliveryState.LOADED);
    settle(parts.getLast(), DeliveryState.QUARANTINED);

    assertThat(told(batch).outcome()).contains("failed on our side").endsWith("Do nothing.");
    assertThat(ddex(batch))
        .contains("<FileStatus>InternalError</FileStatus>")
        .contains("<ManualCheckRequired>true</ManualCheckRequired>")
        .doesNotContain("ProposedActionType");
  }

  @Test
  void ofAPackageThatFailedOnBothSidesTheProvidersIsToBeMended() throws Exception {
    var batch = received("batch", Kind.BATCH, "1");
    var parts = unpacked(batch, "2", "3", "4");
    settle(parts.get(0), DeliveryState.LOADED);
    settle(parts.get(1), DeliveryState.QUARANTINED);
    settle(parts.get(2), DeliveryState.REJECTED, UNRESOLVED);

    assertThat(told(batch).outcome()).contains("on our side").contains("Mend what is listed");
    assertThat(ddex(batch))
        .contains("<FileStatus>NewReleaseMessageInvalid</FileStatus>")
        .contains("<ProposedActionType>ResendXmlOnly</ProposedActionType>")
        .doesNotContain("ManualCheckRequired");
  }

  @Test
  void whatRepeatsADeliveryThatWaitsOrWasRefusedIsToldAsThat() throws Exception {
    settle(
        received("a.xml", Kind.MESSAGE, "1"),
        DeliveryState.WAITING,
        violation("asset.missing", Severity.WARNING, "01.wav"));
    settle(received("b.xml", Kind.MESSAGE, "2"), DeliveryState.REJECTED, UNRESOLVED);

    var waits = received("a.xml", Kind.MESSAGE, "1");
    var refused = received("b.xml", Kind.MESSAGE, "2");

    assertThat(told(waits).state()).isEqualTo(DeliveryState.WAITING);
    assertThat(ddex(waits)).contains("ResourceMissing", "delivered before", "01.wav");
    assertThat(told(refused).state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(ddex(refused))
        .contains("NewReleaseMessageInvalid", "delivered before", "(reference.unresolved)")
        .doesNotContain("FileOK");
  }

  @Test
  void whatRepeatsADeliveryThatIsInTheCatalogueIsInOrder() throws Exception {
    settle(
        received("a.xml", Kind.MESSAGE, "1"),
        DeliveryState.LOADED,
        violation("asset.missing", Severity.WARNING, "01.wav"));

    var again = received("a.xml", Kind.MESSAGE, "1");

    assertThat(told(again).state()).isEqualTo(DeliveryState.DUPLICATE);
    assertThat(ddex(again)).contains("FileOK", "Nothing was done.");
  }

  @Test
  void eachFileThatIsMissingIsAnAffectedResource() throws Exception {
    var message = received("a.xml", Kind.MESSAGE, "1");
    settle(
        message,
        DeliveryState.LOADED,
        violation("asset.missing", Severity.WARNING, "cd1/01.wav\ncd1/02.wav"));

    assertThat(ddex(message))
        .contains("<ProprietaryId Namespace=\"FileName\">cd1/01.wav</ProprietaryId>")
        .contains("<ProprietaryId Namespace=\"FileName\">cd1/02.wav</ProprietaryId>");
  }

  @Test
  void whatIsRefusedInADdexBatchIsOfItsTradeThoughNobodyReadIt() throws Exception {
    var batch = received("batch", Kind.BATCH, "1");
    var part = unpacked(batch, "2").getFirst();
    settle(part, DeliveryState.REJECTED, violation("container.empty", Severity.ERROR, "a.xml"));

    assertThat(told(part).format()).contains("ern");
    assertThat(told(batch).format()).contains("ern");
  }

  private Acknowledgement told(String id) throws InterruptedException {
    return catalogue.read(handle -> Acknowledgement.of(handle, id)).orElseThrow();
  }

  private String ddex(String id) throws InterruptedException {
    return new String(new DdexForm("us", "them").bytes(told(id)), UTF_8);
  }

  private String received(String path, Kind kind, String digit) throws InterruptedException {
    return catalogue
        .write(
            transaction -> deliveries.register(transaction, List.of(candidate(path, kind, digit))))
        .getFirst()
        .delivery()
        .id();
  }

  private List<String> unpacked(String parent, String... digits) throws InterruptedException {
    var candidates =
        Stream.of(digits).map(digit -> candidate(digit + ".xml", Kind.MESSAGE, digit)).toList();
    return catalogue
        .write(
            transaction -> deliveries.registerChildren(transaction, parent, candidates, List.of()))
        .stream()
        .map(registration -> registration.delivery().id())
        .toList();
  }

  private void settle(String id, DeliveryState state, Violation... violations)
      throws InterruptedException {
    var end =
        new Settlement(state, Optional.empty(), List.of(), List.of(violations), Optional.empty());
    catalogue.write(
        transaction -> {
          deliveries.settle(transaction, id, end);
          return id;
        });
  }

  private static Candidate candidate(String path, Kind kind, String digit) {
    return new Candidate(
        Optional.empty(), path, kind, "c0ffee", 1, Optional.empty(), digit.repeat(20), List.of());
  }

  private static Violation violation(String rule, Severity severity, String value) {
    return new Violation(
        rule,
        severity,
        Optional.empty(),
        Optional.empty(),
        Optional.of(value),
        "expected something else");
  }
}
