package dev.tributary.ingestion.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.TestStorage;
import dev.tributary.ingestion.content.DigestAlgorithm;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  void aTrailIsInTheOrderInWhichTheWorkBegan() throws Exception {
    var sent = entry("2", NOON.plusMillis(2));
    var received = entry("1", NOON.plusMillis(1));
    record(sent, received);

    assertThat(LedgerStore.trail(database, "d1", 10)).containsExactly(received, sent);
    assertThat(LedgerStore.trail(database, "j1", 10)).containsExactly(received, sent);
    assertThat(LedgerStore.trail(database, "m1", 10)).containsExactly(received, sent);
    assertThat(LedgerStore.trail(database, "acme/icpn:1", 10)).containsExactly(received, sent);
    assertThat(LedgerStore.trail(database, "d1", 1)).hasSize(1);
    assertThat(LedgerStore.trail(database, "nothing", 10)).isEmpty();
  }

  @Test
  void itGoesOnToWhatAMessageLedToInOtherJobsAndDeliveries() throws Exception {
    var batch = TestEvents.worked("unpack", "m1").in("d1", "j1").entry();
    var part = TestEvents.sent("unpack", "m1", "m2").in("d2", "j2").entry();
    var mapped = TestEvents.worked("transform", "m2").in("d2", "j2").entry();
    var other = TestEvents.worked("transform", "m9").in("d9", "j9").entry();
    record(batch, part, mapped, other);

    assertThat(LedgerStore.trail(database, "d1", 10)).containsOnly(batch, part, mapped);
    assertThat(LedgerStore.trail(database, "d2", 10)).containsOnly(part, mapped);
    assertThat(LedgerStore.trail(database, "m2", 10)).containsOnly(part, mapped);
  }

  @Test
  void theTrailOfAProductBeginsWithItsDelivery() throws Exception {
    var unpacked = TestEvents.worked("unpack", "m1").in("d1", "j1").entry();
    var loaded = TestEvents.sent("catalogue", "m1", "m2").in("d1", "j1").of("acme/1").entry();
    record(unpacked, loaded);

    assertThat(LedgerStore.trail(database, "acme/1", 10)).containsOnly(unpacked, loaded);
  }

  @Test
  void ofABatchOfManyNotMuchMoreIsReadThanIsWanted() throws Exception {
    var events = new ArrayList<LedgerEntry>();
    events.add(TestEvents.worked("unpack", "m").in("d1", "j1").entry());
    for (var number = 0; number < 2_000; number++) {
      events.add(TestEvents.sent("unpack", "m", "m" + number).in("d2", "j2").of("p").entry());
      events.add(TestEvents.worked("transform", "m" + number).in("d2", "j2").of("p").entry());
    }
    record(events.toArray(LedgerEntry[]::new));

    for (var id : List.of("d1", "d2", "j1", "j2", "m", "p")) {
      assertThat(LedgerStore.trail(database, id, 10)).as(id).hasSize(10);
      var read = database.read(handle -> LedgerStore.way(handle, id, 10));
      assertThat(read).as(id).hasSizeBetween(10, 30);
    }
    assertThat(LedgerStore.trail(database, "d1", 5_000)).hasSameSizeAs(events);
  }

  @Test
  void whatIsRecordedTwiceIsKeptOnce() throws Exception {
    var received = entry("1", NOON);

    record(received, received);
    record(received);

    assertThat(LedgerStore.trail(database, "d1", 10)).containsExactly(received);
  }

  @Test
  void aMessageMayHaveWaitedForMonths() throws Exception {
    var late = TestEvents.worked("load", "m1").waited(Duration.ofDays(100)).entry();

    record(late);

    assertThat(LedgerStore.trail(database, "m1", 10)).containsExactly(late);
  }

  @Test
  void bodiesAreKeptOnceAndByTheirHash() throws Exception {
    var body = "{}".getBytes(UTF_8);
    var hash = DigestAlgorithm.SHA_256.digest(body);
    var first = TestEvents.sent("load", "m1", "m2").body(hash).entry();
    var second = TestEvents.sent("load", "m1", "m3").body(hash).entry();
    ledger.record(
        List.of(new Recorded(first, Optional.of(body)), new Recorded(second, Optional.of(body))));

    assertThat(LedgerStore.body(database, hash)).hasValue(body);
    assertThat(LedgerStore.body(database, "nothing")).isEmpty();
  }

  @Test
  void theOldestAreDeletedInSteps() throws Exception {
    record(entry("1", NOON), entry("2", NOON.plusSeconds(1)), entry("3", NOON.plusSeconds(2)));

    assertThat(ledger.delete(NOON.plusSeconds(2), 1)).isEqualTo(1);
    assertThat(ids()).containsExactly("2", "3");
    assertThat(ledger.delete(NOON.plusSeconds(2), 10)).isEqualTo(1);
    assertThat(ledger.delete(NOON.plusSeconds(2), 10)).isZero();
    assertThat(ids()).containsExactly("3");
  }

  @Test
  void bodiesGoOnceTheLastEventThatRefersToThemIsOld() throws Exception {
    var body = "{}".getBytes(UTF_8);
    var hash = DigestAlgorithm.SHA_256.digest(body);
    for (var at : List.of(NOON.plusSeconds(5), NOON)) {
      var sent = TestEvents.sent("load", "m1", "m-" + at).at(at).body(hash).entry();
      ledger.record(List.of(new Recorded(sent, Optional.of(body))));
    }

    ledger.delete(NOON.plusSeconds(1), 10);
    assertThat(LedgerStore.body(database, hash)).isPresent();
    ledger.delete(NOON.plusSeconds(6), 10);
    assertThat(LedgerStore.body(database, hash)).isEmpty();
  }

  @Test
  void whatIsTooOldGoesAsTheLedgerStarts() throws Exception {
    var old = entry("1", NOON.minus(Duration.ofDays(91)));
    var young = entry("2", NOON.minus(Duration.ofDays(89)));
    record(old, young);

    var retention = new Retention(List.of(ledger::delete), Duration.ofDays(90), () -> NOON);
    retention.start();
    try {
      await().untilAsserted(() -> assertThat(ids()).containsExactly("2"));
    } finally {
      retention.stop();
    }
  }

  private List<String> ids() throws InterruptedException {
    return LedgerStore.trail(database, "d1", 10).stream().map(LedgerEntry::id).toList();
  }

  private void record(LedgerEntry... entries) throws InterruptedException {
    ledger.record(Stream.of(entries).map(entry -> new Recorded(entry, Optional.empty())).toList());
  }

  private static LedgerEntry entry(String id, Instant at) {
    return TestEvents.worked("load", "m1").in("d1", "j1").of("acme/icpn:1").at(at).id(id).entry();
  }
}
