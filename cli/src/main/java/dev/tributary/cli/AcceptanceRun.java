package dev.tributary.cli;

import dev.tributary.ingestion.editing.AcceptanceHistory.Entry;
import dev.tributary.ingestion.editing.SampleResult;
import dev.tributary.ingestion.editing.SampleResult.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What one run of samples came to, as they finish.
final class AcceptanceRun {
  private final String who;
  private final Instant at = Instant.now();
  private final List<One> all = new ArrayList<>();

  private record One(SampleResult result, boolean approved) {
    boolean is(Verdict verdict) {
      return !approved && result.verdict() == verdict;
    }

    boolean hasFailed() {
      return !approved && !result.verdict().isGood();
    }
  }

  /// The run as JSON.
  record Results(List<SampleResult> samples, Totals totals) {}

  /// How many came to what.
  record Totals(long passed, long excepted, long failed, long approved) {}

  AcceptanceRun(String who) {
    this.who = who;
  }

  /// @param approved whether a new golden file was written for it
  void add(SampleResult result, boolean approved) {
    all.add(new One(result, approved));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  Results results() {
    return new Results(all.stream().map(One::result).toList(), totals());
  }

  Totals totals() {
    return new Totals(
        count(one -> one.is(Verdict.PASSED)),
        count(one -> one.is(Verdict.EXCEPTED)),
        count(One::hasFailed),
        count(One::approved));
  }

  private long count(Predicate<One> which) {
    return all.stream().filter(which).count();
  }

  /// For the history, one for each provider.
  List<Entry> entries() {
    var byProvider = new LinkedHashMap<String, List<One>>();
    all.forEach(
        one ->
            byProvider.computeIfAbsent(one.result().provider(), _ -> new ArrayList<>()).add(one));
    return byProvider.entrySet().stream().map(this::entry).toList();
  }

  private Entry entry(Map.Entry<String, List<One>> ofProvider) {
    var results = ofProvider.getValue();
    return new Entry(
        at,
        who,
        ofProvider.getKey(),
        results.stream().flatMap(one -> one.result().mappings().stream()).distinct().toList(),
        names(results, one -> one.is(Verdict.PASSED)),
        names(results, one -> one.is(Verdict.EXCEPTED)),
        names(results, One::hasFailed),
        names(results, One::approved));
  }

  private static List<String> names(List<One> results, Predicate<One> which) {
    return results.stream().filter(which).map(one -> one.result().sample()).toList();
  }
}
