package dev.tributary.cli;

import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.Trail;
import dev.tributary.ingestion.ledger.Trail.Hop;
import dev.tributary.ingestion.ledger.Trail.Work;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A trail as a tree: a line for each attempt of an application at a message; under it, what became
/// of what it sent.
final class TrailTree {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private final Table table = new Table("AT", "WHAT", "ROUTING KEY", "TRY", "WAITED", "WORKED", "");

  private TrailTree() {}

  static void print(Trail trail, PrintWriter out) {
    var tree = new TrailTree();
    trail.roots().forEach(tree::root);
    tree.table.print(out);
  }

  private void root(Hop hop) {
    hop.sent().ifPresent(sent -> sent("sent by " + sent.application(), sent));
    if (hop.sent().isPresent()) {
      branches(List.of(hop), "");
    } else {
      hop.works().forEach(work -> work(work, "", ""));
    }
  }

  /// A line under another: somebody's work on a message, or nobody's.
  private record Branch(Hop hop, Optional<Work> work) {
    static List<Branch> of(List<Hop> hops) {
      var branches = new ArrayList<Branch>();
      for (var hop : hops) {
        hop.works().forEach(work -> branches.add(new Branch(hop, Optional.of(work))));
        if (hop.works().isEmpty()) {
          branches.add(new Branch(hop, Optional.empty()));
        }
      }
      return branches;
    }
  }

  private void branches(List<Hop> hops, String indent) {
    var branches = Branch.of(hops);
    for (var index = 0; index < branches.size(); index++) {
      var branch = branches.get(index);
      var last = index == branches.size() - 1;
      var first = indent + (last ? "└─ " : "├─ ");
      branch
          .work()
          .ifPresentOrElse(
              work -> work(work, first, indent + (last ? "   " : "│  ")),
              () ->
                  branch
                      .hop()
                      .sent()
                      .ifPresent(sent -> sent(first + "sent; nobody has worked on it", sent)));
    }
  }

  private void sent(String what, LedgerEntry sent) {
    table.add(time(sent), what, sent.routingKey(), "", "", "", "");
  }

  /// To a millisecond, so that all are as wide.
  private static String time(LedgerEntry entry) {
    return MILLIS.format(Instant.parse(entry.at()));
  }

  private void work(Work work, String first, String indent) {
    var lead = first;
    for (var attempt : work.attempts()) {
      table.add(
          time(attempt),
          lead + work.application() + " " + attempt.outcome(),
          attempt.routingKey(),
          Integer.toString(attempt.attempt()),
          attempt.waitedMillis() + " ms",
          attempt.workedMillis() + " ms",
          attempt.reason().orElse(""));
      lead = indent;
    }
    branches(work.results(), indent);
  }
}
