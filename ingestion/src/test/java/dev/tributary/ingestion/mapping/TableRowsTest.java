package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.rules.Examination;
import dev.tributary.ingestion.rules.Severities;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What spreadsheets and exports do to tables, and what becomes of their products then.
class TableRowsTest {

  private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

  @Test
  void brokenRowRefusesItsProductAndNoOther() throws IOException {
    var document =
        map(
            """
            Album,Artist,UPC,Track No,Title,ISRC
            One,Ann,4006381333931,1,a,QZABC2600001
            One,Ann,4006381333931,2
            One,Ann,4006381333931,3,c,QZABC2600003
            Two,Bo,4006381333924,1,"d,QZABC2600004
            Two,Bo,4006381333924,2,e,QZABC2600005
            Two,Bo,4006381333924,3,f,QZABC2600006
            Six,Cy,5012345678900,1,g, h,QZABC2600007
            Six,Cy,5012345678900,2,i,QZABC2600008
            Ten,Di,5012345678917,1,k,QZABC2600009
            """);

    var examination = Examination.of(document, Optional.empty(), Severities.DEFAULT, NOW);

    assertThat(examination.soundProducts())
        .extracting(product -> product.titles().getFirst().text())
        .containsExactly("Ten");
    assertThat(examination.violations())
        .filteredOn(violation -> violation.rule().equals("table.row"))
        .extracting(violation -> violation.path().orElseThrow())
        .containsExactlyInAnyOrder("/row[2]/row[3]", "/row[6]/row[5]", "/row[9]/row[8]");
    assertThat(examination.violations())
        .extracting(violation -> violation.rule())
        .doesNotContain("identifier.missing", "title.missing", "sequence.gap");
  }

  @Test
  void productOfBrokenRowsAloneIsToldOnce() throws IOException {
    var document = map("upc,album,title,isrc\n4006381333931,One\n");

    assertThat(Examination.of(document, Optional.empty(), Severities.DEFAULT, NOW).violations())
        .extracting(violation -> violation.rule())
        .containsExactly("table.row");
  }

  @Test
  void whatIsSaidInTheFirstRowOfAReleaseGoesForItsTracks() throws IOException {
    var document =
        map(
            """
            Album,Artist,UPC,Label,Track No,Title,ISRC
            One,Ann,4006381333931,Kite,1,a,QZABC2600001
            ,,,,2,b,QZABC2600002
            """);

    assertThat(document.products())
        .singleElement()
        .satisfies(
            product ->
                assertThat(product.items())
                    .extracting(item -> item.isrc().orElseThrow())
                    .containsExactly("QZABC2600001", "QZABC2600002"));
    assertThat(document.findings()).isEmpty();
  }

  @Test
  void rowsWithoutABarcodeAreOfTheReleaseThatAnotherIdentifierNames() throws IOException {
    var document =
        map(
            """
            UPC,Catalog Number,Label,Album,Title,Track No
            ,BH-001,Kite,Night Ferry,One,1
            4006381333931,BH-002,Kite,Dry Dock,Keel,1
            n/a,BH-001,Kite,Night Ferry,Two,2
            4006381333931,BH-002,Kite,Dry Dock,Hull,2
            """);

    assertThat(document.products())
        .extracting(product -> product.titles().getFirst().text() + " " + product.items().size())
        .containsExactly("Night Ferry 2", "Dry Dock 2");
    assertThat(document.findings()).isEmpty();
  }

  @Test
  void whatNamesNoReleaseMayStandInEachRowOfOne() throws IOException {
    var document =
        map(
            """
            Album,Artist,UPC,Label,Track No,Title,ISRC,Genre,Composer
            One,Ann,4006381333931,Kite,1,a,QZABC2600001,Pop,Bo
            ,,,,2,b,QZABC2600002,Pop,Bo
            """);

    assertThat(document.products())
        .singleElement()
        .satisfies(product -> assertThat(product.items()).hasSize(2));
  }

  @Test
  void whatASenderCallsATrackMayLookLikeANumberWithAFraction() throws IOException {
    var document =
        map(
            """
            UPC,Album,Track No,Title,Track ID
            4006381333931,One,1,a,5012345678900.01
            """);

    assertThat(document.products().getFirst().items().getFirst().identifiers())
        .extracting(Identifier::value)
        .containsExactly("5012345678900.01");
    assertThat(document.findings()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "5012345678900, 05012345678900, ",
        "5012345678900.0, 05012345678900, table.number",
        "`\"5012345678900,00\"`, 05012345678900, table.number",
        "`\"=\"\"5012345678900\"\"\"`, 05012345678900, ",
        "'5012345678900, 05012345678900, ",
        "5012345678900.5, , table.rounded",
        "5.01235E+12, , table.rounded",
      })
  void barcodeIsItsDigitsWhateverASpreadsheetMadeOfIt(String written, String barcode, String found)
      throws IOException {
    var document = map("UPC,Album,Artist,Label\n%s,'39,Ann,Kite\n".formatted(written));

    var product = document.products().getFirst();
    assertThat(product.titles().getFirst().text()).isEqualTo("'39");
    assertThat(product.identifiers())
        .extracting(Identifier::value)
        .isEqualTo(Optional.ofNullable(barcode).stream().toList());
    assertThat(document.findings())
        .extracting(Finding::rule)
        .isEqualTo(Optional.ofNullable(found).stream().toList());
  }

  @Test
  void rowsThatContradictEachOtherAreTold() throws IOException {
    var document =
        map(
            """
            UPC,Album,Label,Title,ISRC
            4006381333931,One,Kite,a,QZABC2600001
            4006381333931,One,Kyte,b,QZABC2600002
            """);

    assertThat(document.products().getFirst().label()).hasValue("Kite");
    assertThat(document.findings())
        .singleElement()
        .satisfies(found -> assertThat(found.rule()).isEqualTo("table.contradiction"))
        .satisfies(found -> assertThat(found.message()).contains("label", "Kyte", "row 3", "Kite"))
        .satisfies(
            found -> assertThat(found.at().orElseThrow().path()).isEqualTo("/row[2]/row[3]/Label"));
  }

  @Test
  void oneBarcodeInSeveralWaysAndADateThatIsNoneContradictNothing() throws IOException {
    var document =
        map(
            """
            UPC,Album,Release Date,Title,ISRC
            4006381333931,One,2026-01-02,a,QZABC2600001
            '4006381333931,One,n/a,b,QZABC2600002
            4006381333931.0,One,,c,QZABC2600003
            """);

    assertThat(document.products())
        .singleElement()
        .satisfies(product -> assertThat(product.items()).hasSize(3));
    assertThat(document.findings()).extracting(Finding::rule).doesNotContain("table.contradiction");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Duration, 225, PT3M45S",
    "Duration (ms), 225000, PT3M45S",
    "Track Length in min, 4, PT4M",
    "Length Seconds, 225, PT3M45S"
  })
  void columnOfLengthsMayNameItsUnit(String name, String written, Duration length)
      throws IOException {
    var document = map("UPC,Album,Title,%s\n4006381333931,One,a,%s\n".formatted(name, written));

    assertThat(items(document)).extracting(Item::duration).containsExactly(Optional.of(length));
  }

  @Test
  void columnThatIsNotReadIsNamed() throws IOException {
    var document = map("ISBN,Title,Pages,Weight\n9783161484100,One,12,7\n");

    assertThat(document.findings())
        .extracting(found -> found.rule() + " " + found.value().orElse(""))
        .containsExactly("table.unread Pages, Weight");
  }

  @Test
  void lineBreakWithinAValueIsABlank() throws IOException {
    var document = map("ISBN,Title\n9783161484100,\"One\nTwo\"\n");

    assertThat(document.products().getFirst().titles().getFirst().text()).isEqualTo("One Two");
  }

  @Test
  void smallTableIsToldByItsHeaderThoughItsRowsAreBroken() throws IOException {
    var document = map("ISBN,Title,Author\n9783161484100,One\n9783161484117,Two,Ann\n");
    var comma = map("ISBN,Title,Author\n9783161484100,One,Ann,\n9783161484117,Two,Ann,\n");

    assertThat(document.findings()).extracting(Finding::rule).containsExactly("table.row");
    assertThat(comma.findings()).isEmpty();
    assertThat(comma.products()).hasSize(2);
  }

  private static List<Item> items(CanonicalDocument document) {
    return document.products().stream().map(Product::items).flatMap(List::stream).toList();
  }

  private static CanonicalDocument map(String text) throws IOException {
    var content = Content.of(text.getBytes(UTF_8));
    return Mappings.base().mapping(Identification.of(content), Optional.empty()).map(content);
  }
}
