package dev.tributary.ingestion.table;

import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.table.TableDeclaration.Column;
import dev.tributary.ingestion.table.TableDeclaration.Header;
import dev.tributary.ingestion.table.TableDeclaration.Join;
import dev.tributary.ingestion.table.TableDeclaration.Place;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what stands under `table` in a `provider.yaml`, and complains in its terms.
public final class TableDeclarationReader {

  private static final List<String> KEYS =
      List.of(
          "delimiter", "quote", "encoding", "header", "contentType", "product", "columns", "join");
  private static final List<String> COLUMN_KEYS =
      List.of("column", "columns", "separator", "format", "value", "words");
  private static final List<String> JOIN_KEYS = List.of("file", "by", "columns");

  private TableDeclarationReader() {}

  /// The declaration that `yaml` is.
  ///
  /// @param yaml as the parser of YAML gives it: maps, lists and scalars
  /// @throws IllegalArgumentException if it says something that it cannot, naming what
  public static TableDeclaration read(Object yaml) {
    var settings = map(yaml, "table", KEYS);
    var columns = columns(settings.get("columns"), "table.columns");
    var product = places(settings.get("product"), "table.product");
    var delimiter = character(settings.get("delimiter"), "table.delimiter");
    var quote = character(settings.get("quote"), "table.quote");
    if (delimiter.isPresent() && delimiter.equals(quote)) {
      throw wrong("expected table.delimiter and table.quote to differ, both are " + quote.get());
    }
    return new TableDeclaration(
        delimiter,
        quote,
        encoding(settings.get("encoding")),
        header(settings.get("header")),
        contentType(settings.get("contentType")),
        product,
        columns,
        joins(settings.get("join"), product));
  }

  private static Optional<Character> character(@Nullable Object value, String key) {
    return switch (value) {
      case null -> Optional.empty();
      case String text when text.equals("\\t") || text.equals("tab") -> Optional.of('\t');
      case String text when text.length() == 1 && !"\r\n".contains(text) ->
          Optional.of(text.charAt(0));
      case Object other ->
          throw wrong(
              "expected %s to be one character such as \";\" or tab, got: %s"
                  .formatted(key, other));
    };
  }

  private static Optional<Charset> encoding(@Nullable Object value) {
    try {
      return Optional.ofNullable(value).map(String::valueOf).map(Charset::forName);
    } catch (IllegalArgumentException unknown) {
      throw wrong(
          "expected table.encoding to be an encoding such as UTF-8 or windows-1252, got: " + value);
    }
  }

  private static Header header(@Nullable Object value) {
    return switch (value) {
      case null -> new Header.Found();
      case List<?> names when !names.isEmpty() ->
          new Header.Named(names.stream().map(String::valueOf).toList());
      case String text when text.equals("none") -> new Header.None();
      case Boolean isThere -> isThere ? new Header.Found() : new Header.None();
      case Object other ->
          throw wrong(
              "expected table.header to be none or the list of its names, got: %s"
                  .formatted(other));
    };
  }

  private static Optional<ContentType> contentType(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    var types = Arrays.asList(ContentType.values());
    var found = types.stream().filter(type -> type.word().equals(value)).findFirst();
    if (found.isEmpty()) {
      throw wrong(
          "expected table.contentType to be one of %s, got: %s"
              .formatted(
                  types.stream().map(ContentType::word).collect(Collectors.joining(", ")), value));
    }
    return found;
  }

  private static List<Join> joins(@Nullable Object value, List<Place> product) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list.stream().map(join -> join(join, product)).toList();
      case Object one -> List.of(join(one, product));
    };
  }

  private static Join join(@Nullable Object value, List<Place> product) {
    var settings = map(value, "table.join", JOIN_KEYS);
    if (product.isEmpty()) {
      throw wrong("expected table.product, which says what rows are joined by, found none");
    }
    var by = places(settings.get("by"), "table.join.by");
    if (!by.isEmpty() && by.size() != product.size()) {
      throw wrong(
          "expected table.join.by to name as many columns as table.product (%d), got: %d"
              .formatted(product.size(), by.size()));
    }
    if (!(settings.get("file") instanceof String file) || file.isBlank()) {
      throw wrong(
          "expected table.join.file to be a name such as tracks.csv, got: " + settings.get("file"));
    }
    return new Join(
        file, by.isEmpty() ? product : by, columns(settings.get("columns"), "table.join.columns"));
  }

  private static Map<Field, Column> columns(@Nullable Object value, String key) {
    var columns = new EnumMap<Field, Column>(Field.class);
    entries(value, key)
        .forEach(
            (word, column) ->
                columns.put(
                    Field.of(word)
                        .orElseThrow(
                            () ->
                                wrong(
                                    "unknown field %s in %s; known are %s"
                                        .formatted(word, key, String.join(", ", Field.words())))),
                    column(column, key + "." + word)));
    return Collections.unmodifiableMap(columns);
  }

  private static Column column(@Nullable Object value, String key) {
    if (!(value instanceof Map<?, ?>)) {
      return new Column(
          required(value, key), Optional.empty(), List.of(), Optional.empty(), Map.of());
    }
    var settings = map(value, key, COLUMN_KEYS);
    var one = places(settings.get("column"), key + ".column");
    var several = places(settings.get("columns"), key + ".columns");
    var constant = Optional.ofNullable(settings.get("value")).map(String::valueOf);
    if (one.isEmpty() && several.isEmpty() && constant.isEmpty()) {
      throw wrong("expected %s to have column, columns or value, found none".formatted(key));
    }
    return new Column(
        one.isEmpty() ? several : one,
        Optional.ofNullable(settings.get("separator")).map(String::valueOf),
        texts(settings.get("format")),
        constant,
        entries(settings.get("words"), key + ".words").entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> String.valueOf(entry.getValue()),
                    (_, later) -> later,
                    TreeMap::new)));
  }

  private static List<Place> required(@Nullable Object value, String key) {
    var places = places(value, key);
    if (places.isEmpty()) {
      throw wrong("expected %s to be a column's name or number, found none".formatted(key));
    }
    return places;
  }

  private static List<Place> places(@Nullable Object value, String key) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list.stream().flatMap(one -> places(one, key).stream()).toList();
      case Integer number when number > 0 -> List.of(new Place("", number));
      case String name when !name.isBlank() -> List.of(new Place(name.strip(), 0));
      case Object other ->
          throw wrong(
              "expected %s to be a column's name, or its number from 1, got: %s"
                  .formatted(key, other));
    };
  }

  private static List<String> texts(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list.stream().map(String::valueOf).toList();
      case Object one -> List.of(String.valueOf(one));
    };
  }

  private static Map<String, @Nullable Object> map(
      @Nullable Object value, String key, List<String> known) {
    var map = entries(value, key);
    for (var name : map.keySet()) {
      if (!known.contains(name)) {
        throw wrong(
            "unknown key %s in %s; known are %s".formatted(name, key, String.join(", ", known)));
      }
    }
    return map;
  }

  private static Map<String, @Nullable Object> entries(@Nullable Object value, String key) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    switch (value) {
      case null -> {}
      case Map<?, ?> entries ->
          entries.forEach((name, entry) -> map.put(String.valueOf(name), entry));
      case Object other ->
          throw wrong("expected %s to consist of `key: value`, got: %s".formatted(key, other));
    }
    return map;
  }

  private static IllegalArgumentException wrong(String message) {
    return new IllegalArgumentException(message);
  }
}
