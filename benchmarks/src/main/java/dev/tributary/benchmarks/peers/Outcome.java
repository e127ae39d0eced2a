package dev.tributary.benchmarks.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What all rounds of one workload have brought.
final class Outcome {
  /// In place of the number of a round: before the first, or after the last.
  static final int OUTSIDE = 0;

  private final Workload workload;
  private final Map<Case, List<List<Double>>> rounds = new LinkedHashMap<>();

  /// What there is to be said, and of which rounds.
  private final Map<String, List<Integer>> remarks = new LinkedHashMap<>();

  Outcome(Plan plan, Workload workload) {
    this.workload = workload;
    for (var contender : Contender.ALL) {
      for (var setting : contender.settings()) {
        var entry = new Case(contender, setting);
        if (plan.takes(workload, entry)) {
          rounds.put(entry, new ArrayList<>());
        }
      }
    }
  }

  Workload workload() {
    return workload;
  }

  /// Who is measured, in the order of the table.
  List<Case> entries() {
    return List.copyOf(rounds.keySet());
  }

  void add(Case entry, List<Double> figures) {
    rounds.computeIfAbsent(entry, _ -> new ArrayList<>()).add(figures);
  }

  void remark(String remark, int round) {
    remarks.computeIfAbsent(remark, _ -> new ArrayList<>()).add(round);
  }

  /// Each remark once, with the rounds that it is of.
  List<String> remarks() {
    return remarks.entrySet().stream()
        .map(remark -> remark.getKey() + rounds(remark.getValue()) + ".")
        .toList();
  }

  private static String rounds(List<Integer> numbers) {
    var text =
        numbers.stream()
            .filter(number -> number != OUTSIDE)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "" : (text.length() == 1 ? " (round " : " (rounds ") + text + ")";
  }

  /// The figures of a row in the column of this number; empty if no round has any.
  Optional<Spread> spread(Case entry, int column) {
    return Spread.of(
        rounds.getOrDefault(entry, List.of()).stream().map(each -> each.get(column)).toList());
  }
}
