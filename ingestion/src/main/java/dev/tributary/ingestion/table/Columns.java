package dev.tributary.ingestion.table;

import dev.tributary.ingestion.table.TableDeclaration.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which fields the columns of a table say, and which of them tell the product.
///
/// @param product columns, from 0, whose values together say which product a row is about; none
///   where each row is a product of its own
/// @param declared whether a provider said so, rather than the names of the columns
public record Columns(Map<Field, Source> sources, List<Integer> product, boolean declared) {

  private static final List<Field> OF_RELEASES =
      List.of(Field.BARCODE, Field.ISBN, Field.GRID, Field.CATALOG_NUMBER, Field.ID);
  private static final int ENOUGH = 2;

  /// For whoever has others.
  static final String SOME_USUAL_NAMES =
      "title, artist, author, isbn, upc, isrc, label, release date";

  /// Where the values of a field are.
  ///
  /// @param columns from 0
  /// @param name of the column, for whoever is told of a fault in it
  public record Source(List<Integer> columns, String name, TableDeclaration.Column as) {}

  /// The field's values are in there, if it has any.
  public Optional<Source> source(Field field) {
    return Optional.ofNullable(sources.get(field));
  }

  /// What else tells of which product a row is, in the order in which it counts.
  List<Field> identifiers() {
    return OF_RELEASES.stream().filter(sources::containsKey).toList();
  }

  /// Whether rows are about tracks of a product.
  public boolean areOfTracks() {
    return sources.keySet().stream().anyMatch(Field::isOfTrack);
  }

  /// By the declaration, or else by the usual names; none if `names` are not the columns of that.
  ///
  /// @param names of the columns; where they have none, as many of ours
  static Optional<Columns> of(TableDeclaration declaration, List<String> names) {
    return declaration.isWithoutColumns()
        ? usual(names)
        : declared(declaration, declaration.isByNumber() ? List.of() : names, names.size());
  }

  private static Optional<Columns> declared(
      TableDeclaration declaration, List<String> names, int width) {
    var sources = new EnumMap<Field, Source>(Field.class);
    for (var entry : declaration.columns().entrySet()) {
      var places = indexes(entry.getValue().places(), names, width);
      if (places.contains(-1)) {
        return Optional.empty();
      }
      sources.put(
          entry.getKey(),
          new Source(places, name(entry.getValue().places(), places, names), entry.getValue()));
    }
    var product = indexes(declaration.product(), names, width);
    return product.contains(-1)
        ? Optional.empty()
        : Optional.of(new Columns(Map.copyOf(sources), product, true));
  }

  /// The declared columns that are not among `names`.
  static List<Place> missing(TableDeclaration declaration, List<String> names, int width) {
    var all = new ArrayList<>(declaration.product());
    declaration.columns().values().forEach(column -> all.addAll(column.places()));
    return all.stream()
        .filter(place -> index(place, names, width) < 0)
        .distinct()
        .sorted(Comparator.comparing(Place::toString))
        .toList();
  }

  private static String name(List<Place> places, List<Integer> indexes, List<String> names) {
    return places.isEmpty()
        ? "-"
        : places.getFirst().number() == 0
            ? places.getFirst().name()
            : columnName(names, indexes.getFirst());
  }

  static String columnName(List<String> names, int index) {
    return index < names.size() && !names.get(index).isBlank()
        ? names.get(index).strip()
        : "column[%d]".formatted(index + 1);
  }

  private static List<Integer> indexes(List<Place> places, List<String> names, int width) {
    return places.stream().map(place -> index(place, names, width)).toList();
  }

  private static int index(Place place, List<String> names, int width) {
    if (place.number() > 0) {
      return place.number() <= width ? place.number() - 1 : -1;
    }
    var exact = names.indexOf(place.name());
    return exact >= 0
        ? exact
        : IntStream.range(0, names.size())
            .filter(index -> names.get(index).strip().equalsIgnoreCase(place.name()))
            .findFirst()
            .orElse(-1);
  }

  /// By the usual names of columns; none if fewer than two are usual.
  private static Optional<Columns> usual(List<String> names) {
    var sources = new EnumMap<Field, Source>(Field.class);
    var taken = new HashSet<Integer>();
    for (var field : Field.values()) {
      best(field, names, taken)
          .ifPresent(
              index -> {
                sources.put(field, source(field, names, index));
                taken.add(index);
              });
    }
    if (sources.size() < ENOUGH) {
      return Optional.empty();
    }
    tellTracksApart(sources, names, taken);
    return Optional.of(new Columns(Map.copyOf(sources), product(sources), false));
  }

  private static Optional<Integer> best(Field field, List<String> names, HashSet<Integer> taken) {
    return IntStream.range(0, names.size())
        .boxed()
        .filter(index -> !taken.contains(index) && field.rank(names.get(index)) >= 0)
        .min(Comparator.comparingInt(index -> field.rank(names.get(index))));
  }

  private static Source source(Field field, List<String> names, int index) {
    var unit = field.unit(names.get(index)).stream().toList();
    return new Source(
        List.of(index),
        columnName(names, index),
        new TableDeclaration.Column(List.of(), Optional.empty(), unit, Optional.empty(), Map.of()));
  }

  /// Which of `names` say nothing that is read.
  public List<String> unread(List<String> names) {
    var read = sources.values().stream().flatMap(source -> source.columns().stream()).toList();
    return IntStream.range(0, names.size())
        .filter(index -> !read.contains(index) && !product.contains(index))
        .mapToObj(names::get)
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /// Beside an album's title and artist, a plain `title` and `artist` are the track's; so is the
  /// length of a row that is about a track.
  private static void tellTracksApart(
      EnumMap<Field, Source> sources, List<String> names, HashSet<Integer> taken) {
    for (var pair :
        List.of(
            List.of(Field.TITLE, Field.TRACK_TITLE), List.of(Field.ARTIST, Field.TRACK_ARTIST))) {
      if (!sources.containsKey(pair.get(1))) {
        best(pair.get(0), names, taken)
            .ifPresent(index -> sources.put(pair.get(1), source(pair.get(1), names, index)));
      }
    }
    if (sources.containsKey(Field.TRACK_TITLE)
        || sources.containsKey(Field.TRACK_NUMBER)
        || sources.containsKey(Field.ISRC)) {
      move(sources, Field.DURATION, Field.TRACK_DURATION);
      move(sources, Field.EXPLICIT, Field.TRACK_EXPLICIT);
    }
  }

  private static void move(EnumMap<Field, Source> sources, Field from, Field to) {
    var source = sources.get(from);
    if (source != null
        && !sources.containsKey(to)
        && !source.name().toLowerCase(Locale.ROOT).matches(".*(total|album).*")) {
      sources.remove(from);
      sources.put(to, source);
    }
  }

  private static List<Integer> product(EnumMap<Field, Source> sources) {
    return sources.keySet().stream().noneMatch(Field::isOfTrack)
        ? List.of()
        : OF_RELEASES.stream()
            .flatMap(field -> Optional.ofNullable(sources.get(field)).stream())
            .findFirst()
            .map(Source::columns)
            .orElse(List.of());
  }

  /// Why a table with these columns cannot be loaded by their names alone; none if it can.
  Optional<String> lack() {
    if (declared) {
      return Optional.empty();
    }
    var hasTitle = sources.containsKey(Field.TITLE) || sources.containsKey(Field.TRACK_TITLE);
    if (!hasTitle) {
      return Optional.of("a column for the title (such as title, album, release title)");
    }
    if (sources.containsKey(Field.TRACK_NUMBER) && !sources.containsKey(Field.TRACK_TITLE)) {
      return Optional.of(
          "the title of the release beside that of its track (such as album and title); if it"
              + " stands in another file, declare how they are joined");
    }
    var identifiers = new ArrayList<>(OF_RELEASES);
    identifiers.add(Field.ISRC);
    return identifiers.stream().anyMatch(sources::containsKey)
        ? Optional.empty()
        : Optional.of(
            "a column that tells one product from another (such as isbn, upc, isrc, catalog number,"
                + " id; several columns together can be declared as id)");
  }
}
