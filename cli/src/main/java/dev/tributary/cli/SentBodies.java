package dev.tributary.cli;

import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.pipeline.TrailBodies.Sent;
import java.io.PrintWriter;
import java.util.List;

/// Prints the bodies of the messages of a trail, and what each application changed.
final class SentBodies {
  private SentBodies() {}

  static void print(List<Sent> all, PrintWriter out) {
    all.forEach(sent -> print(sent, out));
  }

  private static void print(Sent sent, PrintWriter out) {
    var entry = sent.entry();
    out.printf(
        "%n%s  sent by %s  %s  message %s%n",
        entry.at(), entry.application(), entry.routingKey(), entry.messageId());
    sent.body()
        .ifPresentOrElse(
            body -> out.println(body.indent(2).stripTrailing()),
            () ->
                out.printf(
                    "  %d bytes, not recorded; the setting events=bodies records those of up to 1 MiB%n",
                    entry.bytes()));
    sent.changes().ifPresent(changes -> print(entry.application(), changes, out));
  }

  private static void print(String application, List<Change> changes, PrintWriter out) {
    out.printf("  %s changed%s%n", application, changes.isEmpty() ? " nothing" : ":");
    for (var change : changes) {
      out.printf(
          "    %s: %s → %s%n",
          change.path(), change.before().orElse("(nothing)"), change.after().orElse("(nothing)"));
    }
  }
}
