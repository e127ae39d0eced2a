package dev.tributary.benchmarks.peers;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// The drawn columns of a workload as bars, one panel below the other, in SVG: the median, and a
/// line from the lowest to the highest. Its colours suit light pages and dark ones.
final class BarChart {
  private static final int WIDTH = 760;
  private static final int LABELS = 270;
  private static final int BARS = 370;
  private static final int ROW = 22;
  private static final int BAR = 14;
  private static final int TITLE = 34;
  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #57606a; }
        .title { font-weight: 600; }
        .ours { fill: #d9822b; } .limit { fill: #8250df; } .peer { fill: #3b82c4; }
        .as-it-comes { fill-opacity: 0.45; }
        line { stroke: #57606a; stroke-width: 1.5; }
        @media (prefers-color-scheme: dark) {
          text { fill: #c9d1d9; } line { stroke: #c9d1d9; }
        }
      </style>
      """;

  private final Outcome outcome;
  private final StringBuilder svg = new StringBuilder();
  private int top;

  private BarChart(Outcome outcome) {
    this.outcome = outcome;
  }

  /// Empty if the workload has nothing to draw.
  static String of(Outcome outcome) {
    var chart = new BarChart(outcome);
    var columns = outcome.workload().columns();
    IntStream.range(0, columns.size())
        .filter(column -> columns.get(column).drawn())
        .forEach(chart::panel);
    return chart.top == 0
        ? ""
        : """
          <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
          """
                .formatted(WIDTH, chart.top, escaped(outcome.workload().title()))
            + STYLE
            + chart.svg
            + "</svg>\n";
  }

  private void panel(int number) {
    var column = outcome.workload().columns().get(number);
    var highest =
        outcome.entries().stream()
            .flatMap(entry -> outcome.spread(entry, number).stream())
            .mapToDouble(Spread::highest)
            .max()
            .orElse(1);
    text(0, top + 20, "title", outcome.workload().title() + ": " + column.title());
    top += TITLE;
    for (var entry : outcome.entries()) {
      row(
          entry,
          outcome.spread(entry, number),
          highest > 0 ? BARS / highest : 0,
          column.decimals());
    }
    top += ROW / 2;
  }

  private void row(Case entry, Optional<Spread> spread, double scale, int decimals) {
    var base = top + BAR - 2;
    text(0, base, "label", entry.title());
    if (spread.isPresent()) {
      var kind = kind(entry) + " " + entry.setting().word;
      bar(kind, spread.get().median() * scale);
      range(spread.get().lowest() * scale, spread.get().highest() * scale);
      var end = LABELS + spread.get().highest() * scale + 8;
      text(end, base, "figure", Spread.number(spread.get().median(), decimals));
    } else {
      text(LABELS, base, "figure", "–");
    }
    top += ROW;
  }

  private static String kind(Case entry) {
    if (entry.contender().equals(Contender.BARE)) {
      return "limit";
    }
    return entry.contender().isOurs() ? "ours" : "peer";
  }

  private void text(double x, int y, String kind, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%d\">%s</text>%n",
            kind,
            x,
            y,
            escaped(text)));
  }

  private void bar(String kind, double width) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
            kind,
            LABELS,
            top,
            Math.max(1, width),
            BAR));
  }

  private void range(double from, double to) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
            LABELS + from,
            LABELS + to,
            top + BAR / 2,
            top + BAR / 2));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
