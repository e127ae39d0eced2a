package dev.tributary.benchmarks.hop;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Recording;
import dev.tributary.benchmarks.Fork;
import dev.tributary.benchmarks.Medians;
import dev.tributary.rabbitmq.RabbitOptions;
import dev.tributary.rabbitmq.RabbitTransport;
import dev.tributary.spi.Producer.Listeners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One application on RabbitMQ beside the bare client, alternately: as fast as it goes, or with
/// many deliveries in flight whose callbacks wait.
///
/// Before each run its messages, of 1 KB, are put into a new quorum queue; after it all results
/// must have arrived, each once.
public final class HopBenchmark {
  private static final int BODY_BYTES = 1_024;
  private static final int SENT_AT_ONCE = 1_000;
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration WAIT = Duration.ofMillis(200);

  private final String uri;
  private final int rounds;

  private HopBenchmark(String uri, int rounds) {
    this.uri = uri;
    this.rounds = rounds;
  }

  /// Prints a line for each run, the medians, and their ratios.
  ///
  /// @param arguments the URI of the broker; `hop`, `in-flight`, or `events` for the same hop
  ///   without and with events; how many rounds (5), how many messages are measured in each run
  ///   (100,000, or 50,000)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var uri = arguments[0];
    var rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    var messages = arguments.length > 3 ? Optional.of(arguments[3]) : Optional.<String>empty();
    var benchmark = new HopBenchmark(uri, rounds);
    switch (arguments[1]) {
      case "hop" -> {
        var measured = messages.map(Integer::valueOf).orElse(100_000);
        benchmark.compare("hop", "-Xmx512m", hop(uri, measured));
      }
      case "events" -> {
        var measured = messages.map(Integer::valueOf).orElse(50_000);
        benchmark.compareRecorded(hop(uri, measured));
      }
      case "in-flight" -> {
        var measured = messages.map(Integer::valueOf).orElse(50_000);
        for (var inFlight : List.of(1_000, 5_000)) {
          var hop =
              new Hop(uri, Hop.QUEUE, inFlight, WAIT, warmUp(measured), measured, Recording.OFF);
          benchmark.compare(inFlight + " in flight", "-Xmx256m", hop);
        }
      }
      default ->
          throw new IllegalArgumentException(
              "expected hop, in-flight or events, got: \"" + arguments[1] + "\"");
    }
  }

  private static Hop hop(String uri, int measured) {
    return new Hop(uri, Hop.QUEUE, 500, Duration.ZERO, warmUp(measured), measured, Recording.OFF);
  }

  /// Until then the compiler takes more of the processors than what it compiles.
  private static int warmUp(int measured) {
    return measured * 3;
  }

  /// What one run printed.
  private record Result(double perSecond, double micros, double megabytes) {
    static Result of(List<String> words) {
      return new Result(
          Double.parseDouble(words.get(0)),
          Double.parseDouble(words.get(1)),
          Double.parseDouble(words.get(2)));
    }

    static Result median(List<Result> results) {
      return new Result(
          Medians.of(results, Result::perSecond),
          Medians.of(results, Result::micros),
          Medians.of(results, Result::megabytes));
    }
  }

  private void compare(String name, String heap, Hop hop) throws IOException, InterruptedException {
    describe(name, heap, hop);
    var bare = new ArrayList<Result>();
    var tributary = new ArrayList<Result>();
    for (var round = 1; round <= rounds; round++) {
      bare.add(run(round, "amqp-client", BareHop.class, heap, hop));
      tributary.add(run(round, "Tributary", TributaryHop.class, heap, hop));
    }
    sum("amqp-client", bare, "Tributary", tributary);
  }

  /// Beside it, in both cases, a ledger that keeps what is recorded.
  private void compareRecorded(Hop hop) throws IOException, InterruptedException {
    var heap = "-Xmx512m";
    describe("hop, events off and on", heap, hop);
    var off = new ArrayList<Result>();
    var on = new ArrayList<Result>();
    var folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "hop-ledger-");
    try (var _ =
        Fork.start(LedgerProcess.class, heap, LedgerProcess.READY, uri, folder.toString())) {
      for (var round = 1; round <= rounds; round++) {
        off.add(run(round, "events off", TributaryHop.class, heap, hop));
        var recorded = hop.recorded(Recording.SETTLEMENTS);
        on.add(run(round, "events on", TributaryHop.class, heap, recorded));
        awaitLedger();
      }
    } finally {
      Fork.delete(folder);
    }
    sum("events off", off, "events on", on);
  }

  /// What the ledger has yet to write is not the next run's burden.
  private void awaitLedger() throws InterruptedException {
    try (var transport = RabbitTransport.connect(RabbitOptions.of(uri))) {
      while (transport.depth("ledger") > 0) {
        Thread.sleep(LOOK);
      }
    }
  }

  private static void describe(String name, String heap, Hop hop) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d messages of 1 KB after %,d, at most %,d in flight, callback waits %d ms, %s,"
            + " %d processors, Java %s%n",
        name,
        hop.measured(),
        hop.warmUp(),
        hop.inFlight(),
        hop.work().toMillis(),
        heap,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
  }

  private static void sum(String limitName, List<Result> limits, String ourName, List<Result> our) {
    var limit = Result.median(limits);
    var ours = Result.median(our);
    print("median, " + limitName, limit);
    print("median, " + ourName, ours);
    System.out.printf(
        Locale.ROOT,
        "ratio of the medians: rate %.2f, processor time %.2f%n",
        ours.perSecond() / limit.perSecond(),
        ours.micros() / limit.micros());
  }

  private Result run(int round, String name, Class<?> contender, String heap, Hop hop)
      throws IOException, InterruptedException {
    try (var transport = RabbitTransport.connect(RabbitOptions.of(uri))) {
      prepare(transport, hop.messages());
      var result = Result.of(Fork.run(contender, heap, hop.arguments()));
      print("round " + round + ", " + name, result);
      requireDepth(transport, Hop.SINK, hop.messages());
      requireDepth(transport, Hop.QUEUE, 0);
      remove(transport);
      return result;
    }
  }

  private static void prepare(RabbitTransport transport, int messages) throws InterruptedException {
    remove(transport);
    transport.declare(Hop.QUEUE, List.of(new Binding(Hop.SOURCE, "#")));
    transport.declare(Hop.SINK, List.of(new Binding(Hop.QUEUE, "#")));
    var body = Body.utf8("x".repeat(BODY_BYTES));
    try (var producer = transport.producer()) {
      for (var sent = 0; sent < messages; sent += SENT_AT_ONCE) {
        var batch =
            Stream.generate(() -> Message.of("upsert.release", body))
                .limit(Math.min(SENT_AT_ONCE, messages - sent))
                .toList();
        producer.send(Hop.SOURCE, batch, Listeners.REQUIRED);
      }
    }
  }

  private static void remove(RabbitTransport transport) {
    transport.remove(Hop.QUEUE);
    transport.remove(Hop.SINK);
  }

  private static void requireDepth(RabbitTransport transport, String queue, long expected) {
    var depth = transport.depth(queue);
    if (depth != expected) {
      throw new IllegalStateException(
          "expected %d messages in queue %s after the run, got: %d"
              .formatted(expected, queue, depth));
    }
  }

  private static void print(String name, Result result) {
    System.out.printf(
        Locale.ROOT,
        "%-24s %8.0f messages/s, %7.1f µs of processor a message, peak %4.0f MB resident%n",
        name,
        result.perSecond(),
        result.micros(),
        result.megabytes());
  }
}
