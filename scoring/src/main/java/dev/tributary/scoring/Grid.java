package dev.tributary.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Scores of objects that differ in two attributes only, evenly spread over what the references
/// have of these.
public final class Grid {
  /// How many values there are of each of the two.
  static final int SIZE = 50;

  private final String x;
  private final String y;
  private final List<Double> columns;
  private final List<Double> rows;

  /// A list for each row.
  private final List<List<Double>> scores;

  private Grid(
      String x, String y, List<Double> columns, List<Double> rows, List<List<Double>> scores) {
    this.x = x;
    this.y = y;
    this.columns = columns;
    this.rows = rows;
    this.scores = scores;
  }

  /// Scores a grid of objects.
  ///
  /// @param x the attribute that differs from column to column
  /// @param y the attribute that differs from row to row
  /// @param at the values of all others
  /// @throws ScoringException if there are no such attributes, or a value is missing
  public static Grid of(ScoreTree tree, String x, String y, Map<String, Double> at) {
    requireAxes(tree, x, y);
    var values = new double[tree.attributes().size()];
    for (var place = 0; place < values.length; place++) {
      var name = tree.attributes().get(place);
      if (!name.equals(x) && !name.equals(y)) {
        values[place] = required(at, name);
      }
    }
    var columns = steps(tree.spread(x));
    var rows = steps(tree.spread(y));
    var scores = new ArrayList<List<Double>>();
    for (var row : rows) {
      values[tree.attributes().indexOf(y)] = row;
      var scoresOfRow = new ArrayList<Double>();
      for (var column : columns) {
        values[tree.attributes().indexOf(x)] = column;
        scoresOfRow.add(tree.score(values).score());
      }
      scores.add(List.copyOf(scoresOfRow));
    }
    return new Grid(x, y, columns, rows, List.copyOf(scores));
  }

  private static void requireAxes(ScoreTree tree, String x, String y) {
    for (var axis : List.of(x, y)) {
      if (!tree.attributes().contains(axis)) {
        throw new ScoringException(
            "expected an attribute to vary to be one of %s, got: \"%s\""
                .formatted(String.join(", ", tree.attributes()), axis));
      }
    }
    if (x.equals(y)) {
      throw new ScoringException(
          "expected two different attributes to vary, got: \"%s\" twice".formatted(x));
    }
  }

  private static double required(Map<String, Double> at, String name) {
    var value = at.get(name);
    if (value == null) {
      throw new ScoringException(
          "expected a value for %s, which does not vary, found none".formatted(name));
    }
    return value;
  }

  /// Where all references have the same, a little less and a little more of it.
  private static List<Double> steps(Bounds spread) {
    var margin = spread.lower() == spread.upper() ? 0.5 : 0;
    var first = spread.lower() - margin;
    var last = spread.upper() + margin;
    return IntStream.range(0, SIZE)
        .mapToDouble(step -> step / (SIZE - 1.0))
        .mapToObj(share -> first * (1 - share) + last * share)
        .toList();
  }

  String x() {
    return x;
  }

  String y() {
    return y;
  }

  List<Double> columns() {
    return columns;
  }

  List<Double> rows() {
    return rows;
  }

  List<List<Double>> scores() {
    return scores;
  }

  /// As CSV (RFC 4180, but for the ends of lines): a line of titles, then one for each object, row
  /// by row.
  public String csv() {
    var lines = new StringBuilder();
    lines.append(quoted(x)).append(',').append(quoted(y)).append(",score\n");
    for (var row = 0; row < SIZE; row++) {
      for (var column = 0; column < SIZE; column++) {
        lines.append(columns.get(column)).append(',').append(rows.get(row)).append(',');
        lines.append(scores.get(row).get(column)).append("\n");
      }
    }
    return lines.toString();
  }

  private static String quoted(String title) {
    return title.chars().anyMatch(each -> ",\"\r\n".indexOf(each) >= 0)
        ? "\"" + title.replace("\"", "\"\"") + "\""
        : title;
  }

  /// As a drawing (SVG 1.1): a square for each object, the darker the higher its score.
  public String svg() {
    return new GridDrawing(this).svg();
  }
}
