package dev.tributary.ingestion.table;

import dev.tributary.ingestion.model.Product.ContentType;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a provider says of the tables that it ships, under `table` in its `provider.yaml`:
///
/// ```yaml
/// table:
///   delimiter: ";"                 # absent: found
///   quote: "'"                     # absent: "
///   encoding: windows-1252         # absent: found
///   header: [Cat, Title, Price]    # tables with exactly this header row are this provider's;
///                                  #   none: there is no header row; absent: found by the columns
///   contentType: Audiobook         # absent: told by the columns
///   product: Cat                   # rows with the same value here are one product
///   columns:
///     catalogNumber: Cat           # by name, or by number from 1
///     title: {columns: [Title, Volume]}
///     artist: {column: Artists, separator: ";"}
///     releaseDate: {column: Date, format: dd/MM/yyyy}
///     label: {value: Blue Harbour}
///   join:
///     - file: tracks*.csv          # of the same delivery
///       by: Catalogue No           # its column that says the product; absent: as `product`
///       columns: {track.title: Name}
/// ```
///
/// @param product columns whose values together say which product a row is about; none: each row is
///   a product of its own
public record TableDeclaration(
    Optional<Character> delimiter,
    Optional<Character> quote,
    Optional<Charset> encoding,
    Header header,
    Optional<ContentType> contentType,
    List<Place> product,
    Map<Field, Column> columns,
    List<Join> joins) {

  /// What is known of a table about which nothing is declared.
  public static final TableDeclaration NONE =
      new TableDeclaration(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          new Header.Found(),
          Optional.empty(),
          List.of(),
          Map.of(),
          List.of());

  /// Whether the first row names the columns.
  public sealed interface Header {
    /// Nobody said.
    record Found() implements Header {}

    /// There is none.
    record None() implements Header {}

    /// There is one, and it is this.
    record Named(List<String> names) implements Header {
      /// The same for header rows that are the same but for case, blanks and punctuation.
      public static String key(List<String> names) {
        return names.stream().map(Field::compact).collect(Collectors.joining("|"));
      }
    }
  }

  /// A column by its name, or by its number from 1 if that is not 0.
  public record Place(String name, int number) {
    @Override
    public String toString() {
      return number > 0 ? "number " + number : "\"%s\"".formatted(name);
    }
  }

  /// What a field is read from.
  ///
  /// @param places whose values are put together with blanks; none where `value` is given
  /// @param separator between several values in one cell
  /// @param formats of dates and durations, the first that fits
  /// @param value the same for all rows
  /// @param words for values of the provider's own
  public record Column(
      List<Place> places,
      Optional<String> separator,
      List<String> formats,
      Optional<String> value,
      Map<String, String> words) {}

  /// Another table of the same delivery.
  ///
  /// @param file its name, `*` standing for anything
  /// @param by its columns that say which product a row is about
  public record Join(String file, List<Place> by, Map<Field, Column> columns) {

    /// Whether a file of that name is meant.
    public boolean isOf(String name) {
      var pattern = "glob:" + file.toLowerCase(Locale.ROOT);
      return FileSystems.getDefault()
          .getPathMatcher(pattern)
          .matches(Path.of(name.toLowerCase(Locale.ROOT)));
    }

    /// The declaration of that table by itself.
    TableDeclaration of(TableDeclaration whole) {
      return new TableDeclaration(
          whole.delimiter,
          whole.quote,
          whole.encoding,
          whole.header instanceof Header.None ? whole.header : new Header.Found(),
          whole.contentType,
          by,
          columns,
          List.of());
    }
  }

  /// What is declared of the table with that name among joined ones, or of the table itself if it
  /// is empty.
  public TableDeclaration of(String file) {
    return joins.stream()
        .filter(join -> !file.isEmpty() && join.isOf(file))
        .findFirst()
        .map(join -> join.of(this))
        .orElse(this);
  }

  /// Whether a file of that name is joined to the table.
  public boolean joins(String file) {
    return joins.stream().anyMatch(join -> join.isOf(file));
  }

  /// Whether the columns are told by their numbers, and nobody speaks of a header row.
  boolean isByNumber() {
    return switch (header) {
      case Header.None() -> true;
      case Header.Named _ -> false;
      case Header.Found() ->
          !columns.isEmpty()
              && columns.values().stream()
                  .flatMap(column -> column.places().stream())
                  .allMatch(place -> place.number() > 0);
    };
  }

  /// Whether nothing is declared of the columns, so that they go by their usual names.
  boolean isWithoutColumns() {
    return columns.isEmpty() && product.isEmpty();
  }
}
