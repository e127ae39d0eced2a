package dev.tributary.benchmarks;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.benchmarks.OpenLoop.Latencies;
import dev.tributary.database.Database;
import dev.tributary.recovery.Act;
import dev.tributary.recovery.Act.Kind;
import dev.tributary.recovery.Acts;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.KeepFailures;
import dev.tributary.recovery.Request;
import dev.tributary.recovery.Selection;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A table full of dead letters: how long it takes to group them, whether they are sent on at the
/// rate that was asked for, and what that costs another application's live traffic, whose latency
/// is measured with and without it in turn.
public final class RedriveBenchmark {
  private static final String FAILED = "failed";
  private static final String SOURCE = "source";
  private static final int ROUNDS = 5;
  private static final int QUERIES = 10;
  private static final int LIVE_PER_SECOND = 100;
  private static final int BATCH = 500;
  private static final int CAUSES = 50;
  private static final int SLOW_FRACTION = 4;
  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Transport transport;
  private final Database database;
  private final Producer producer;
  private final OpenLoop live;

  private RedriveBenchmark(Transport transport, Database database, Producer producer) {
    this.transport = transport;
    this.database = database;
    this.producer = producer;
    this.live = new OpenLoop(producer, SOURCE);
  }

  /// Prints what it measures, and the ratios of the medians.
  ///
  /// @param arguments how many dead letters (100000), and how many of them a second (1000); in the
  ///   last round it is a quarter of that
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var letters = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    var rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    var work = Files.createTempDirectory(Path.of("").toAbsolutePath(), "redrive-benchmark-");
    try (var database = Database.open(work.resolve("ledger.db"), Failures.SCHEMA);
        var broker = EmbeddedBroker.start(work.resolve("broker"));
        Transport transport = ArtemisTransport.connect(broker);
        var producer = transport.producer()) {
      new RedriveBenchmark(transport, database, producer).run(letters, rate);
    } finally {
      Fork.delete(work);
    }
  }

  private void run(int letters, int rate) throws InterruptedException {
    var failures = new Failures(database);
    var applications =
        List.of(
            live(),
            mended(),
            KeepFailures.application(failures),
            Acts.application(failures, transport, InstantSource.system()));
    try (var _ = Runner.start(transport, applications)) {
      System.out.printf(
          Locale.ROOT,
          "%d dead letters, %d live messages/s, %d processors, Java %s%n",
          letters,
          LIVE_PER_SECOND,
          Runtime.getRuntime().availableProcessors(),
          Runtime.version());
      keep(letters);
      group();
      redriveAll(letters, rate);
    }
  }

  private Application live() {
    return Application.named("live")
        .consumes(SOURCE, "#")
        .callback(_ -> List.of())
        .onSettled((message, _) -> live.done(message))
        .build();
  }

  /// The one where they failed.
  private static Application mended() {
    return Application.named(FAILED).consumes("nobody", "#").callback(_ -> List.of()).build();
  }

  private void keep(int letters) throws InterruptedException {
    var began = System.nanoTime();
    for (var from = 0; from < letters; from += BATCH) {
      var batch =
          IntStream.range(from, Math.min(letters, from + BATCH))
              .mapToObj(RedriveBenchmark::letter)
              .toList();
      producer.send(DeadLetter.EXCHANGE, batch, Listeners.REQUIRED);
    }
    while (transport.depth(KeepFailures.NAME) > 0) {
      Thread.sleep(LOOK);
    }
    System.out.printf(Locale.ROOT, "kept: %.0f/s%n", letters / ((System.nanoTime() - began) / 1e9));
  }

  private static Message letter(int number) {
    var failed =
        Message.of("do.work", Body.utf8("x".repeat(1_000)))
            .withHeader("provider", provider(number % ROUNDS));
    return new DeadLetter(
            failed,
            FAILED,
            "1",
            "org.example.Mapping" + number % CAUSES + "Exception",
            "line " + number + " of \"a.xsl\" is broken",
            "at org.example.Mapping.apply\n".repeat(50),
            Map.of("stylesheet", "a.xsl"),
            Instant.now())
        .toMessage();
  }

  private static String provider(int number) {
    return "provider-" + number;
  }

  private void group() throws InterruptedException {
    var millis = new ArrayList<Double>();
    for (var query = 0; query < QUERIES; query++) {
      var began = System.nanoTime();
      var groups = Failures.groups(database, Selection.open());
      millis.add((System.nanoTime() - began) / 1e6);
      if (groups.size() != CAUSES) {
        throw new IllegalStateException("expected " + CAUSES + " groups, got: " + groups);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "grouped: median %.0f ms, slowest %.0f ms%n",
        Medians.of(millis),
        millis.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }

  private void redriveAll(int letters, int rate) throws InterruptedException {
    live.run(LIVE_PER_SECOND, WARM_UP);
    var _ = live.take();
    var quiet = new ArrayList<Double>();
    var busy = new ArrayList<Double>();
    for (var round = 0; round < ROUNDS; round++) {
      live.run(LIVE_PER_SECOND, QUIET);
      var without = live.take();
      quiet.add(without.percentile(99));
      print("without", without, "");
      var asked = round == ROUNDS - 1 ? rate / SLOW_FRACTION : rate;
      var kept = redrive(provider(round), asked, letters / ROUNDS);
      var with = live.take();
      busy.add(with.percentile(99));
      print("with", with, String.format(Locale.ROOT, ", %d/s asked for, %.0f/s", asked, kept));
    }
    var left = Failures.counts(database, Selection.open());
    System.out.printf(
        Locale.ROOT,
        "median p99: %.1f ms without, %.1f ms with; ratio %.2f; left: %s%n",
        Medians.of(quiet),
        Medians.of(busy),
        Medians.of(busy) / Medians.of(quiet),
        left);
  }

  /// Sends on the failures of one provider while there is live traffic.
  ///
  /// @return how many a second
  private double redrive(String provider, int rate, int expected) throws InterruptedException {
    var request =
        new Request(
            "act of " + provider,
            Kind.REDRIVE,
            "benchmark",
            "measured",
            Selection.open().ofProvider(provider),
            Optional.of(rate),
            Optional.empty(),
            Instant.now());
    producer.send(Acts.NAME, List.of(request.toMessage()), Listeners.REQUIRED);
    var act = Optional.<Act>empty();
    while (act.flatMap(Act::finishedAt).isEmpty()) {
      live.run(LIVE_PER_SECOND, Duration.ofSeconds(1));
      act = Failures.act(database, request.id());
    }
    var done = act.orElseThrow();
    if (done.done() != expected) {
      throw new IllegalStateException("expected " + expected + " to be sent on, got: " + done);
    }
    var took = Duration.between(done.begunAt(), done.finishedAt().orElseThrow());
    return done.done() / (took.toMillis() / 1e3);
  }

  private static void print(String what, Latencies latencies, String more) {
    System.out.printf(
        Locale.ROOT,
        "%-8s p50 %.1f ms, p99 %.1f ms of %d%s%n",
        what,
        latencies.percentile(50),
        latencies.percentile(99),
        latencies.nanos().size(),
        more);
  }
}
