package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.TestStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(TestStorage.class)
class LedgerStoreTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Parameter TestStorage storage;
  @TempDir Path folder;
  private Database database;
  private LedgerStore ledger;

  @BeforeEach
  void open() {
    database = storage.open(folder, PipelineDatabases.LEDGER);
    ledger = new LedgerStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theTrailOfADeliveryIsInTheOrderOfTime() throws Exception {
    var sent = entry("2", "result.sent", NOON.plusMillis(2), 0);
    var received = entry("1", "message.received", NOON.plusMillis(1), 5);
    ledger.record(List.of(sent, received));

    assertThat(LedgerStore.trail(database, "d1", 10)).containsExactly(received, sent);
    assertThat(LedgerStore.trail(database, "acme/icpn:1", 1)).containsExactly(received);
    assertThat(LedgerStore.trail(database, "nothing", 10)).isEmpty();
  }

  @Test
  void whatIsRecordedTwiceIsKeptOnce() throws Exception {
    var received = entry("1", "message.received", NOON, 5);

    ledger.record(List.of(received, received));
    ledger.record(List.of(received));

    assertThat(LedgerStore.trail(database, "d1", 10)).containsExactly(received);
  }

  @Test
  void aMessageMayHaveWaitedForMonths() throws Exception {
    var late = entry("1", "message.received", NOON, Duration.ofDays(100).toMillis());

    ledger.record(List.of(late));

    assertThat(LedgerStore.trail(database, "d1", 10)).containsExactly(late);
  }

  private static LedgerEntry entry(String id, String name, Instant at, long waitedMillis) {
    return new LedgerEntry(
        id,
        name,
        at.toString(),
        "load",
        "m1",
        "m0",
        "j1",
        "j0 j00",
        NOON.toString(),
        "upsert.release",
        1,
        1_024,
        waitedMillis,
        3,
        Optional.empty(),
        Optional.of(waitedMillis),
        Optional.of("d1"),
        Optional.of("acme"),
        Optional.of("acme/icpn:1"));
  }
}
