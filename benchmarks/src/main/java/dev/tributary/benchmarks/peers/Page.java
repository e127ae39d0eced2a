package dev.tributary.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The page of results, `benchmarks.md`, and its plots. Each workload has a section of its own, so
/// that one that is measured anew replaces its own section only.
final class Page {
  private final Path folder;
  private final String head;

  /// What a section says about when and where it was measured.
  private final String circumstances;

  Page(Path folder, String head, String circumstances) {
    this.folder = folder;
    this.head = head;
    this.circumstances = circumstances;
  }

  /// Writes the section and the plot of `outcome`, and leaves the others as they are.
  ///
  /// @param order the names of all workloads, as their sections follow one another
  /// @return what was written about this one
  String write(Outcome outcome, List<String> order) throws IOException {
    Files.createDirectories(folder.resolve("images"));
    var chart = BarChart.of(outcome);
    if (!chart.isEmpty()) {
      Files.writeString(folder.resolve("images").resolve(image(outcome)), chart);
    }
    var file = folder.resolve("benchmarks.md");
    var before = Files.exists(file) ? Files.readString(file) : "";
    var name = outcome.workload().name();
    var section = section(outcome, !chart.isEmpty());
    var sections =
        order.stream()
            .map(each -> each.equals(name) ? marked(name, section) : kept(before, each))
            .collect(Collectors.joining());
    Files.writeString(file, head + sections);
    return section;
  }

  private static String image(Outcome outcome) {
    return "peers-" + outcome.workload().name() + ".svg";
  }

  private static String begin(String name) {
    return "<!-- " + name + " -->\n";
  }

  private static String end(String name) {
    return "<!-- /" + name + " -->\n";
  }

  private static String marked(String name, String section) {
    return begin(name) + section + end(name);
  }

  /// The section `name` of the page as it is; empty if it has none.
  private static String kept(String page, String name) {
    var from = page.indexOf(begin(name));
    var until = page.indexOf(end(name));
    return from < 0 || until < from ? "" : page.substring(from, until) + end(name);
  }

  /// What stands above the results, with the versions filled in.
  static String head(Path root) throws IOException {
    try (InputStream template = Page.class.getResourceAsStream("/benchmarks.md")) {
      var text = new String(Objects.requireNonNull(template).readAllBytes(), UTF_8);
      for (var contender : Contender.ALL) {
        text = text.replace("{" + contender.jar() + "}", contender.version(root));
      }
      return text.replace("{lines}", OwnLines.table(root));
    }
  }

  private String section(Outcome outcome, boolean drawn) {
    var workload = outcome.workload();
    var text = new StringBuilder("## ").append(workload.title()).append("\n\n");
    text.append(workload.about()).append("\n\n");
    text.append(table(outcome)).append('\n');
    outcome.remarks().forEach(remark -> text.append("- ").append(remark).append('\n'));
    if (!outcome.remarks().isEmpty()) {
      text.append('\n');
    }
    if (drawn) {
      text.append("![%s](images/%s)\n\n".formatted(workload.title(), image(outcome)));
    }
    var rounds = workload.rounds() == 1 ? "one round" : workload.rounds() + " alternating rounds";
    return text.append("`benchmarks/run peers %s`: ".formatted(workload.name()))
        .append(rounds)
        .append(workload.rounds() == 1 ? "" : "; the median (the lowest–the highest)")
        .append(". ")
        .append(circumstances)
        .append("\n\n")
        .toString();
  }

  private static String table(Outcome outcome) {
    var columns = outcome.workload().columns();
    var titles = columns.stream().map(Column::title).collect(Collectors.joining(" | "));
    var table = new StringBuilder("| | " + titles + " |\n|---|" + "---:|".repeat(columns.size()));
    for (var entry : outcome.entries()) {
      table.append("\n| ").append(entry.title()).append(" |");
      IntStream.range(0, columns.size())
          .forEach(column -> table.append(' ').append(cell(outcome, entry, column)).append(" |"));
    }
    return table.append('\n').toString();
  }

  private static String cell(Outcome outcome, Case entry, int column) {
    var decimals = outcome.workload().columns().get(column).decimals();
    return outcome.spread(entry, column).map(spread -> spread.text(decimals)).orElse("–");
  }
}
