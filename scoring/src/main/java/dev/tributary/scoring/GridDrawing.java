package dev.tributary.scoring;

import static dev.tributary.scoring.Grid.SIZE;

import java.util.Collection;
import java.util.List;

/// A grid as squares from pale to dark, with its two axes and a scale.
final class GridDrawing {
  private static final int SQUARE = 8;
  private static final int MARGIN = 60;
  private static final int SIDE = SIZE * SQUARE;
  private static final int SCALE_WIDTH = 20;
  private static final int SCALE_STEPS = 50;

  private record Colour(int red, int green, int blue) {
    static final Colour PALE = new Colour(247, 251, 255);
    static final Colour DARK = new Colour(8, 48, 107);

    static Colour between(double share) {
      return new Colour(
          between(PALE.red, DARK.red, share),
          between(PALE.green, DARK.green, share),
          between(PALE.blue, DARK.blue, share));
    }

    private static int between(int first, int last, double share) {
      return (int) Math.round(first + (last - first) * share);
    }

    @Override
    public String toString() {
      return "#%02x%02x%02x".formatted(red, green, blue);
    }
  }

  private final Grid grid;
  private final double lowest;
  private final double highest;
  private final StringBuilder svg = new StringBuilder();

  GridDrawing(Grid grid) {
    this.grid = grid;
    var scores =
        grid.scores().stream()
            .flatMap(Collection::stream)
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    this.lowest = scores.getMin();
    this.highest = scores.getMax();
  }

  String svg() {
    var width = SIDE + 3 * MARGIN;
    var height = SIDE + 2 * MARGIN;
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
        font-family="sans-serif" font-size="12" shape-rendering="crispEdges">
        <title>Score by %s and %s</title>
        """
            .formatted(width, height, width, height, escaped(grid.x()), escaped(grid.y())));
    drawSquares();
    drawAxes();
    drawScale();
    return svg.append("</svg>\n").toString();
  }

  /// The first row is the lowest one, as on paper.
  private void drawSquares() {
    for (var row = 0; row < SIZE; row++) {
      for (var column = 0; column < SIZE; column++) {
        var score = grid.scores().get(row).get(column);
        svg.append(
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"><title>%s</title></rect>\n"
                .formatted(
                    MARGIN + column * SQUARE,
                    MARGIN + (SIZE - 1 - row) * SQUARE,
                    SQUARE,
                    SQUARE,
                    Colour.between(share(score)),
                    shown(score)));
      }
    }
  }

  private double share(double score) {
    return highest > lowest ? (score - lowest) / (highest - lowest) : 0.5;
  }

  private void drawAxes() {
    var bottom = MARGIN + SIDE;
    text(MARGIN, bottom + 16, "start", shown(grid.columns().getFirst()));
    text(bottom, bottom + 16, "end", shown(grid.columns().getLast()));
    text(MARGIN + SIDE / 2, bottom + 36, "middle", grid.x());
    text(MARGIN - 6, bottom, "end", shown(grid.rows().getFirst()));
    text(MARGIN - 6, MARGIN + 12, "end", shown(grid.rows().getLast()));
    text(MARGIN, MARGIN - 14, "start", grid.y());
  }

  private void drawScale() {
    var left = SIDE + MARGIN + MARGIN / 2;
    for (var step = 0; step < SCALE_STEPS; step++) {
      svg.append(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
              .formatted(
                  left,
                  MARGIN + SIDE - (step + 1) * (SIDE / SCALE_STEPS),
                  SCALE_WIDTH,
                  SIDE / SCALE_STEPS,
                  Colour.between(step / (SCALE_STEPS - 1.0))));
    }
    for (var end : List.of(lowest, highest)) {
      var y = end == highest ? MARGIN + 12 : MARGIN + SIDE;
      text(left + SCALE_WIDTH + 6, y, "start", shown(end));
    }
  }

  private void text(int x, int y, String anchor, String text) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
            .formatted(x, y, anchor, escaped(text)));
  }

  private static String shown(double number) {
    return Numbers.text(Math.rint(number * 100) / 100);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
