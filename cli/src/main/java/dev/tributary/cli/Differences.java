package dev.tributary.cli;

import dev.tributary.ingestion.json.Changes.Change;
import java.io.PrintWriter;
import java.util.List;

/// What differs between two documents, a line each.
final class Differences {
  private Differences() {}

  static void print(List<Change> changes, PrintWriter out) {
    for (var change : changes) {
      if (change.before().isEmpty()) {
        out.printf("    + %s: %s%n", change.path(), change.after().orElse(""));
      } else if (change.after().isEmpty()) {
        out.printf("    - %s: %s%n", change.path(), change.before().get());
      } else {
        out.printf(
            "    ~ %s: %s → %s%n", change.path(), change.before().get(), change.after().get());
      }
    }
  }
}
