package dev.tributary.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What deliveries that fail and wait for their retry cost those that do not: one application on
/// the embedded broker without failures, and with one delivery of ten that fails and is tried again
/// five seconds later. First as much as possible is sent, then half as much, to see the latency.
public final class RetryBenchmark {
  private static final String HEAP = "-Xmx512m";
  private static final int FAILING = 10;
  private static final int AS_MANY_AS_POSSIBLE = 0;

  private final Path work;
  private final int seconds;
  private final int rounds;

  private RetryBenchmark(Path work, int seconds, int rounds) {
    this.work = work;
    this.seconds = seconds;
    this.rounds = rounds;
  }

  /// Prints a line for each run, and the ratios of the medians.
  ///
  /// @param arguments for how many seconds each run measures (10), how many rounds (5)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    var work = Files.createTempDirectory(Path.of("").toAbsolutePath(), "retry-benchmark-");
    try {
      new RetryBenchmark(work, seconds, rounds).run();
    } finally {
      Fork.delete(work);
    }
  }

  /// What one run printed.
  private record Result(double perSecond, double p50, double p99) {}

  private record Pair(List<Result> without, List<Result> with) {
    double without(ToDoubleFunction<Result> figure) {
      return Medians.of(without, figure);
    }

    double with(ToDoubleFunction<Result> figure) {
      return Medians.of(with, figure);
    }
  }

  private void run() throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%d s each, %s, %d processors, Java %s%n",
        seconds,
        HEAP,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    var most = alternate(AS_MANY_AS_POSSIBLE);
    var half = (int) (most.without(Result::perSecond) / 2);
    var steady = alternate(half);
    System.out.printf(
        Locale.ROOT,
        "median throughput: %.0f/s without failures, %.0f/s of healthy ones with; ratio %.2f%n",
        most.without(Result::perSecond),
        most.with(Result::perSecond),
        most.without(Result::perSecond) / most.with(Result::perSecond));
    System.out.printf(
        Locale.ROOT,
        "median p99 at %d/s: %.1f ms without failures, %.1f ms of healthy ones with; ratio %.2f%n",
        half,
        steady.without(Result::p99),
        steady.with(Result::p99),
        steady.with(Result::p99) / steady.without(Result::p99));
  }

  private Pair alternate(int rate) throws IOException, InterruptedException {
    var pair = new Pair(new ArrayList<>(), new ArrayList<>());
    for (var round = 1; round <= rounds; round++) {
      pair.without().add(run(0, rate, round));
      pair.with().add(run(FAILING, rate, round));
    }
    return pair;
  }

  private Result run(int failing, int rate, int round) throws IOException, InterruptedException {
    var folder = work.resolve("%d-%d-%d".formatted(rate, failing, round));
    var words =
        Fork.run(
            RetryRun.class,
            HEAP,
            folder.toString(),
            Integer.toString(failing),
            Integer.toString(seconds),
            Integer.toString(rate));
    Fork.delete(folder);
    var result =
        new Result(
            Double.parseDouble(words.get(0)),
            Double.parseDouble(words.get(1)),
            Double.parseDouble(words.get(2)));
    System.out.printf(
        Locale.ROOT,
        "round %d, %2d %% fail, %s: %.0f/s%s%n",
        round,
        failing,
        rate == AS_MANY_AS_POSSIBLE ? "as many as possible" : rate + "/s sent",
        result.perSecond(),
        rate == AS_MANY_AS_POSSIBLE
            ? ""
            : String.format(Locale.ROOT, ", p50 %.1f ms, p99 %.1f ms", result.p50(), result.p99()));
    return result;
  }
}
