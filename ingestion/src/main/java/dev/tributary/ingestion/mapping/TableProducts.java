package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Description;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Title;
import dev.tributary.ingestion.table.Field;
import dev.tributary.ingestion.table.ProductRows;
import dev.tributary.ingestion.table.Row;
import dev.tributary.ingestion.table.Row.Sheet;
import dev.tributary.ingestion.table.RowsByProduct;
import dev.tributary.ingestion.table.TableDeclaration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes products of rows. What is said of the product stands in the first of its rows that says
/// it; each row that says something of a track is one.
final class TableProducts {

  private static final Pattern AUDIO = Pattern.compile("(?i).*(audio|\\bmp3\\b|\\bcd\\b).*");
  private static final Pattern VIDEO = Pattern.compile("(?i).*(video|\\bdvd\\b|blu-?ray).*");
  private static final List<Field> OF_BOOKS =
      List.of(Field.ISBN, Field.AUTHOR, Field.NARRATOR, Field.PUBLISHER);
  private static final List<Field> OF_DEALS =
      List.of(
          Field.PRICE,
          Field.TERRITORY,
          Field.EXCLUDED_TERRITORY,
          Field.START_DATE,
          Field.END_DATE,
          Field.TAKEDOWN);
  private static final List<Field> GLOBAL =
      List.of(Field.ISBN, Field.BARCODE, Field.GRID, Field.ISRC);

  /// What is the same for all tracks of a product.
  private static final Set<Field> OF_PRODUCTS =
      EnumSet.of(
          Field.ISBN,
          Field.BARCODE,
          Field.GRID,
          Field.CATALOG_NUMBER,
          Field.TITLE,
          Field.ARTIST,
          Field.AUTHOR,
          Field.LABEL,
          Field.IMPRINT,
          Field.PUBLISHER,
          Field.SERIES,
          Field.RELEASE_DATE,
          Field.ORIGINAL_RELEASE_DATE,
          Field.P_LINE,
          Field.C_LINE,
          Field.PRICE,
          Field.CURRENCY,
          Field.TERRITORY,
          Field.EXCLUDED_TERRITORY,
          Field.START_DATE,
          Field.END_DATE,
          Field.TAKEDOWN);

  private static final List<Map.Entry<Field, String>> IDENTIFIERS =
      List.of(
          Map.entry(Field.ISBN, "ISBN"),
          Map.entry(Field.BARCODE, "ICPN"),
          Map.entry(Field.GRID, "GRid"),
          Map.entry(Field.CATALOG_NUMBER, "CatalogNumber"),
          Map.entry(Field.ID, "ProprietaryId"));

  private static final Map<Field, String> ROLES =
      Map.of(
          Field.AUTHOR, "Author",
          Field.NARRATOR, "Narrator",
          Field.TRANSLATOR, "Translator",
          Field.EDITOR, "Editor",
          Field.ILLUSTRATOR, "Illustrator",
          Field.COMPOSER, "Composer",
          Field.ARTIST, "MainArtist");
  private static final List<Field> CREDITS =
      List.of(
          Field.ARTIST,
          Field.AUTHOR,
          Field.NARRATOR,
          Field.TRANSLATOR,
          Field.EDITOR,
          Field.ILLUSTRATOR,
          Field.COMPOSER);

  private final TableDeclaration declaration;
  private final DocumentDraft document;
  private boolean isSaid;

  TableProducts(TableDeclaration declaration, DocumentDraft document) {
    this.declaration = declaration;
    this.document = document;
  }

  /// Says what goes for the whole of a table that nobody has declared, once.
  private void sayOfTable(Sheet sheet) {
    if (!isSaid && !sheet.columns().declared()) {
      sayWhatTheyGoBy(sheet);
      sayWhatIsNotRead(sheet);
    }
    isSaid = true;
  }

  private void sayWhatIsNotRead(Sheet sheet) {
    var unread = String.join(", ", sheet.columns().unread(sheet.names()));
    if (!unread.isEmpty()) {
      document.find(
          "table.unread",
          "expected columns with usual names, found others that are not read: %s; declare them under"
                  .formatted(unread)
              + " `table.columns` in provider.yaml if they matter",
          unread,
          new Location("/", 1));
    }
  }

  /// Warns of products that only their sender can tell apart.
  private void sayWhatTheyGoBy(Sheet sheet) {
    if (GLOBAL.stream().noneMatch(field -> sheet.columns().source(field).isPresent())) {
      var names = String.join(" | ", sheet.names());
      document.find(
          "table.identity",
          "expected a column with an identifier of everybody's (isbn, upc, isrc), found only such"
              + " as mean one product at one provider; name the provider when it is taken in, and"
              + " declare `table` in its provider.yaml",
          names,
          new Location("/", 1));
    }
  }

  /// Adds the product that `rows` speak of.
  void add(ProductRows rows) {
    var first = rows.first();
    sayOfTable(first.sheet());
    var draft = document.next(new Location(first.path(), first.line()));
    var values = new TableValues(rows, document);
    for (var row : rows.rows()) {
      row.fault().ifPresent(fault -> broken(values, row, fault));
    }
    if (!first.sheet().file().isEmpty() && first.fault().isEmpty()) {
      orphan(values, first);
    }
    describe(draft, values);
    identify(draft, values);
    offer(draft, values);
    new TableTracks(draft, values).add(rows);
    if (rows.rows().size() > 1) {
      values.contradictions(OF_PRODUCTS).forEach(found -> contradicted(values, found));
    }
    document.add(draft.product());
  }

  private void contradicted(TableValues values, TableValues.Contradiction found) {
    document.find(
        "table.contradiction",
        "expected the %s to be the same in all rows of the product, found \"%s\" in row %d after"
                .formatted(found.field().word(), found.other(), found.row().number())
            + " \"%s\", which counts; make them the same, or give them products of their own"
                .formatted(found.counts()),
        found.other(),
        values.place(found.row(), found.field()));
  }

  private void broken(TableValues values, Row row, String fault) {
    document.find(
        "table.row",
        "expected %d columns in row %d, found that %s; nothing of its product is loaded, send that again"
            .formatted(row.sheet().names().size(), row.number(), fault),
        "row " + row.number(),
        values.at(row));
  }

  private void orphan(TableValues values, Row row) {
    document.find(
        "table.join",
        "expected the product that row %d of %s belongs to in the table that it is joined to, found"
                .formatted(row.number(), row.sheet().file())
            + " none; send it in the same delivery",
        "row " + row.number(),
        values.at(row));
  }

  private void describe(ProductDraft draft, TableValues values) {
    draft.contentType = contentType(values);
    draft.releaseType = values.text(Field.RELEASE_TYPE).or(() -> values.text(Field.FORMAT));
    title(draft, values);
    credit(draft, values);
    draft.label = values.text(Field.LABEL).filter(RowsByProduct::isSaid);
    draft.imprint = values.text(Field.IMPRINT).filter(RowsByProduct::isSaid);
    draft.publisher = values.text(Field.PUBLISHER).filter(RowsByProduct::isSaid);
    var sub = values.text(Field.SUBGENRE);
    for (var genre : values.texts(Field.GENRE)) {
      draft.genres.add(ProductDraft.genre(genre, draft.genres.isEmpty() ? sub : Optional.empty()));
    }
    draft.subjects.addAll(values.texts(Field.SUBJECT));
    draft.keywords.addAll(values.texts(Field.KEYWORD));
    values.texts(Field.LANGUAGE).stream()
        .map(Languages::tag)
        .map(Languages::named)
        .forEach(draft.languages::add);
    values.place(Field.LANGUAGE).ifPresent(place -> draft.locate("/languages/0", place));
    values
        .text(Field.DESCRIPTION)
        .map(Html::text)
        .ifPresent(text -> draft.descriptions.add(new Description(text, Optional.empty())));
    values
        .text(Field.SERIES)
        .map(name -> values.text(Field.SERIES_NUMBER).map(n -> name + ", " + n).orElse(name))
        .ifPresent(draft.series::add);
    draft.pLine = values.text(Field.P_LINE).map(ProductDraft::line);
    draft.cLine = values.text(Field.C_LINE).map(ProductDraft::line);
    draft.releaseDate = values.date(Field.RELEASE_DATE);
    draft.originalReleaseDate = values.date(Field.ORIGINAL_RELEASE_DATE);
    draft.duration = values.duration(Field.DURATION);
    draft.parentalWarning = values.parentalWarning(Field.EXPLICIT);
    values.place(Field.RELEASE_DATE).ifPresent(place -> draft.locate("/releaseDate", place));
    values.text(Field.COVER).ifPresent(uri -> draft.asset("cover", Optional.empty(), uri));
  }

  private ContentType contentType(TableValues values) {
    if (declaration.contentType().isPresent()) {
      return declaration.contentType().get();
    }
    var form =
        values.text(Field.FORMAT).orElse("") + " " + values.text(Field.RELEASE_TYPE).orElse("");
    if (OF_BOOKS.stream().anyMatch(field -> values.text(field).isPresent())) {
      return values.text(Field.NARRATOR).isPresent()
              || values.text(Field.DURATION).isPresent()
              || AUDIO.matcher(form).matches()
          ? ContentType.AUDIOBOOK
          : ContentType.BOOK;
    }
    return VIDEO.matcher(form).matches() ? ContentType.VIDEO : ContentType.MUSIC_RELEASE;
  }

  private static void title(ProductDraft draft, TableValues values) {
    values
        .text(Field.TITLE)
        .or(() -> values.text(Field.TRACK_TITLE))
        .ifPresent(
            title ->
                draft.titles.add(
                    ProductDraft.title(Title.Kind.DISPLAY, title, values.text(Field.SUBTITLE))));
    values
        .text(Field.TRANSLATED_TITLE)
        .ifPresent(
            title ->
                draft.titles.add(
                    ProductDraft.title(Title.Kind.TRANSLATED, title, Optional.empty())));
  }

  private static void credit(ProductDraft draft, TableValues values) {
    for (var field : CREDITS) {
      values.texts(field).forEach(name -> draft.contributor(name, role(field)));
    }
    Stream.of(Field.ARTIST, Field.AUTHOR, Field.TRACK_ARTIST)
        .map(values::texts)
        .filter(names -> !names.isEmpty())
        .findFirst()
        .ifPresent(
            names -> {
              draft.displayArtists.add(ProductDraft.displayArtist(String.join(", ", names)));
              if (values.texts(Field.ARTIST).isEmpty() && values.texts(Field.AUTHOR).isEmpty()) {
                names.forEach(name -> draft.contributor(name, role(Field.ARTIST)));
              }
            });
  }

  private static String role(Field field) {
    return ROLES.getOrDefault(field, field.word());
  }

  private static void identify(ProductDraft draft, TableValues values) {
    for (var field : IDENTIFIERS) {
      values
          .identifier(field.getKey(), field.getValue())
          .map(identifier -> ofLabel(identifier, draft.label))
          .ifPresent(
              identifier ->
                  draft.identifier(identifier, values.place(field.getKey()).orElseThrow()));
    }
  }

  /// A start that cannot be read stays as it is written, so that the deal does not begin at once.
  private static Optional<String> start(TableValues values) {
    return values.date(Field.START_DATE).or(() -> values.text(Field.START_DATE));
  }

  /// Every label numbers its own catalogue.
  private static Identifier ofLabel(Identifier identifier, Optional<String> label) {
    return identifier.type().equals("CatalogNumber")
        ? Identifiers.of(identifier.type(), identifier.value(), label)
        : identifier;
  }

  private static void offer(ProductDraft draft, TableValues values) {
    if (OF_DEALS.stream().noneMatch(field -> values.text(field).isPresent())) {
      return;
    }
    draft.deals.add(
        new Deal(
            List.of(),
            List.of(),
            List.of(),
            new Deal.Territories(values.territories(), values.excludedTerritories()),
            new Deal.Validity(start(values), values.date(Field.END_DATE)),
            values
                .amount(Field.PRICE)
                .map(
                    amount ->
                        new Deal.Price(
                            Optional.empty(), Optional.of(amount), values.text(Field.CURRENCY))),
            Optional.empty(),
            values.truth(Field.TAKEDOWN).orElse(false)));
    Stream.of(Field.TERRITORY, Field.PRICE, Field.START_DATE)
        .flatMap(field -> values.place(field).stream())
        .findFirst()
        .ifPresent(place -> draft.locate("/deals/0", place));
  }
}
