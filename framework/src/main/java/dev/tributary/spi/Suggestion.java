package dev.tributary.spi;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What somebody who mistyped a name may have meant.
public final class Suggestion {
  private Suggestion() {}

  /// The one of `known` that `given` is nearest to; none if all are too far away for a slip of the
  /// finger.
  public static Optional<String> of(String given, Collection<String> known) {
    var tolerated = Math.max(1, given.length() / 4);
    return known.stream()
        .filter(name -> distance(given, name) <= tolerated)
        .min(
            Comparator.comparingInt((String name) -> distance(given, name))
                .thenComparing(name -> name));
  }

  /// `, did you mean X?` or nothing, to end a sentence with.
  public static String didYouMean(String given, Collection<String> known) {
    return of(given, known).map(name -> ", did you mean " + name + "?").orElse("");
  }

  /// How many characters have to be inserted, deleted, replaced or swapped with their neighbour.
  private static int distance(String one, String other) {
    var beforeLast = new int[other.length() + 1];
    var last = new int[other.length() + 1];
    for (var at = 0; at <= other.length(); at++) {
      last[at] = at;
    }
    for (var row = 1; row <= one.length(); row++) {
      var current = new int[other.length() + 1];
      current[0] = row;
      for (var at = 1; at <= other.length(); at++) {
        var same = one.charAt(row - 1) == other.charAt(at - 1);
        current[at] =
            Math.min(Math.min(current[at - 1], last[at]) + 1, last[at - 1] + (same ? 0 : 1));
        if (row > 1
            && at > 1
            && one.charAt(row - 1) == other.charAt(at - 2)
            && one.charAt(row - 2) == other.charAt(at - 1)) {
          current[at] = Math.min(current[at], beforeLast[at - 2] + 1);
        }
      }
      beforeLast = last;
      last = current;
    }
    return last[other.length()];
  }
}
