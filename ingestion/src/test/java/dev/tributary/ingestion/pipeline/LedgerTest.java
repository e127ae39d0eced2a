package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Event;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.TestStorage;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.recovery.Failures;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the ledger makes of messages that are not, or not only, what it knows as events.
@Timeout(60)
class LedgerTest {
  private static final String DEAD = "dead";

  @TempDir Path folder;
  private final MemoryTransport transport = MemoryTransport.connect(new MemoryBroker());
  private Database database;
  private Runner runner;

  @BeforeEach
  void start() {
    database = TestStorage.SQLITE.open(folder, PipelineDatabases.LEDGER);
    transport.declare(DEAD, List.of(new Binding(DeadLetter.EXCHANGE, "#")));
    var ledger =
        Ledger.application(
            new LedgerStore(database),
            new Failures(database),
            Duration.ofDays(90),
            InstantSource.system());
    runner = Runner.start(transport, List.of(ledger));
  }

  @AfterEach
  void stop() {
    runner.close();
    transport.close();
    database.close();
  }

  @Test
  void lessThanAnEventFailsAloneAndWhatCameWithItIsWrittenDown() throws Exception {
    record(
        event("1"),
        "{\"id\":",
        event("2").replace("\"at\":\"2026", "\"at\":\"yesterday"),
        "",
        event("3"));

    assertThat(trail()).extracting(LedgerEntry::id).containsExactlyInAnyOrder("1", "3");
    assertThat(transport.depth(DEAD)).isEqualTo(2);
    assertThat(List.of(deadLetter(), deadLetter())).contains("{\"id\":").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "no JSON",
        "{\"id\":\"1\",\"name\":\"message.completed\"}",
      })
  void whatIsNoEventAtAllIsADeadLetterAtOnce(String line) throws Exception {
    record(line);

    assertThat(transport.depth(DEAD)).isEqualTo(1);
  }

  @Test
  void anEventOfANewerVersionIsWrittenDown() throws Exception {
    record(event("1").replace("{\"id\"", "{\"weather\":\"fair\",\"id\""));

    assertThat(trail()).hasSize(1);
    assertThat(transport.depth(DEAD)).isZero();
  }

  @Test
  void timesAreKeptInUtcSoThatTheirTextIsInTheirOrder() throws Exception {
    record(event("1").replace("12:00:00Z", "12:00:00+02:00"));

    assertThat(trail()).extracting(LedgerEntry::at).containsExactly("2026-06-01T10:00:00Z");
  }

  private void record(String... lines) throws InterruptedException {
    try (var producer = transport.producer()) {
      var message = Message.of("m", Event.KEY, Body.utf8(String.join("\n", lines)), Instant.now());
      producer.send(Event.EXCHANGE, List.of(message), Listeners.REQUIRED);
    }
    await().until(() -> transport.depth(Ledger.NAME) == 0);
  }

  /// The body of the next one, which is then gone.
  private String deadLetter() throws InterruptedException {
    try (var consumer = transport.consumer(DEAD, 1)) {
      var delivery = consumer.receive();
      var letter = DeadLetter.from(delivery.message());
      assertThat(letter.application()).isEqualTo(Ledger.NAME);
      delivery.ack();
      return letter.message().body().utf8();
    }
  }

  private List<LedgerEntry> trail() throws InterruptedException {
    return LedgerStore.trail(database, "d1", 10);
  }

  private static String event(String id) {
    return """
    {"id":"%s","name":"message.completed","at":"2026-06-01T12:00:00Z","application":"load",\
    "messageId":"m1","inputId":"m1","jobId":"j1","originatedAt":"2026-06-01T12:00:00Z",\
    "routingKey":"upsert.release","attempt":1,"headers":{"delivery":"d1"},"bytes":7,\
    "waitedMillis":2,"workedMillis":3}\
    """
        .formatted(id);
  }
}
