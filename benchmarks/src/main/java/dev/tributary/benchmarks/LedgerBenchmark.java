package dev.tributary.benchmarks;

import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.database.Database;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.ingestion.ledger.Recorded;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.KeepFailures;
import dev.tributary.recovery.Selection;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A ledger of many events on SQLite and on PostgreSQL: how long a trail takes, and the list of the
/// last failures; and how long events take to be written while a day of them is deleted.
public final class LedgerBenchmark {
  private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
  private static final int DAYS = 10;
  private static final int BATCH = 5_000;
  private static final int QUERIES = 100;
  private static final int FAILURES = 20_000;
  private static final int LAST = 100;
  private static final int STEP = 2_000;
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration BETWEEN_STEPS = Duration.ofMillis(50);

  /// A delivery goes through these; each completes it, and all but the last send something on.
  private static final List<String> HOPS =
      List.of("unpack", "transform", "validate", "catalogue", "notify");

  private static final int EVENTS_OF_A_DELIVERY = 2 * HOPS.size();

  private final Database database;
  private final LedgerStore ledger;
  private final int deliveries;
  private int written;

  private LedgerBenchmark(Database database, int events) {
    this.database = database;
    this.ledger = new LedgerStore(database);
    this.deliveries = events / EVENTS_OF_A_DELIVERY;
  }

  /// Prints what it measures, for each database.
  ///
  /// @param arguments how many events (1000000)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    var work = Files.createTempDirectory(Path.of("").toAbsolutePath(), "ledger-benchmark-");
    try (var server = EmbeddedPostgres.start()) {
      run("SQLite", Map.of("database.folder", work.toString()), events);
      var url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
      run("PostgreSQL", Map.of("database.url", url, "database.user", "postgres"), events);
    } finally {
      Fork.delete(work);
    }
  }

  private static void run(String name, Map<String, String> settings, int events)
      throws InterruptedException {
    var resolved =
        Settings.resolve(
            new DatabasePlugin().settings(), List.of(new Source("the benchmark", settings, false)));
    try (var database = DatabasePlugin.open(resolved, PipelineDatabases.LEDGER)) {
      System.out.printf(Locale.ROOT, "%s, %d events%n", name, events);
      var benchmark = new LedgerBenchmark(database, events);
      benchmark.fill();
      benchmark.fail();
      benchmark.trails();
      benchmark.lastFailures();
      benchmark.retention();
    }
  }

  private void fill() throws InterruptedException {
    var began = System.nanoTime();
    var batch = new ArrayList<Recorded>(BATCH);
    for (var number = 0; number < deliveries; number++) {
      var share = (double) number / deliveries;
      var at = BEGIN.plusMillis((long) (Duration.ofDays(DAYS).toMillis() * share));
      batch.addAll(eventsOf(number, at));
      if (batch.size() >= BATCH || number == deliveries - 1) {
        ledger.record(batch);
        batch.clear();
      }
    }
    var seconds = (System.nanoTime() - began) / 1e9;
    print("written: %.0f/s", deliveries * EVENTS_OF_A_DELIVERY / seconds);
  }

  private static List<Recorded> eventsOf(int delivery, Instant at) {
    var events = new ArrayList<Recorded>();
    for (var hop = 0; hop < HOPS.size(); hop++) {
      var input = id(delivery, hop);
      events.add(event("message.completed", delivery, hop, input, input, at.plusMillis(hop)));
      events.add(
          event("result.sent", delivery, hop, id(delivery, hop + 1), input, at.plusMillis(hop)));
    }
    return events;
  }

  private static String id(int delivery, int hop) {
    return "%08x-%x-of-a-message".formatted(delivery, hop);
  }

  private static Recorded event(
      String name, int delivery, int hop, String message, String input, Instant at) {
    var entry =
        new LedgerEntry(
            "%s/%08x/%x".formatted(name, delivery, hop),
            name,
            at.toString(),
            HOPS.get(hop),
            message,
            input,
            "job-%08x".formatted(delivery),
            "",
            at.toString(),
            "upsert.release",
            1,
            10_000,
            12,
            34,
            Optional.empty(),
            Optional.empty(),
            Optional.of("delivery-%08x".formatted(delivery)),
            Optional.of("provider-" + delivery % 50),
            Optional.of("provider/icpn:" + delivery),
            Optional.empty());
    return new Recorded(entry, Optional.empty());
  }

  /// Keeps failures by the application that does so in production.
  private void fail() throws InterruptedException {
    var transport = MemoryTransport.connect(new MemoryBroker());
    try (var _ =
            Runner.start(transport, List.of(KeepFailures.application(new Failures(database))));
        var producer = transport.producer()) {
      for (var from = 0; from < FAILURES; from += BATCH) {
        var letters =
            IntStream.range(from, from + BATCH).mapToObj(LedgerBenchmark::letter).toList();
        producer.send(DeadLetter.EXCHANGE, letters, Listeners.REQUIRED);
        while (transport.depth(KeepFailures.NAME) > 0) {
          Thread.sleep(Duration.ofMillis(10));
        }
      }
    }
  }

  private static Message letter(int number) {
    return new DeadLetter(
            Message.of("do.work", Body.utf8("x".repeat(1_000))),
            "transform",
            "1",
            "org.example.MappingException",
            "line " + number + " is broken",
            "at org.example.Mapping.apply\n".repeat(20),
            Map.of(),
            BEGIN.plusSeconds(number))
        .toMessage();
  }

  private void trails() throws InterruptedException {
    var random = RandomGenerator.of("L64X128MixRandom");
    for (var kind :
        List.of("delivery-%08x", "job-%08x", "provider/icpn:%d", "%08x-2-of-a-message")) {
      var millis = new ArrayList<Double>();
      for (var query = 0; query < QUERIES; query++) {
        var id = kind.formatted(random.nextInt(deliveries));
        var began = System.nanoTime();
        var trail = LedgerStore.trail(database, id, 10_000);
        millis.add((System.nanoTime() - began) / 1e6);
        if (trail.size() < HOPS.size()) {
          throw new IllegalStateException("expected the whole trail of " + id + ", got: " + trail);
        }
      }
      print("trail by " + kind.formatted(7).replace("%", "%%") + ": ", millis);
    }
  }

  private void lastFailures() throws InterruptedException {
    var millis = new ArrayList<Double>();
    for (var query = 0; query < QUERIES; query++) {
      var began = System.nanoTime();
      var last = Failures.list(database, Selection.open(), LAST);
      millis.add((System.nanoTime() - began) / 1e6);
      if (last.size() != LAST) {
        throw new IllegalStateException("expected " + LAST + " failures, got: " + last.size());
      }
    }
    print("last " + LAST + " failures: ", millis);
  }

  /// Writes events one message after the other, alone and while a day is deleted.
  private void retention() throws InterruptedException {
    print("writing alone: ", writing(QUIET));
    var deleting = new AtomicBoolean(true);
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    delete();
                  } catch (InterruptedException ending) {
                    Thread.currentThread().interrupt();
                  } finally {
                    deleting.set(false);
                  }
                });
    var millis = new ArrayList<Double>();
    while (deleting.get()) {
      millis.addAll(writing(Duration.ofMillis(200)));
    }
    thread.join();
    print("writing while a day is deleted: ", millis);
  }

  private void delete() throws InterruptedException {
    var began = System.nanoTime();
    var until = BEGIN.plus(Duration.ofDays(1));
    var deleted = 0;
    for (var step = ledger.delete(until, STEP); step > 0; step = ledger.delete(until, STEP)) {
      deleted += step;
      Thread.sleep(BETWEEN_STEPS);
    }
    print("%d events of a day deleted in %.1f s", deleted, (System.nanoTime() - began) / 1e9);
  }

  private List<Double> writing(Duration time) throws InterruptedException {
    var millis = new ArrayList<Double>();
    for (var end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
      var began = System.nanoTime();
      ledger.record(eventsOf(deliveries + written++, BEGIN.plus(Duration.ofDays(DAYS))));
      millis.add((System.nanoTime() - began) / 1e6);
    }
    return millis;
  }

  private static void print(String what, List<Double> millis) {
    var sorted = millis.stream().sorted().toList();
    print(
        what + "median %.1f ms, p99 %.1f ms, slowest %.1f ms",
        sorted.get(sorted.size() / 2),
        sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)),
        sorted.getLast());
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, "  " + format + "%n", values);
  }
}
