package dev.tributary.console.pages;

import dev.tributary.console.pages.Plant.Unit;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The applications and what flows between them, from left to right, as SVG.
final class Drawing {
  private static final int WIDTH = 168;
  private static final int HEIGHT = 62;
  private static final int ACROSS = 56;
  private static final int DOWN = 22;
  private static final int MARGIN = 8;

  private final Map<String, Unit> units = new LinkedHashMap<>();
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final Map<String, Spot> spots = new LinkedHashMap<>();

  private record Spot(int x, int y) {}

  private Drawing(List<Unit> all) {
    all.forEach(unit -> units.put(unit.name(), unit));
    all.forEach(unit -> unit.sources().forEach(source -> columns.putIfAbsent(source, 0)));
    all.forEach(unit -> columns.put(unit.name(), 0));
    settleColumns();
    settleSpots();
  }

  static Html of(List<Unit> units) {
    return new Drawing(units).svg();
  }

  /// Each stands to the right of what it hears, as far as there are no circles: in as many rounds
  /// as there are applications everything has found its place.
  private void settleColumns() {
    for (var round = 0; round < units.size(); round++) {
      for (var unit : units.values()) {
        for (var source : unit.sources()) {
          var wanted = columns.getOrDefault(source, 0) + 1;
          if (!source.equals(unit.name())
              && wanted <= units.size()
              && columns.getOrDefault(unit.name(), 0) < wanted) {
            columns.put(unit.name(), wanted);
          }
        }
      }
    }
  }

  /// Sources first, then the applications in their order; each column from the top.
  private void settleSpots() {
    var names = new ArrayList<String>();
    columns.keySet().stream().filter(name -> !units.containsKey(name)).forEach(names::add);
    names.addAll(units.keySet());
    var used = new TreeMap<Integer, Integer>();
    for (var name : names) {
      var column = columns.getOrDefault(name, 0);
      var row = used.merge(column, 1, Integer::sum) - 1;
      spots.put(name, new Spot(MARGIN + column * (WIDTH + ACROSS), MARGIN + row * (HEIGHT + DOWN)));
    }
  }

  private Html svg() {
    var right = spots.values().stream().mapToInt(Spot::x).max().orElse(0) + WIDTH + MARGIN;
    var bottom = spots.values().stream().mapToInt(Spot::y).max().orElse(0) + HEIGHT + MARGIN;
    var lines = new ArrayList<Html>();
    for (var unit : units.values()) {
      unit.sources().stream()
          .filter(source -> !source.equals(unit.name()))
          .forEach(source -> lines.add(line(source, unit.name())));
    }
    return Html.of(
        """
        <div class="scroll" tabindex="0" role="region" aria-label="Map">
        <svg class="map" viewBox="0 0 {} {}" role="group"
          aria-label="The applications and what flows between them; the table below says the same">
        <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"
          orient="auto"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>
        {}{}</svg></div>
        """,
        right,
        bottom,
        Html.join(lines.toArray(Html[]::new)),
        Html.each(spots.keySet(), this::box));
  }

  private Html line(String from, String to) {
    var start = spots.getOrDefault(from, new Spot(0, 0));
    var end = spots.getOrDefault(to, new Spot(0, 0));
    var x = start.x() + WIDTH;
    var y = start.y() + HEIGHT / 2;
    var bend = ACROSS / 2 + 4;
    // Straight on in its own row, and up or down in the last gap only: boxes are drawn over lines.
    var turn = Math.max(x, end.x() - ACROSS);
    return Html.of(
        "<path d=\"M{} {} H{} C{} {} {} {} {} {}\" marker-end=\"url(#tip)\"/>",
        x,
        y,
        turn,
        turn + bend,
        y,
        end.x() - bend,
        end.y() + HEIGHT / 2,
        end.x() - 1,
        end.y() + HEIGHT / 2);
  }

  private Html box(String name) {
    var spot = spots.getOrDefault(name, new Spot(0, 0));
    var unit = units.get(name);
    if (unit == null) {
      return Html.of(
          "<g><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text></g>",
          spot.x() + WIDTH - 6,
          spot.y() + HEIGHT / 2 + 4,
          name);
    }
    return Html.of(
        """
        <g class="box-{}"><rect x="{}" y="{}" width="{}" height="{}" rx="7"/>
        <text x="{}" y="{}"><a href="/failures?app={}">{}</a></text>
        <text class="quiet" x="{}" y="{}">{}, {} waiting</text>
        <text class="quiet" x="{}" y="{}">{} in flight, {}/min</text>{}</g>
        """,
        unit.state().name().toLowerCase(Locale.ROOT),
        spot.x(),
        spot.y(),
        WIDTH,
        HEIGHT,
        spot.x() + 10,
        spot.y() + 19,
        Values.encode(name),
        Shown.line(name, 22),
        spot.x() + 10,
        spot.y() + 36,
        unit.state().name().toLowerCase(Locale.ROOT),
        unit.depth(),
        spot.x() + 10,
        spot.y() + 52,
        unit.inFlightShown(),
        unit.perMinute(),
        failed(unit, spot).when(unit.failures() > 0));
  }

  private static Html failed(Unit unit, Spot spot) {
    return Html.of(
        "<text class=\"failed\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{} failed</text>",
        spot.x() + WIDTH - 8,
        spot.y() + 52,
        unit.failures());
  }
}
