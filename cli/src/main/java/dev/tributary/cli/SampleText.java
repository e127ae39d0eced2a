package dev.tributary.cli;

import dev.tributary.cli.AcceptanceRun.Totals;
import dev.tributary.ingestion.editing.AcceptanceHistory.Entry;
import dev.tributary.ingestion.editing.AcceptedFailures.AcceptedFailure;
import dev.tributary.ingestion.editing.SampleResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How samples went, for people to read.
final class SampleText {
  private SampleText() {}

  /// One sample: what is different, what is wrong, what was said about that.
  static void print(SampleResult result, PrintWriter out) {
    out.printf(
        "%-8s  %s  %s  (%.2f s)%n",
        result.verdict().name().toLowerCase(Locale.ROOT),
        result.provider(),
        result.sample(),
        result.took().toMillis() / 1000.0);
    Differences.print(result.changes(), out);
    result.problem().ifPresent(problem -> out.println(problem.indent(4).stripTrailing()));
    if (result.verdict() == SampleResult.Verdict.NEW) {
      out.println("    no golden file yet; --approve writes it");
    }
    result.exception().ifPresent(said -> out.println("    " + exception(result, said)));
  }

  private static String exception(SampleResult result, AcceptedFailure said) {
    return switch (result.verdict()) {
      case PASSED -> "its exception is not needed any more; remove it from exceptions.yaml";
      case EXCEPTED ->
          "accepted until %s by %s: %s".formatted(said.until(), said.by(), said.reason());
      case DIFFERS, NEW, BROKEN ->
          "was accepted until %s by %s: %s; that is over"
              .formatted(said.until(), said.by(), said.reason());
      case GARBLED ->
          "its exception is for what comes of it, not for a golden file that cannot be read";
    };
  }

  static String sum(Totals totals) {
    return "samples: %d passed, %d excepted, %d failed%s%s"
        .formatted(
            totals.passed(),
            totals.excepted(),
            totals.failed(),
            totals.approved() == 0 ? "" : ", %d approved".formatted(totals.approved()),
            totals.failed() == 0 ? "" : "; once mended: tributary accept --rerun failed");
  }

  /// Earlier runs, the latest first.
  static void printHistory(List<Entry> entries, PrintWriter out) {
    var table = new Table("AT", "WHO", "PROVIDER", "MAPPING", "PASSED", "EXCEPTED", "FAILED", "");
    for (var entry : entries.reversed()) {
      table.add(
          entry.at().toString().substring(0, 19),
          entry.who(),
          entry.provider(),
          entry.mappings().stream().map(TriedText::shortened).collect(Collectors.joining(" ")),
          Integer.toString(entry.passed().size()),
          Integer.toString(entry.excepted().size()),
          Integer.toString(entry.failed().size()),
          remark(entry));
    }
    if (table.isEmpty()) {
      out.println("no sample was run yet");
    } else {
      table.print(out);
    }
  }

  private static String remark(Entry entry) {
    var failed = entry.failed().isEmpty() ? "" : "failed: " + String.join(", ", entry.failed());
    var approved =
        entry.approved().isEmpty() ? "" : "approved: " + String.join(", ", entry.approved());
    return (failed + " " + approved).strip();
  }
}
