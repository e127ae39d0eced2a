package dev.tributary.ingestion.table;

import dev.tributary.ingestion.table.Row.Sheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds out of which product each row of a table is, as the rows come one after the other.
///
/// A row that says nothing of its release, where the row above does, is of the release above: some
/// write what is the same for all tracks into the first row only. A broken row is of the product
/// that it names, if it can be told that it does, and else may be of the one before it or of the
/// one after it: both are refused then, since either may lack it. For one table.
final class RowOwners {

  /// How many broken rows wait for the next one that is sound; of more, the last does.
  private static final int WAITING = 1_000;

  /// By how many characters two values of one column may differ in length.
  private static final int ALIKE = 2;

  /// What a row says that has a release of its own.
  private static final Set<Field> OF_A_RELEASE =
      EnumSet.of(
          Field.ID,
          Field.ISBN,
          Field.BARCODE,
          Field.GRID,
          Field.CATALOG_NUMBER,
          Field.TITLE,
          Field.ARTIST,
          Field.LABEL);

  private final Receiver receiver;
  private final List<Broken> broken = new ArrayList<>();
  private Optional<String> above = Optional.empty();
  private Optional<String> last = Optional.empty();

  /// Is told that `row` is, or may be, of the product of that key.
  @FunctionalInterface
  interface Receiver {
    void take(String product, Row row) throws IOException;
  }

  /// @param last what an earlier row says in the columns that tell the product
  /// @param named what this one says there
  private record Broken(
      Row row, Optional<String> before, Optional<String> last, Optional<String> named) {

    /// The product that the row names, if it does so as other rows do.
    Optional<String> own(Optional<String> after) {
      return named.filter(
          name ->
              Stream.of(last, after).flatMap(Optional::stream).anyMatch(one -> isLike(name, one)));
    }
  }

  RowOwners(Receiver receiver) {
    this.receiver = receiver;
  }

  /// The next row of the table.
  void add(Row row) throws IOException {
    if (row.fault().isPresent() && !row.sheet().columns().product().isEmpty()) {
      broken.add(new Broken(row, above, last, key(row)));
      if (broken.size() == WAITING) {
        var latest = broken.removeLast();
        settle(Optional.empty());
        broken.add(latest);
      }
      return;
    }
    var product = isOfRowAbove(row) ? rowAbove() : key(row);
    settle(product);
    above = product;
    last = product.or(() -> last);
    receiver.take(product.orElse(row.path()), row);
  }

  /// There are no more rows.
  void end() throws IOException {
    settle(Optional.empty());
  }

  private Optional<String> rowAbove() {
    return broken.isEmpty()
        ? above
        : broken.getLast().own(Optional.empty()).or(() -> above).or(() -> broken.getLast().named);
  }

  private void settle(Optional<String> after) throws IOException {
    for (var one : broken) {
      for (var product : owners(one, after)) {
        receiver.take(product, one.row);
      }
    }
    broken.clear();
  }

  private static Set<String> owners(Broken broken, Optional<String> after) {
    var owners = new LinkedHashSet<String>();
    var own = broken.own(after);
    own.ifPresent(owners::add);
    if (own.isEmpty() || broken.before.equals(after)) {
      broken.before.ifPresent(owners::add);
      after.ifPresent(owners::add);
    }
    return owners.isEmpty() ? Set.of(broken.row.path()) : owners;
  }

  /// What tells of which product a row is; none if it does not say. Where there is nothing in the
  /// columns that tell it, another identifier does: not every release has a barcode.
  static Optional<String> key(Row row) {
    var columns = row.sheet().columns();
    return columns.product().isEmpty()
        ? Optional.empty()
        : said(row, columns.product()).or(() -> identifier(row, columns));
  }

  private static Optional<String> identifier(Row row, Columns columns) {
    return columns.identifiers().stream()
        .flatMap(
            field ->
                said(row, columns.source(field).orElseThrow().columns()).stream()
                    .map(value -> field.word() + '\0' + value))
        .findFirst();
  }

  private static Optional<String> said(Row row, List<Integer> columns) {
    var said = new StringBuilder();
    for (var column : columns) {
      var cell = row.identifier(column);
      if (RowsByProduct.isSaid(cell)) {
        said.append(cell).append('\0');
      }
    }
    return said.isEmpty() ? Optional.empty() : Optional.of(said.toString());
  }

  /// Whether it says something of a track and nothing that names the release that has it, in a
  /// table that has a title for either.
  private static boolean isOfRowAbove(Row row) {
    var sheet = row.sheet();
    return !sheet.columns().product().isEmpty()
        && sheet.columns().source(Field.TITLE).isPresent()
        && sheet.columns().product().stream().allMatch(column -> row.cell(column).isEmpty())
        && says(row, sheet, Field::isOfTrack)
        && !says(row, sheet, OF_A_RELEASE::contains);
  }

  private static boolean says(Row row, Sheet sheet, Predicate<Field> wanted) {
    return sheet.columns().sources().entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .flatMap(entry -> entry.getValue().columns().stream())
        .anyMatch(column -> !row.cell(column).isEmpty());
  }

  /// Whether two values are written alike: letters where the other has letters, digits where it has
  /// digits.
  private static boolean isLike(String one, String other) {
    return Math.abs(one.length() - other.length()) <= ALIKE && form(one).equals(form(other));
  }

  private static String form(String value) {
    return value.replaceAll("\\p{L}+", "a").replaceAll("\\p{N}+", "0");
  }
}
