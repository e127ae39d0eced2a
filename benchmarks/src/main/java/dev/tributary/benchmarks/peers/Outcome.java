package dev.tributary.benchmarks.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What all rounds of one workload have brought.
final class Outcome {
  private final Workload workload;
  private final Map<Case, List<List<Double>>> rounds = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();

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

  void remark(String remark) {
    remarks.add(remark);
  }

  List<String> remarks() {
    return remarks;
  }

  /// The figures of a row in the column of this number; empty if no round has any.
  Optional<Spread> spread(Case entry, int column) {
    return Spread.of(
        rounds.getOrDefault(entry, List.of()).stream().map(each -> each.get(column)).toList());
  }
}
