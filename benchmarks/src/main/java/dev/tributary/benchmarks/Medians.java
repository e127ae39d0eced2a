package dev.tributary.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// The middle of what was measured several times.
public final class Medians {
  private Medians() {}

  /// The median of `figures`, of which there is at least one.
  public static double of(List<Double> figures) {
    return of(figures, Double::doubleValue);
  }

  /// The median of one figure of `results`, of which there is at least one.
  public static <T> double of(List<T> results, ToDoubleFunction<T> figure) {
    return results.stream().mapToDouble(figure).sorted().toArray()[results.size() / 2];
  }
}
