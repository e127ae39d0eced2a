package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.TestStorage;
import dev.tributary.recovery.Act;
import dev.tributary.recovery.Act.Kind;
import dev.tributary.recovery.Acts;
import dev.tributary.recovery.Failure.State;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.KeepFailures;
import dev.tributary.recovery.Request;
import dev.tributary.recovery.Selection;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What failed and what was done about it, wherever the ledger is kept.
@Timeout(60)
@ParameterizedClass
@EnumSource(TestStorage.class)
final class FailuresStorageTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Parameter TestStorage storage;
  @TempDir Path folder;
  private final MemoryTransport transport = MemoryTransport.connect(new MemoryBroker());
  private Database database;
  private Runner runner;

  @BeforeEach
  void open() {
    database = storage.open(folder, PipelineDatabases.LEDGER);
    var failures = new Failures(database);
    transport.declare("load", List.of());
    runner =
        Runner.start(
            transport,
            List.of(
                KeepFailures.application(failures),
                Acts.application(failures, transport, InstantSource.system())));
  }

  @AfterEach
  void close() {
    runner.close();
    transport.close();
    database.close();
  }

  @Test
  void aFailureIsKeptOnceWithItsBytes() throws Exception {
    var letter = letter("m1", "load", "a\0b 100%");

    report(letter, letter);

    var kept = Failures.find(database, letter.id().substring(0, 9));
    assertThat(kept)
        .singleElement()
        .extracting(failure -> failure.letter())
        .satisfies(
            found -> {
              assertThat(found.message()).isEqualTo(letter.message());
              assertThat(found.reason()).isEqualTo("a\ufffdb 100%");
              assertThat(found.details()).isEqualTo(letter.details());
              assertThat(found.failedAt()).isEqualTo(NOON);
            });
  }

  @Test
  void whatIsSelectedIsListedCountedAndGrouped() throws Exception {
    report(
        letter("m1", "load", "line 1 is wrong"),
        letter("m2", "load", "line 22 is wrong"),
        letter("m3", "gone", "100% wrong"));

    assertThat(Failures.groups(database, Selection.open()))
        .extracting(group -> group.count() + " " + group.application())
        .containsExactly("2 load", "1 gone");
    assertThat(Failures.list(database, selection("load", "LINE"), 10)).hasSize(2);
    assertThat(Failures.list(database, selection("load", "0% w"), 10)).isEmpty();
    assertThat(Failures.counts(database, Selection.open()))
        .containsExactly(new Failures.Count("gone", 1), new Failures.Count("load", 2));
  }

  @Test
  void actsAreWrittenDown() throws Exception {
    report(letter("m1", "load", "one"), letter("m2", "gone", "two"), letter("m3", "load", "three"));

    var redrive = act("a1", Kind.REDRIVE, selection("load", "one"));
    var refused = act("a2", Kind.REDRIVE, selection("gone", "two"));
    var discard = act("a3", Kind.DISCARD, Selection.open());

    assertThat(redrive.done()).isEqualTo(1);
    assertThat(transport.depth("load")).isEqualTo(1);
    assertThat(refused.refused()).isEqualTo(1);
    assertThat(refused.problem()).isPresent();
    assertThat(discard.done()).isEqualTo(2);
    assertThat(Failures.acts(database, 10)).containsExactlyInAnyOrder(redrive, refused, discard);
  }

  @Test
  void whatIsClosedGoesWhenItIsOldAndSaysWhyADeliveryHasNoOther() throws Exception {
    var sentOn = letter("m1", "load", "one");
    var dropped = letter("m2", "load", "two");
    var ofNoDelivery = letter(message("m3"), "load", "three");
    var open = letter("m4", "load", "four");
    report(sentOn, dropped, ofNoDelivery, open);
    var redrive =
        act("a1", Kind.REDRIVE, Selection.open().only(sentOn.id()), Optional.of("bWVuZGVk"));
    act("a2", Kind.DISCARD, Selection.open().only(dropped.id()));
    act("a3", Kind.DISCARD, Selection.open().only(ofNoDelivery.id()));
    var failures = new Failures(database);
    var later = Instant.now().plusSeconds(60);

    assertThat(failures.delete(NOON, 10)).as("nothing is that old").isZero();
    assertThat(failures.delete(later, 1)).as("of each kind one").isEqualTo(3);
    assertThat(failures.delete(later, 1)).isEqualTo(1);
    assertThat(failures.delete(later, 1)).isZero();

    assertThat(Failures.find(database, sentOn.id())).isEmpty();
    assertThat(Failures.find(database, ofNoDelivery.id())).isEmpty();
    assertThat(Failures.find(database, open.id()).getFirst().letter().message())
        .isEqualTo(open.message());
    var line = Failures.find(database, dropped.id()).getFirst();
    assertThat(line.state()).isEqualTo(State.DISCARDED);
    assertThat(line.letter().reason()).isEqualTo("two");
    assertThat(line.letter().stack()).isEmpty();
    assertThat(line.letter().message().body().size()).isZero();
    assertThat(Failures.acts(database, 10)).hasSize(3).contains(redrive);
    assertThat(redrive.edited()).isTrue();
    assertThat(edited()).isZero();
  }

  /// How many bytes are kept of what was sent instead of the original.
  private int edited() throws InterruptedException {
    return database.read(
        handle ->
            handle
                .createQuery("select length(edited) from act where id = 'a1'")
                .mapTo(Integer.class)
                .one());
  }

  private static DeadLetter letter(String id, String application, String reason) {
    return letter(message(id).withHeader(Keys.DELIVERY, "d1"), application, reason);
  }

  private static Message message(String id) {
    return Message.of(id, "upsert.release", Body.of(new byte[] {0, -1, 7}), NOON);
  }

  private static DeadLetter letter(Message message, String application, String reason) {
    return new DeadLetter(
        message, application, "1", "Oops", reason, "at load", Map.of("line", "7"), NOON);
  }

  private static Selection selection(String application, String error) {
    return Selection.open().ofApplication(application).withError(error).since(NOON).before(NOON);
  }

  private void report(DeadLetter... letters) throws InterruptedException {
    try (var producer = transport.producer()) {
      for (var letter : letters) {
        producer.send(DeadLetter.EXCHANGE, List.of(letter.toMessage()), Listeners.REQUIRED);
      }
    }
    await().until(() -> transport.depth(KeepFailures.NAME) == 0);
  }

  private Act act(String id, Kind kind, Selection selection) throws InterruptedException {
    return act(id, kind, selection, Optional.empty());
  }

  private Act act(String id, Kind kind, Selection selection, Optional<String> editedBase64)
      throws InterruptedException {
    var request = new Request(id, kind, "me", "", selection, Optional.empty(), editedBase64, NOON);
    try (var producer = transport.producer()) {
      producer.send(Acts.NAME, List.of(request.toMessage()), Listeners.REQUIRED);
    }
    await().until(() -> Failures.act(database, id).flatMap(Act::finishedAt).isPresent());
    return Failures.act(database, id).orElseThrow();
  }
}
