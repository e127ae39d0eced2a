package dev.tributary.ingestion.mapping;

import static dev.tributary.ingestion.mapping.OnixMessages.map;
import static dev.tributary.ingestion.mapping.OnixMessages.message;
import static dev.tributary.ingestion.mapping.OnixMessages.product;
import static dev.tributary.ingestion.mapping.OnixMessages.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.catalogue.ProductKey;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Product.Contributor;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Title;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an ONIX record says of the product itself: numbers of parts, orders, codes, and elements
/// that stand there once.
class OnixRecordTest {

  @ParameterizedTest(name = "{0}, part {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Tides          | Volume 2 | Tides, Volume 2",
        "Tides Volume 2 | volume 2 | Tides Volume 2",
        "Catch 22       | 2        | Catch 22, 2",
      })
  void titleOfAPartHasItsNumber(String title, String part, String shown) throws IOException {
    var product =
        product(
            """
            <DescriptiveDetail><TitleDetail><TitleType>01</TitleType><TitleElement>
            <TitleElementLevel>01</TitleElementLevel><PartNumber>%s</PartNumber><TitleText>%s</TitleText>
            </TitleElement></TitleDetail></DescriptiveDetail>
            """
                .formatted(part, title));

    assertThat(product.titles()).extracting(Title::text).containsExactly(shown);
  }

  @Test
  void seriesHasTheNumberThatItsCollectionSays() throws IOException {
    var product =
        product(
            """
            <DescriptiveDetail><Collection><CollectionType>10</CollectionType>
            <CollectionSequence><CollectionSequenceType>03</CollectionSequenceType>
            <CollectionSequenceNumber>9</CollectionSequenceNumber></CollectionSequence>
            <CollectionSequence><CollectionSequenceType>02</CollectionSequenceType>
            <CollectionSequenceNumber>4</CollectionSequenceNumber></CollectionSequence>
            <TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>02</TitleElementLevel>
            <TitleText>Salt Road</TitleText></TitleElement></TitleDetail></Collection></DescriptiveDetail>
            """);

    assertThat(product.series()).containsExactly("Salt Road, 4");
  }

  @Test
  void contributorsStandInTheOrderOfTheirNumbers() throws IOException {
    var product =
        product(
            """
            <DescriptiveDetail>
            <Contributor><SequenceNumber>9</SequenceNumber><ContributorRole>A01</ContributorRole><PersonName>Bo</PersonName></Contributor>
            <Contributor><ContributorRole>B06</ContributorRole><PersonName>Cy</PersonName></Contributor>
            <Contributor><SequenceNumber>2</SequenceNumber><ContributorRole>A01</ContributorRole><PersonName>Al</PersonName></Contributor>
            </DescriptiveDetail>
            """);

    assertThat(product.displayArtists().getFirst().text()).isEqualTo("Al, Bo");
    assertThat(product.contributors())
        .extracting(Contributor::party, Contributor::role)
        .containsExactly(tuple("N3", "Author"), tuple("N1", "Author"), tuple("N2", "Translator"));
  }

  @Test
  void chaptersStandInTheOrderOfTheirNumbers() throws IOException {
    var product =
        product(
            "<ContentDetail>%s%s%s</ContentDetail>"
                .formatted(chapter("1.10"), chapter("1.9"), chapter("1")));

    assertThat(product.items())
        .extracting(item -> item.titles().getFirst().text())
        .containsExactly("Chapter 1", "Chapter 1.9", "Chapter 1.10");
  }

  private static String chapter(String number) {
    return """
    <ContentItem><LevelSequenceNumber>%1$s</LevelSequenceNumber><AVItem/><TitleDetail><TitleType>01</TitleType>
    <TitleElement><TitleElementLevel>04</TitleElementLevel><TitleText>Chapter %1$s</TitleText></TitleElement>
    </TitleDetail></ContentItem>
    """
        .formatted(number);
  }

  @Test
  void statementOfContributorsIsShownWhereNobodyIsNamed() throws IOException {
    var product =
        product(
            "<DescriptiveDetail><ContributorStatement>Written by <b>many</b></ContributorStatement></DescriptiveDetail>");

    assertThat(product.displayArtists())
        .singleElement()
        .matches(artist -> artist.text().equals("Written by many"));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "B10, 'Editor,Translator'",
    "B17, Founder",
    "B18, PublicationPreparer",
    "B29, ScientificEditor"
  })
  void rolesAreThoseOfTheList(String code, String roles) throws IOException {
    var product =
        product(
            "<DescriptiveDetail><Contributor><ContributorRole>%s</ContributorRole><PersonName>Bo</PersonName></Contributor></DescriptiveDetail>"
                .formatted(code));

    assertThat(product.contributors())
        .extracting(Contributor::role)
        .containsExactly(roles.split(","));
  }

  @Test
  void numbersOfPrintedMusicAreNoIsbns() throws IOException {
    var product =
        product(
            """
            <ProductIdentifier><ProductIDType>03</ProductIDType><IDValue>9790999900016</IDValue></ProductIdentifier>
            <ProductIdentifier><ProductIDType>25</ProductIDType><IDValue>9790999900016</IDValue></ProductIdentifier>
            """);

    assertThat(product.identifiers())
        .extracting(Identifier::type, Identifier::value)
        .containsExactly(tuple("ISMN", "9790999900016"), tuple("ProprietaryId", "r1"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "03, 9790999900016",
    "25, 979-0-9999-0001-6",
    "05, M-9999-0001-6",
  })
  void printedMusicHasOneKeyHoweverItsNumberIsSent(String type, String number) throws IOException {
    var product =
        product(
            "<ProductIdentifier><ProductIDType>%s</ProductIDType><IDValue>%s</IDValue></ProductIdentifier>"
                .formatted(type, number));

    assertThat(product.identifiers()).allMatch(Identifier::valid);
    assertThat(ProductKey.of("quay", product.identifiers()))
        .map(ProductKey::toString)
        .hasValue("quay/ismn:9790999900016");
  }

  @Test
  void dateOfTheIslamicCalendarIsToldInOurs() throws IOException {
    var product =
        product(
            """
            <PublishingDetail><PublishingDate><PublishingDateRole>01</PublishingDateRole>
            <Date dateformat="20">14470901</Date></PublishingDate></PublishingDetail>
            """);

    assertThat(product.releaseDate()).hasValue("2026-02-18");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "NotificationType, <NotificationType>05</NotificationType>",
    "PublishingStatus, <PublishingDetail><PublishingStatus>04</PublishingStatus><PublishingStatus>07</PublishingStatus></PublishingDetail>",
    "ProductForm, <DescriptiveDetail><ProductForm>AJ</ProductForm><ProductForm>BC</ProductForm></DescriptiveDetail>",
    "PriceAmount, <ProductSupply><SupplyDetail><Price><PriceAmount>1</PriceAmount><PriceAmount>2</PriceAmount></Price></SupplyDetail></ProductSupply>",
  })
  void recordThatHasTwiceWhatTheStandardHasOnceIsRefusedWithThePlace(String name, String blocks)
      throws IOException {
    var document = map(message(record("r1", "03", "") + record("r2", "03", blocks)));

    assertThat(document.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("xml.repeated-element");
              assertThat(finding.message())
                  .startsWith("expected %s once".formatted(name))
                  .contains("line 4");
              assertThat(finding.at().map(Location::path).orElseThrow())
                  .startsWith("/ONIXMessage/Product[2]/")
                  .contains(name);
            });
  }

  @ParameterizedTest(name = "{0} {1}: shown {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "00, -, true",
        "03, -, true",
        "02 03, -, true",
        "01, -, false",
        "02, -, false",
        "09, -, false",
        "-, 14 20260301, true",
        "-, 14 20260302, false",
        "-, 14 soon, false",
        "-, 15 20260301, true",
        "-, 15 20260228, false",
        "-, 17 20300101, true",
      })
  void textsAndFilesAreThoseThatEverybodyMaySeeOnTheDayOfTheMessage(
      String audiences, String date, boolean shown) throws IOException {
    var limits = audiences(audiences) + dates(date);
    var document =
        map(
            """
            <ONIXMessage release="3.0"><Header><Sender><SenderName>Quay</SenderName></Sender>
            <SentDateTime>20260301T0930</SentDateTime></Header>%s</ONIXMessage>
            """
                .formatted(record("r1", "03", content(limits, audiences(audiences), dates(date)))));

    var product = document.products().getFirst();
    assertThat(product.descriptions()).hasSize(shown ? 1 : 0);
    assertThat(product.assets()).hasSize(shown ? 1 : 0);
    assertThat(document.findings())
        .extracting(Finding::rule)
        .isEqualTo(shown ? List.of() : List.of("onix.kept-back", "onix.kept-back"));
  }

  private static String content(String ofText, String ofResource, String ofVersion) {
    return """
    <CollateralDetail>
    <TextContent><TextType>03</TextType>%s<Text>By the sea</Text></TextContent>
    <SupportingResource><ResourceContentType>01</ResourceContentType>%s<ResourceMode>03</ResourceMode>
    <ResourceVersion><ResourceForm>02</ResourceForm><ResourceLink>https://quay.example/1.jpg</ResourceLink>%s
    </ResourceVersion></SupportingResource>
    </CollateralDetail>
    """
        .formatted(ofText, ofResource, ofVersion);
  }

  private static String audiences(String codes) {
    return codes == null
        ? ""
        : codes.replaceAll("(\\d+) ?", "<ContentAudience>$1</ContentAudience>");
  }

  private static String dates(String date) {
    return date == null
        ? ""
        : date.replaceFirst(
            "(\\S+) (\\S+)",
            "<ContentDate><ContentDateRole>$1</ContentDateRole><Date>$2</Date></ContentDate>");
  }

  @Test
  void textThatIsKeptBackIsNamedWithWhatKeepsItBack() throws IOException {
    var document = map(message(record("r1", "03", content(audiences("02"), "", ""))));

    assertThat(document.findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .contains("TextContent with ContentAudience 02 (list 154)", "left out"))
        .satisfies(
            finding ->
                assertThat(finding.at().map(Location::path))
                    .hasValue("/ONIXMessage/Product/CollateralDetail/TextContent"));
  }

  @Test
  void messageWithoutNewsSaysSo() throws IOException {
    var document =
        map(
            "<ONIXMessage release=\"3.0\"><Header><Sender><SenderName>Quay</SenderName></Sender></Header><NoProduct/></ONIXMessage>");

    assertThat(document.products()).isEmpty();
    assertThat(document.findings())
        .extracting(Finding::rule, finding -> finding.at().map(Location::path))
        .containsExactly(tuple("message.no-product", Optional.of("/ONIXMessage/NoProduct")));
  }
}
