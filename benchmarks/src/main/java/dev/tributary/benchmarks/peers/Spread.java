package dev.tributary.benchmarks.peers;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What several rounds have measured of one figure.
record Spread(double median, double lowest, double highest) {
  /// Empty if none of the rounds has measured it.
  static Optional<Spread> of(List<Double> figures) {
    var sorted = figures.stream().filter(Double::isFinite).sorted().toList();
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(new Spread(median(sorted), sorted.getFirst(), sorted.getLast()));
  }

  private static double median(List<Double> sorted) {
    var upper = sorted.size() / 2;
    var lower = (sorted.size() - 1) / 2;
    return (sorted.get(lower) + sorted.get(upper)) / 2;
  }

  /// The median, and the lowest and the highest if they differ.
  String text(int decimals) {
    return lowest == highest
        ? number(median, decimals)
        : "%s (%s–%s)"
            .formatted(
                number(median, decimals), number(lowest, decimals), number(highest, decimals));
  }

  static String number(double figure, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", figure);
  }
}
