package dev.tributary.ingestion.mapping;

import java.util.TreeMap;
import java.util.TreeSet;

/// The known word that somebody probably meant.
final class Suggestion {

  private Suggestion() {}

  /// `, did you mean mapping?`, or nothing if no known word is near.
  static String of(String word, Iterable<String> known) {
    var nearest = new TreeMap<Integer, TreeSet<String>>();
    for (var candidate : known) {
      nearest.computeIfAbsent(distance(word, candidate), _ -> new TreeSet<>()).add(candidate);
    }
    var best = nearest.firstEntry();
    return best == null || best.getKey() > Math.max(2, word.length() / 3)
        ? ""
        : ", did you mean %s?".formatted(best.getValue().first());
  }

  /// Levenshtein's distance, letters of either case being the same.
  private static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    for (var j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (var i = 1; i <= one.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j < row.length; j++) {
        var same =
            Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
        var cost = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
        diagonal = row[j];
        row[j] = cost;
      }
    }
    return row[other.length()];
  }
}
