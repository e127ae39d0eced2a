package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// All who take part in one workload, each from its first turn on. Prints every turn, and collects
/// what it brings. Closing ends them all.
final class Field implements AutoCloseable {
  private final Ground ground;
  private final Outcome outcome;
  private final Map<Case, Contestant> contestants = new LinkedHashMap<>();

  Field(Ground ground, Outcome outcome) {
    this.ground = ground;
    this.outcome = outcome;
  }

  /// Readies everybody, so that all are there in every round.
  void admit() throws IOException, InterruptedException {
    print("%d contenders".formatted(outcome.entries().size()), "begin");
    for (var entry : outcome.entries()) {
      try {
        contestants.put(entry, outcome.workload().admit(ground, entry));
      } catch (RuntimeException failure) {
        print(entry.title() + ", before the first round", failure.toString());
        failed(entry, " did not get ready", Outcome.OUTSIDE);
      }
    }
  }

  /// Lets `entry` have its turn. One that does not get through is ended, and begins anew next time.
  void round(Case entry, int number) throws IOException, InterruptedException {
    var which = entry.title() + ", round " + number;
    try {
      var figures = contestant(entry).round(remark -> remark(entry, remark, number));
      outcome.add(entry, figures);
      print(which, line(figures));
    } catch (RuntimeException failure) {
      print(which, failure.toString());
      failed(entry, " did not get through", number);
    }
  }

  private void failed(Case entry, String how, int round) throws IOException {
    outcome.remark(entry.title() + how + "; what it printed is in its log", round);
    var failed = contestants.remove(entry);
    if (failed != null) {
      failed.close();
    }
  }

  private Contestant contestant(Case entry) throws IOException, InterruptedException {
    var admitted = contestants.get(entry);
    if (admitted == null) {
      admitted = outcome.workload().admit(ground, entry);
      contestants.put(entry, admitted);
    }
    return admitted;
  }

  /// After the last round: what is only known once they have ended.
  void finish() throws IOException, InterruptedException {
    for (var each : contestants.entrySet()) {
      each.getValue().finish(remark -> remark(each.getKey(), remark, Outcome.OUTSIDE));
    }
  }

  private void remark(Case entry, String remark, int round) {
    outcome.remark(entry.title() + ": " + remark, round);
  }

  private void print(String which, String text) {
    System.out.println(outcome.workload().name() + ", " + which + ": " + text);
  }

  private String line(List<Double> figures) {
    var columns = outcome.workload().columns();
    return IntStream.range(0, columns.size())
        .mapToObj(
            column ->
                Spread.number(figures.get(column), columns.get(column).decimals())
                    + " "
                    + columns.get(column).title())
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() throws IOException {
    var failures = new ArrayList<Exception>();
    for (var contestant : contestants.values()) {
      try {
        contestant.close();
      } catch (IOException | RuntimeException failure) {
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      var failure = new IOException("not all contenders could be ended");
      failures.forEach(failure::addSuppressed);
      throw failure;
    }
  }
}
