package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.table.Columns.Source;
import dev.tributary.ingestion.table.Field;
import dev.tributary.ingestion.table.ProductRows;
import dev.tributary.ingestion.table.Row;
import dev.tributary.ingestion.table.RowsByProduct;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// The values in the rows of one product. A value that cannot be read is told and left out.
final class TableValues {

  private static final Set<Field> OF_SEVERAL =
      EnumSet.of(
          Field.ARTIST,
          Field.AUTHOR,
          Field.NARRATOR,
          Field.TRANSLATOR,
          Field.EDITOR,
          Field.ILLUSTRATOR,
          Field.COMPOSER,
          Field.GENRE,
          Field.SUBJECT,
          Field.KEYWORD,
          Field.LANGUAGE,
          Field.TERRITORY,
          Field.EXCLUDED_TERRITORY,
          Field.TRACK_ARTIST,
          Field.TRACK_COMPOSER,
          Field.TRACK_GENRE);

  /// What parts values where nobody says otherwise; a comma is part of many names.
  private static final Pattern SEPARATOR = Pattern.compile("[;|]");

  /// What becomes of the digits of a barcode in a spreadsheet that takes it for a number.
  private static final Pattern ROUNDED = Pattern.compile("\\d[.,]\\d+[eE]\\+?\\d+");

  /// A barcode that was a number on the way: all its digits, and a fraction.
  private static final Pattern WITH_FRACTION = Pattern.compile("(\\d{6,})[.,](\\d+)");

  /// What a sender makes up, in any form.
  private static final Set<Field> OF_THE_SENDER =
      Set.of(Field.ID, Field.CATALOG_NUMBER, Field.TRACK_ID);

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private static final Pattern AMOUNT =
      Pattern.compile("[^\\d-]*(\\d{1,9}(?:[.,]\\d{1,4})?)[^\\d]*");

  /// Three digits behind a mark are thousands to some and a fraction to others.
  private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}[.,]\\d{3}");

  private static final Set<String> YES =
      Set.of("yes", "y", "true", "t", "1", "x", "explicit", "e", "ja", "oui");
  private static final Set<String> NO =
      Set.of(
          "no",
          "n",
          "false",
          "f",
          "0",
          "not explicit",
          "notexplicit",
          "none",
          "clean",
          "nein",
          "non");
  private static final Set<String> EDITED =
      Set.of("edited", "cleaned", "explicitcontentedited", "explicit content edited", "censored");

  private final ProductRows rows;
  private final Row first;
  private final DocumentDraft document;

  TableValues(ProductRows rows, DocumentDraft document) {
    this.rows = rows;
    this.first = rows.first();
    this.document = document;
  }

  /// Where `row` stands: within the first row of its product, by which that is told.
  Location at(Row row) {
    return new Location(row.equals(first) ? first.path() : first.path() + row.path(), row.line());
  }

  private Location at(Row row, Source source) {
    var at = at(row);
    return new Location(at.path() + "/" + source.name(), at.line());
  }

  /// The value of the product's first row that has one.
  Optional<String> text(Field field) {
    for (var row : rows.rows()) {
      var text = text(row, field);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /// The value of `row`.
  Optional<String> text(Row row, Field field) {
    var source = row.sheet().columns().source(field);
    if (source.isEmpty() || row.fault().isPresent()) {
      return Optional.empty();
    }
    var raw = raw(row, source.get());
    var text = source.get().as().separator().isPresent() ? raw : folded(raw);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  /// On one line, as text is in the canonical document.
  private static String folded(String text) {
    return BLANKS.matcher(text).replaceAll(" ");
  }

  private static String raw(Row row, Source source) {
    if (source.as().value().isPresent()) {
      return source.as().value().get();
    }
    if (source.columns().size() == 1) {
      var cell = row.cell(source.columns().getFirst());
      return source.as().words().getOrDefault(cell, cell);
    }
    var parts = new ArrayList<String>();
    for (var column : source.columns()) {
      var cell = row.cell(column);
      if (!cell.isEmpty()) {
        parts.add(cell);
      }
    }
    return String.join(" ", parts);
  }

  /// The values of the product's first row that has any.
  List<String> texts(Field field) {
    for (var row : rows.rows()) {
      var texts = texts(row, field);
      if (!texts.isEmpty()) {
        return texts;
      }
    }
    return List.of();
  }

  /// The values of `row`.
  List<String> texts(Row row, Field field) {
    var text = text(row, field);
    if (text.isEmpty()) {
      return List.of();
    }
    var separator = row.sheet().columns().source(field).flatMap(source -> source.as().separator());
    if (separator.isEmpty() && !OF_SEVERAL.contains(field)) {
      return List.of(text.get());
    }
    var parts =
        separator.isPresent()
            ? text.get().split(Pattern.quote(separator.get()), -1)
            : SEPARATOR.split(text.get(), -1);
    return Arrays.stream(parts)
        .map(part -> folded(part).strip())
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /// Where the first value of the product is.
  Optional<Location> place(Field field) {
    for (var row : rows.rows()) {
      if (text(row, field).isPresent()) {
        return row.sheet().columns().source(field).map(source -> at(row, source));
      }
    }
    return Optional.empty();
  }

  Location place(Row row, Field field) {
    return row.sheet().columns().source(field).map(source -> at(row, source)).orElse(at(row));
  }

  /// An identifier; one of which a spreadsheet has kept a few digits is an error, since it would be
  /// that of other products too.
  Optional<Identifier> identifier(Field field, String type) {
    return rows.rows().stream().flatMap(row -> identifier(row, field, type).stream()).findFirst();
  }

  Optional<Identifier> identifier(Row row, Field field, String type) {
    var text = text(row, field).filter(RowsByProduct::isSaid).map(Row::withoutApostrophe);
    if (text.isEmpty() || OF_THE_SENDER.contains(field)) {
      return text.map(value -> Identifiers.of(type, value, Optional.empty()));
    }
    var number = WITH_FRACTION.matcher(text.get());
    var isNumber = number.matches();
    if (ROUNDED.matcher(text.get()).matches() || (isNumber && !isNothing(number.group(2)))) {
      document.find(
          "table.rounded",
          "expected all digits of the %s, found %s: a spreadsheet has rounded them; make the column a"
                  .formatted(type, text.get())
              + " text there and export again",
          text.get(),
          place(row, field));
      return Optional.empty();
    }
    if (isNumber) {
      document.find(
          "table.number",
          "expected the digits of the %s, found the number %s; read as %s; make the column a text"
                  .formatted(type, text.get(), number.group(1))
              + " where it is exported",
          text.get(),
          place(row, field));
    }
    return Optional.of(
        Identifiers.of(type, isNumber ? number.group(1) : text.get(), Optional.empty()));
  }

  private static boolean isNothing(String fraction) {
    return fraction.chars().allMatch(digit -> digit == '0');
  }

  /// A row that says of the product something else than an earlier one.
  ///
  /// @param counts what does: what the earlier row says
  record Contradiction(Field field, String counts, String other, Row row) {}

  /// What rows say of the product otherwise than the first that says it, the first of each field.
  List<Contradiction> contradictions(Set<Field> fields) {
    return fields.stream().flatMap(field -> contradiction(field).stream()).toList();
  }

  private Optional<Contradiction> contradiction(Field field) {
    var said = rows.rows().stream().filter(row -> said(row, field).isPresent()).toList();
    return said.stream()
        .filter(row -> !said(row, field).equals(said(said.getFirst(), field)))
        .findFirst()
        .map(
            row ->
                new Contradiction(
                    field,
                    text(said.getFirst(), field).orElse(""),
                    text(row, field).orElse(""),
                    row));
  }

  /// What a row says, however a spreadsheet was kept from taking it for a number.
  private Optional<String> said(Row row, Field field) {
    return text(row, field).filter(RowsByProduct::isSaid).map(Row::identifier);
  }

  /// A date as ISO 8601.
  Optional<String> date(Field field) {
    return first(field, TableDates::iso);
  }

  Optional<Duration> duration(Field field) {
    return first(field, TableDurations::of);
  }

  Optional<Duration> duration(Row row, Field field) {
    return read(row, field, TableDurations::of);
  }

  Optional<BigDecimal> amount(Field field) {
    return first(field, (text, _) -> amount(text));
  }

  private static BigDecimal amount(String text) {
    var match = AMOUNT.matcher(text);
    if (!match.matches()) {
      throw new DateTimeException("an amount such as 9.99");
    }
    if (THOUSANDS.matcher(match.group(1)).matches()) {
      throw new DateTimeException(
          "an amount that is one only (this may be thousands or a fraction); write 9.99, or 1980");
    }
    return new BigDecimal(match.group(1).replace(',', '.'));
  }

  Optional<Boolean> truth(Field field) {
    return first(field, (text, _) -> truth(text));
  }

  private static boolean truth(String text) {
    var word = text.toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      throw new DateTimeException("yes or no");
    }
    return YES.contains(word);
  }

  /// A parental warning in DDEX's words.
  Optional<String> parentalWarning(Field field) {
    return first(field, (text, _) -> parentalWarning(text));
  }

  Optional<String> parentalWarning(Row row, Field field) {
    return read(row, field, (text, _) -> parentalWarning(text));
  }

  private static String parentalWarning(String text) {
    return EDITED.contains(text.toLowerCase(Locale.ROOT))
        ? "ExplicitContentEdited"
        : truth(text) ? "Explicit" : "NotExplicit";
  }

  /// A whole number: `3`, `03`, `3.0` and `3/12` are the third.
  Optional<Integer> number(Row row, Field field) {
    return read(row, field, (text, _) -> number(text));
  }

  private static int number(String text) {
    var digits = text.replaceFirst("^(\\d{1,6})(?:\\.0+|\\s*(?:/|of)\\s*\\d+)?$", "$1");
    if (!digits.matches("\\d{1,6}")) {
      throw new DateTimeException("a number");
    }
    return Integer.parseInt(digits);
  }

  /// Where the product is on offer.
  List<String> territories() {
    return TableTerritories.offered(texts(Field.TERRITORY));
  }

  /// Where it is not.
  List<String> excludedTerritories() {
    return TableTerritories.withheld(texts(Field.EXCLUDED_TERRITORY));
  }

  private <T> Optional<T> first(Field field, BiFunction<String, List<String>, T> reading) {
    for (var row : rows.rows()) {
      if (text(row, field).isPresent()) {
        return read(row, field, reading);
      }
    }
    return Optional.empty();
  }

  private <T> Optional<T> read(Row row, Field field, BiFunction<String, List<String>, T> reading) {
    var text = text(row, field).filter(RowsByProduct::isSaid);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var source = row.sheet().columns().source(field).orElseThrow();
    try {
      return Optional.of(reading.apply(text.get(), source.as().formats()));
    } catch (DateTimeException unreadable) {
      document.find(
          "schema.value",
          "expected %s in column %s of row %d, found %s; left out"
              .formatted(unreadable.getMessage(), source.name(), row.number(), quoted(text.get())),
          text.get(),
          at(row, source));
      return Optional.empty();
    }
  }

  private static String quoted(String text) {
    return '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
  }
}
