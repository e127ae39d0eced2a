package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Title;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables of products: as their header rows say, and as providers declare them.
class TableMappingTest {

  private static final String ALBUM =
      """
      UPC,Album,Label,Release Date,Track,Title,ISRC,Duration
      4006381333931,Night Ferry,Blue Harbour,2026-03-01,1,Slack Water,QZABC2600001,3:45
      4006381333931,Night Ferry,Blue Harbour,2026-03-01,2,Landing,QZABC2600002,245
      4006381333924,Dry Dock,Blue Harbour,2026-04-01,1,Keel,QZABC2600003,1:02:03
      """;

  @TempDir private Path providers;

  @Test
  void rowsOfOneBarcodeAreTheTracksOfOneRelease() throws IOException {
    var products = map(ALBUM).products();

    assertThat(products)
        .extracting(TableMappingTest::title)
        .containsExactly("Night Ferry", "Dry Dock");
    var album = products.getFirst();
    assertThat(album.contentType()).isEqualTo(ContentType.MUSIC_RELEASE);
    assertThat(album.label()).hasValue("Blue Harbour");
    assertThat(album.releaseDate()).hasValue("2026-03-01");
    assertThat(values(album.identifiers())).containsExactly("ICPN 04006381333931");
    assertThat(album.items())
        .extracting(TableMappingTest::line)
        .containsExactly("1 QZABC2600001 PT3M45S Slack Water", "2 QZABC2600002 PT4M5S Landing");
  }

  @Test
  void rowsOfOneReleaseAreBroughtTogetherAndTracksPutInOrder() throws IOException {
    var lines = ALBUM.lines().toList();
    var mixed = String.join("\n", lines.get(0), lines.get(2), lines.get(3), lines.get(1));

    var album = map(mixed).products().getFirst();

    assertThat(album.items())
        .extracting(item -> item.sequence().track().orElseThrow())
        .containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource({"';', UTF-8", "'\t', windows-1252", "'|', UTF-16LE", "',', UTF-16BE"})
  void delimiterAndEncodingAreFound(String delimiter, String encoding) throws IOException {
    var text =
        String.join(delimiter, "ISBN", "Title", "Author", "Narrator", "Publisher")
            + "\r\n"
            + String.join(
                delimiter, "9783161484100", "\"Süße; Kirschen|,\t\"", "Åsa Öst", "Mia Ek", "Été")
            + "\r\n";
    var mark = encoding.startsWith("UTF-16") ? "\uFEFF" : "";

    var document = map(Mappings.base(), (mark + text).getBytes(Charset.forName(encoding)), "");

    var book = document.products().getFirst();
    assertThat(title(book)).isEqualTo("Süße; Kirschen|,");
    assertThat(book.contentType()).isEqualTo(ContentType.AUDIOBOOK);
    assertThat(book.displayArtists().getFirst().text()).isEqualTo("Åsa Öst");
    assertThat(book.publisher()).hasValue("Été");
    assertThat(document.findings()).isEmpty();
  }

  @Test
  void titleAboveTheHeaderRowAndLinesWithoutAnythingAreNoProducts() throws IOException {
    var text =
        "sep=;\nCatalogue of spring;;\n;;\nTitle;ISBN;Pages\n\nHarbour;9783161484100;12\n;;\n";

    var document = map(text);

    assertThat(document.products()).extracting(TableMappingTest::title).containsExactly("Harbour");
    assertThat(document.locations().get("/products/0").line()).isEqualTo(6);
  }

  @Test
  void oneBrokenRowIsRefusedAloneWithItsRowAndLine() throws IOException {
    var text =
        """
        isbn,title
        9783161484100,One
        "9783161484101,Two
        9783161484102,"Three "x
        9783161484103,Four,more
        9783161484104,"Five
        and a half"
        9783161484105,Six
        """;

    var document = map(text);

    assertThat(document.products())
        .extracting(TableMappingTest::title)
        .containsExactly("One", "-", "-", "-", "Five and a half", "Six");
    assertThat(document.findings())
        .extracting(found -> found.rule() + " " + found.at().orElseThrow())
        .containsExactly(
            "table.row Location[path=/row[3], line=3]",
            "table.row Location[path=/row[4], line=4]",
            "table.row Location[path=/row[5], line=5]");
    assertThat(document.locations().get("/products/5").line()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-01-31, 2026-01-31",
        "2026-01-31T10:15:00Z, 2026-01-31",
        "31.1.2026, 2026-01-31",
        "31/01/2026, 2026-01-31",
        "01/31/2026, 2026-01-31",
        "05/05/2026, 2026-05-05",
        "'January 31, 2026', 2026-01-31",
        "31-Jan-2026, 2026-01-31",
        "20260131, 2026-01-31",
        "2026-01, 2026-01",
        "2026, 2026",
        "03/04/2026, -",
        "31/02/2026, -",
        "soon, -"
      })
  void datesThatMeanOneDayAreReadAndOthersTold(String written, String read) throws IOException {
    var document = map("isbn,title,release date\n9783161484100,One,\"%s\"\n".formatted(written));

    assertThat(document.products().getFirst().releaseDate()).isEqualTo(Optional.ofNullable(read));
    assertThat(document.findings())
        .hasSize(read == null ? 1 : 0)
        .allSatisfy(
            found -> {
              assertThat(found.rule()).isEqualTo("schema.value");
              assertThat(found.value()).hasValue(written);
              assertThat(found.message())
                  .contains("column release date of row 2", "expected a date");
              assertThat(found.at().orElseThrow().path()).isEqualTo("/row[2]/release date");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "World=Worldwide",
        "gb=GB",
        "US CA=US|CA",
        "DE, AT CH / LI=DE|AT|CH|LI",
        "UK & IE; 276=UK|IE|276",
        "Germany, US=Germany|US",
        "United Kingdom=United Kingdom",
        "not in US=not in US",
        "in US=in US",
        "World ex US=World ex US",
        "World US=World US",
        "Worldwide, not US=Worldwide, not US",
      })
  void ofATerritoryInWordsNoSingleWordIsOnOffer(String written, String read) throws IOException {
    var document =
        map("UPC,Title,Territory\n4006381333931,Night Ferry,\"%s\"\n".formatted(written));

    assertThat(document.products().getFirst().deals().getFirst().territories().included())
        .containsExactly(read.split("\\|", -1));
  }

  @Test
  void whatIsExcludedInWordsIsWithheldByTheCodesInIt() throws IOException {
    var document =
        map(
            """
            UPC,Title,Territory,Excluded Territories
            4006381333931,Night Ferry,WW,"US CA, GB and Eire"
            """);

    assertThat(document.products().getFirst().deals().getFirst().territories().excluded())
        .containsExactly("US", "CA", "GB and Eire", "GB");
  }

  @Test
  void aStartThatIsNoDateStaysAsItIsWrittenLestTheDealBeginAtOnce() throws IOException {
    var document = map("UPC,Title,Territory,Start Date\n4006381333931,Night Ferry,GB,3/4/2030\n");

    assertThat(document.products().getFirst().deals().getFirst().validity().start())
        .hasValue("3/4/2030");
    assertThat(document.findings())
        .extracting(found -> found.rule())
        .containsExactly("schema.value");
  }

  @Test
  void monthsOfADeclaredFormatMayBeWrittenSmall() throws IOException {
    declare(
        "name: kite\ntable:\n  columns: {title: t, isbn: i, releaseDate: {column: d, format: dd/mm/yyyy}}\n");

    var document =
        map(
            Mappings.open(providers, Limits.DEFAULT),
            "i,t,d\n9783161484100,One,03/04/2026\n".getBytes(UTF_8),
            "kite");

    assertThat(document.products().getFirst().releaseDate()).hasValue("2026-04-03");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"9.99, 9.99", "'9,99', 9.99", "'1,980', -", "1.234, -", "1980, 1980", "€ 0.5, 0.5"})
  void amountsThatMeanOneSumAreReadAndOthersTold(String written, String read) throws IOException {
    var document =
        map("isbn,title,price,currency\n9783161484100,One,\"%s\",EUR\n".formatted(written));

    var prices =
        document.products().getFirst().deals().stream().flatMap(deal -> deal.price().stream());
    assertThat(prices.flatMap(price -> price.amount().stream()).map(BigDecimal::toString))
        .isEqualTo(Optional.ofNullable(read).stream().toList());
    assertThat(document.findings()).hasSize(read == null ? 1 : 0);
  }

  @Test
  void barcodeThatASpreadsheetHasRoundedIsAnError() throws IOException {
    var document = map("upc,title\n4.00638E+12,One\n4006381333931,Two\n");

    assertThat(document.products().getFirst().identifiers()).isEmpty();
    assertThat(document.findings())
        .singleElement()
        .satisfies(found -> assertThat(found.rule()).isEqualTo("table.rounded"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "a,b\\n1,2=header row with usual names",
        "title,genre\\nOne,Jazz=tells one product from another",
        "id,track,title\\n1,1,One=title of the release",
        "isbn,genre\\n1,Jazz=column for the title"
      })
  void tableWithNothingToGoByIsRefusedWithWhatToDeclare(String text, String said) {
    var refused =
        catchThrowableOfType(MappingException.class, () -> map(text.replace("\\n", "\n")));

    assertThat(refused.finding().rule()).isEqualTo("table.columns");
    assertThat(refused.finding().message()).contains(said, "declare");
  }

  @Test
  void declaredTableWithoutAHeaderIsReadByNumbers() throws IOException {
    declare(
        """
        name: kite
        table:
          encoding: UTF-8
          contentType: Audiobook
          columns:
            publisher: 1
            title: {columns: [2, 3]}
            isbn: 4
            releaseDate: {column: 5, format: [dd/MM/yyyy, MM.yyyy]}
            narrator: {column: 6, separator: " & "}
            label: {value: Kite Audio}
        """);

    var document =
        map(
            Mappings.open(providers, Limits.DEFAULT),
            "Kite,Lantern,1,9783161484100,03/04/2026,A & B\nKite,Lantern,2,,12.2026,C\n"
                .getBytes(UTF_8),
            "kite");

    var first = document.products().getFirst();
    assertThat(first.contentType()).isEqualTo(ContentType.AUDIOBOOK);
    assertThat(title(first)).isEqualTo("Lantern 1");
    assertThat(first.releaseDate()).hasValue("2026-04-03");
    assertThat(first.contributors()).hasSize(2);
    assertThat(first.label()).hasValue("Kite Audio");
    assertThat(document.products().getLast().releaseDate()).hasValue("2026-12");
  }

  @Test
  void headerThatAProviderClaimsTellsWhoseTheTableIs() throws IOException {
    declare("name: kite\ntable:\n  header: [Nr, Was]\n  columns: {id: Nr, title: Was}\n");
    var mappings = Mappings.open(providers, Limits.DEFAULT);

    assertThat(mappings.provider(Identification.of(content("Nr;Was\n1;Eins\n"))))
        .map(Provider::name)
        .hasValue("kite");
    assertThat(mappings.provider(Identification.of(content("Nr;Was;Wo\n1;Eins;Da\n")))).isEmpty();
  }

  @Test
  void declaredColumnThatIsNotThereIsNamed() throws IOException {
    declare("name: kite\ntable:\n  columns: {id: Nr, title: Name}\n");
    var mappings = Mappings.open(providers, Limits.DEFAULT);

    var refused =
        catchThrowableOfType(
            MappingException.class,
            () -> map(mappings, "Nr;Was\n1;Eins\n".getBytes(UTF_8), "kite"));

    assertThat(refused.finding().message()).contains("expected the column \"Name\"", "Nr | Was");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "columns: {titel: A}=unknown field titel",
        "column: {title: A}=unknown key column",
        "delimiter: ';;'=expected table.delimiter",
        "delimiter: \"\\n\"=expected table.delimiter",
        "{delimiter: '|', quote: '|'}=expected table.delimiter and table.quote to differ",
        "columns: {title: 0}=expected table.columns.title",
        "columns: {releaseDate: {column: A, format: TT.MM.JJJJ}}=expected the format of a date",
        "columns: {releaseDate: {column: A, format: dd/MM}}=expected the format of a date",
        "join: {file: t.csv}=expected table.product"
      })
  void declarationThatCannotBeIsNamed(String table, String said) {
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class,
                () -> {
                  declare("name: kite\ntable:\n  " + table + "\n");
                  Mappings.open(providers, Limits.DEFAULT);
                }))
        .hasMessageContaining("provider.yaml")
        .hasMessageContaining(said);
  }

  private void declare(String yaml) throws IOException {
    var folder = Files.createDirectories(providers.resolve("kite"));
    Files.writeString(folder.resolve("provider.yaml"), yaml);
  }

  private static CanonicalDocument map(String text) throws IOException {
    return map(Mappings.base(), text.getBytes(UTF_8), "");
  }

  private static CanonicalDocument map(Mappings mappings, byte[] bytes, String provider)
      throws IOException {
    var content = Content.of(bytes);
    var settings =
        provider.isEmpty() ? Optional.<Provider>empty() : Optional.of(mappings.provider(provider));
    return mappings.mapping(Identification.of(content), settings).map(content);
  }

  private static Content content(String text) {
    return Content.of(text.getBytes(UTF_8));
  }

  private static String title(Product product) {
    return product.titles().stream()
        .map(Title::text)
        .findFirst()
        .orElse("-")
        .replaceAll("\\s+", " ");
  }

  private static List<String> values(List<Identifier> identifiers) {
    return identifiers.stream().map(one -> one.type() + " " + one.value()).toList();
  }

  private static String line(Item item) {
    return "%d %s %s %s"
        .formatted(
            item.sequence().track().orElseThrow(),
            item.isrc().orElse("-"),
            item.duration().map(String::valueOf).orElse("-"),
            item.titles().getFirst().text());
  }
}
