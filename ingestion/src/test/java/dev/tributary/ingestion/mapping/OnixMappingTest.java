package dev.tributary.ingestion.mapping;

import static dev.tributary.ingestion.mapping.OnixMessages.map;
import static dev.tributary.ingestion.mapping.OnixMessages.message;
import static dev.tributary.ingestion.mapping.OnixMessages.product;
import static dev.tributary.ingestion.mapping.OnixMessages.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Description;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Title;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The mappings of ONIX, statement by statement. Whole records are among the samples.
class OnixMappingTest {

  @Test
  void shortTagsSayTheSameAndPathsAreAsSent() throws IOException {
    var reference =
        map(
            """
            <ONIXMessage release="3.0"><Header><Sender><SenderName>Quay</SenderName></Sender></Header>
            <Product><RecordReference>1</RecordReference><NotificationType>03</NotificationType>
            <DescriptiveDetail><TitleDetail><TitleType>01</TitleType><TitleElement>
            <TitleElementLevel>01</TitleElementLevel><TitleText>Moss</TitleText></TitleElement></TitleDetail>
            <Contributor><ContributorRole>A01</ContributorRole><PersonName>Bo</PersonName></Contributor>
            </DescriptiveDetail></Product></ONIXMessage>
            """);
    var shortTags =
        map(
            """
            <ONIXmessage release="3.0"><header><sender><x298>Quay</x298></sender></header>
            <product><a001>1</a001><a002>03</a002>
            <descriptivedetail><titledetail><b202>01</b202><titleelement>
            <x409>01</x409><b203>Moss</b203></titleelement></titledetail>
            <contributor><b035>A01</b035><b036>Bo</b036></contributor>
            </descriptivedetail></product></ONIXmessage>
            """);

    assertThat(shortTags.products()).isEqualTo(reference.products());
    assertThat(reference.locate("/products/0/titles/0"))
        .hasValue(new Location("/ONIXMessage/Product/DescriptiveDetail/TitleDetail", 3));
    assertThat(shortTags.locate("/products/0/titles/0"))
        .hasValue(new Location("/ONIXmessage/product/descriptivedetail/titledetail", 3));
  }

  @Test
  void isbnIsOneWhicheverWayItIsSentAndTheRecordsReferenceComesLast() throws IOException {
    var product =
        product(
            """
            <ProductIdentifier><ProductIDType>03</ProductIDType><IDValue>978-99999-0001-0</IDValue></ProductIdentifier>
            <ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>9789999900010</IDValue></ProductIdentifier>
            <ProductIdentifier><ProductIDType>03</ProductIDType><IDValue>2990001000018</IDValue></ProductIdentifier>
            <ProductIdentifier><ProductIDType>01</ProductIDType><IDTypeName>SKU</IDTypeName><IDValue>7</IDValue></ProductIdentifier>
            """);

    assertThat(product.identifiers())
        .containsExactly(
            new Identifier("ISBN", "9789999900010", Optional.empty(), true),
            new Identifier("GTIN", "02990001000018", Optional.empty(), true),
            new Identifier("ProprietaryId", "7", Optional.of("SKU"), true),
            new Identifier("ProprietaryId", "r1", Optional.of("Quay"), true));
  }

  @Test
  void collectionWithinACollectionIsOneSeries() throws IOException {
    var product =
        product(
            """
            <DescriptiveDetail><Collection><CollectionType>10</CollectionType>
            <TitleDetail><TitleType>01</TitleType>
            <TitleElement><TitleElementLevel>02</TitleElementLevel><TitleText>Salt Road</TitleText></TitleElement>
            <TitleElement><TitleElementLevel>03</TitleElementLevel><PartNumber>2</PartNumber>
            <TitleText>The Harbour Years</TitleText></TitleElement>
            </TitleDetail></Collection></DescriptiveDetail>
            """);

    assertThat(product.series()).containsExactly("Salt Road, The Harbour Years, 2");
  }

  @Test
  void recordThatIsToBeDeletedPurgesItsProductAmongOthersThatAreStated() throws IOException {
    var document =
        map(
            message(
                record("r1", "03", "")
                    + record("r2", "05", "<DescriptiveDetail/>")
                    + record("r3", "88", "")));

    assertThat(document.products()).hasSize(2);
    assertThat(document.header().test()).isFalse();
    assertThat(document.intent(0)).isEqualTo(Intent.STATE);
    assertThat(document.intent(1)).isEqualTo(Intent.PURGE);
    assertThat(document.findings()).extracting(Finding::rule).containsExactly("onix.test-record");
  }

  @ParameterizedTest
  @ValueSource(strings = {"88", "89"})
  void messageOfTestRecordsOnlyIsATest(String notification) throws IOException {
    var document = map(message(record("r1", notification, "")));

    assertThat(document.header().test()).isTrue();
    assertThat(document.intent(0)).isEqualTo(Intent.STATE);
  }

  @Test
  void ofATestThatIsLeftOutNothingElseIsTold() throws IOException {
    var broken = "<NotificationType>89</NotificationType><ProductSupply/>";

    assertThat(map(message(record("r1", "03", "") + record("r2", "89", broken))).findings())
        .extracting(Finding::rule)
        .containsExactly("onix.test-record");
  }

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource({
    "03, '<ProductSupply/>', false",
    "04, '<ProductSupply/>', true",
    "04, '<DescriptiveDetail/><PublishingDetail/><ProductSupply/>', false",
    "12, '<ProductSupply/>', true",
    "08, '', true",
    "09, '<PublishingDetail/>', true",
    "09, '<DescriptiveDetail/><PublishingDetail/><ProductSupply/>', false",
    "88, '<ProductSupply/>', true",
    "89, '<ProductSupply/>', false",
  })
  void recordThatLacksThePartsThatItDoesNotChangeIsRefused(
      String notification, String blocks, boolean refused) throws IOException {
    var findings = map(message(record("r1", notification, blocks))).findings();

    assertThat(findings.stream().anyMatch(finding -> finding.rule().equals("onix.partial-update")))
        .isEqualTo(refused);
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "AJ, 01, AUDIOBOOK",
    "AC, '', AUDIOBOOK",
    "ED, 01, AUDIOBOOK",
    "ED, 10, BOOK",
    "BC, '', BOOK",
    "VI, '', VIDEO",
  })
  void kindOfProductIsItsFormAndContent(String form, String content, ContentType type)
      throws IOException {
    var product =
        product(
            "<DescriptiveDetail><ProductForm>%s</ProductForm><PrimaryContentType>%s</PrimaryContentType></DescriptiveDetail>"
                .formatted(form, content));

    assertThat(product.contentType()).isEqualTo(type);
  }

  @ParameterizedTest(name = "{0} of unit {1} is {2}")
  @CsvSource({
    "7, 04, PT7H",
    "451, 05, PT7H31M",
    "27060, 06, PT7H31M",
    "00731, 15, PT7H31M",
    "0073105, 16, PT7H31M5S",
    "7.5, 04, PT7H30M",
  })
  void lengthIsInTheUnitThatIsNamed(String value, String unit, Duration duration)
      throws IOException {
    var product =
        product(
            "<DescriptiveDetail><Extent><ExtentType>09</ExtentType><ExtentValue>%s</ExtentValue><ExtentUnit>%s</ExtentUnit></Extent></DescriptiveDetail>"
                .formatted(value, unit));

    assertThat(product.duration()).hasValue(duration);
  }

  @ParameterizedTest(name = "{1} in format {0} is {2}")
  @CsvSource({
    "00, 20260131, 2026-01-31",
    "01, 202601, 2026-01",
    "05, 2026, 2026",
    "13, 20260131T0930, 2026-01-31T09:30:00",
    "14, 20260131T093015+0100, 2026-01-31T09:30:15+01:00",
    "'', 2026-01-31, 2026-01-31",
  })
  void dateIsReadInItsFormat(String format, String written, String iso) throws IOException {
    var product =
        product(
            "<PublishingDetail><PublishingDate><PublishingDateRole>01</PublishingDateRole><Date%s>%s</Date></PublishingDate></PublishingDetail>"
                .formatted(
                    format.isEmpty() ? "" : " dateformat=\"%s\"".formatted(format), written));

    assertThat(product.releaseDate()).hasValue(iso);
  }

  @Test
  void whatCannotBeReadIsLeftOutAndTold() throws IOException {
    var document =
        map(
            message(
                record(
                    "r1",
                    "03",
                    """
                    <DescriptiveDetail><Extent><ExtentType>09</ExtentType><ExtentValue>long</ExtentValue>
                    <ExtentUnit>05</ExtentUnit></Extent></DescriptiveDetail>
                    <PublishingDetail><PublishingDate><PublishingDateRole>01</PublishingDateRole>
                    <Date>20261399</Date></PublishingDate></PublishingDetail>
                    <ProductSupply><SupplyDetail><ProductAvailability>20</ProductAvailability>
                    <Price><PriceAmount>free</PriceAmount></Price></SupplyDetail></ProductSupply>
                    """)));

    assertThat(document.products().getFirst().releaseDate()).isEmpty();
    assertThat(document.products().getFirst().duration()).isEmpty();
    assertThat(document.findings())
        .extracting(Finding::rule, finding -> finding.value().orElseThrow())
        .containsExactlyInAnyOrder(
            tuple("schema.value", "long"),
            tuple("schema.value", "20261399"),
            tuple("schema.value", "free"));
  }

  @Test
  void textIsPlainWhetherItsMarkupIsEscapedOrNot() throws IOException {
    var product =
        product(
            """
            <CollateralDetail>
            <TextContent><TextType>03</TextType><Text textformat="05" language="ger"><p>One <em>and</em> <b>two</b>.</p><p>Three</p></Text></TextContent>
            <TextContent><TextType>02</TextType><Text textformat="02">&lt;p&gt;x &amp;lt; y&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</Text></TextContent>
            <TextContent><TextType>06</TextType><Text>A review</Text></TextContent>
            </CollateralDetail>
            """);

    assertThat(product.descriptions())
        .containsExactly(
            new Description("One and two. Three", Optional.of("de")),
            new Description("x < y", Optional.empty()));
  }

  @Test
  void contributorsAreNamedHoweverTheirNamesAreSent() throws IOException {
    var product =
        product(
            """
            <DescriptiveDetail><ProductForm>AJ</ProductForm>
            <Contributor><ContributorRole>A01</ContributorRole><ContributorRole>E07</ContributorRole>
              <NamesBeforeKey>Maj</NamesBeforeKey><PrefixToKey>von</PrefixToKey><KeyNames>Sund</KeyNames></Contributor>
            <Contributor><ContributorRole>B06</ContributorRole><PersonNameInverted>Roth, Lois</PersonNameInverted></Contributor>
            <Contributor><ContributorRole>B25</ContributorRole><CorporateName>The Quay Band</CorporateName></Contributor>
            <Contributor><ContributorRole>X77</ContributorRole><UnnamedPersons>02</UnnamedPersons></Contributor>
            </DescriptiveDetail>
            """);

    assertThat(product.contributors())
        .extracting(contributor -> name(product, contributor.party()) + ": " + contributor.role())
        .containsExactly(
            "Maj von Sund: Author",
            "Maj von Sund: Narrator",
            "Lois Roth: Translator",
            "The Quay Band: Arranger",
            "Anonymous: X77");
    assertThat(product.displayArtists().getFirst().text()).isEqualTo("Maj von Sund");
  }

  @Test
  void priceHoldsWhereItSaysOrElseWhereTheMarketIsOrElseWhereThePublisherMaySell()
      throws IOException {
    var product =
        product(
            """
            <DescriptiveDetail><ProductForm>BC</ProductForm></DescriptiveDetail>
            <PublishingDetail>
              <SalesRights><SalesRightsType>01</SalesRightsType><Territory><CountriesIncluded>SE NO</CountriesIncluded></Territory></SalesRights>
              <SalesRights><SalesRightsType>03</SalesRightsType><Territory><CountriesIncluded>US</CountriesIncluded></Territory></SalesRights>
            </PublishingDetail>
            <ProductSupply><Market><Territory><RegionsIncluded>WORLD</RegionsIncluded><CountriesExcluded>US</CountriesExcluded></Territory></Market>
              <SupplyDetail><ProductAvailability>21</ProductAvailability>
                <Price><PriceType>02</PriceType><PriceAmount>10.00</PriceAmount><CurrencyCode>EUR</CurrencyCode>
                  <Territory><CountriesIncluded>DE AT</CountriesIncluded></Territory></Price>
                <Price><PriceType>02</PriceType><PriceAmount>9.00</PriceAmount><CurrencyCode>GBP</CurrencyCode></Price>
              </SupplyDetail></ProductSupply>
            <ProductSupply><SupplyDetail><ProductAvailability>43</ProductAvailability></SupplyDetail></ProductSupply>
            """);

    assertThat(product.deals())
        .extracting(OnixMessages::line)
        .containsExactly(
            "DE AT - 10.00 EUR", "Worldwide -US 9.00 GBP", "SE NO - no price, taken down");
  }

  @Test
  void whereThePublisherKeepsItFromSaleItIsNotOnOffer() throws IOException {
    var supply =
        "<ProductSupply><SupplyDetail><ProductAvailability>20</ProductAvailability></SupplyDetail></ProductSupply>";
    var worldButTwo =
        """
        <PublishingDetail>
          <SalesRights><SalesRightsType>01</SalesRightsType><Territory><RegionsIncluded>ROW</RegionsIncluded></Territory></SalesRights>
          <SalesRights><SalesRightsType>03</SalesRightsType><Territory><CountriesIncluded>US CA</CountriesIncluded></Territory></SalesRights>
        </PublishingDetail>
        """;
    var restOfTheWorld =
        """
        <PublishingDetail>
          <SalesRights><SalesRightsType>06</SalesRightsType><Territory><CountriesIncluded>JP</CountriesIncluded></Territory></SalesRights>
          <ROWSalesRightsType>01</ROWSalesRightsType>
        </PublishingDetail>
        """;

    assertThat(product(worldButTwo + supply).deals())
        .extracting(OnixMessages::line)
        .containsExactly("Worldwide -US CA no price");
    assertThat(product(restOfTheWorld + supply).deals())
        .extracting(OnixMessages::line)
        .containsExactly("Worldwide -JP no price");
  }

  @Test
  void ofPricesForTheSameTheOneThatABuyerPaysCounts() throws IOException {
    var product =
        product(
            """
            <ProductSupply><SupplyDetail><ProductAvailability>20</ProductAvailability>
              <Price><PriceType>01</PriceType><PriceAmount>10.00</PriceAmount><CurrencyCode>EUR</CurrencyCode></Price>
              <Price><PriceType>02</PriceType><PriceAmount>11.90</PriceAmount><CurrencyCode>EUR</CurrencyCode></Price>
              <Price><PriceType>02</PriceType><PriceAmount>0</PriceAmount><CurrencyCode>SEK</CurrencyCode>
                <PriceDate><PriceDateRole>14</PriceDateRole><Date>20260201</Date></PriceDate>
                <PriceDate><PriceDateRole>15</PriceDateRole><Date>20260228</Date></PriceDate></Price>
            </SupplyDetail></ProductSupply>
            """);

    assertThat(product.deals()).hasSize(2);
    assertThat(product.deals().getFirst().price().orElseThrow().code())
        .hasValue("RRP including tax");
    var free = product.deals().getLast();
    assertThat(free.commercialModelType()).containsExactly("FreeOfChargeModel");
    assertThat(free.validity())
        .isEqualTo(new Deal.Validity(Optional.of("2026-02-01"), Optional.of("2026-02-28")));
  }

  @ParameterizedTest(name = "status {0}, availability {1}: taken down {2}")
  @CsvSource({"04, 20, false", "04, 40, true", "11, 21, true", "07, 21, false", "02, 10, true"})
  void whatIsWithdrawnOrNotAvailableIsTakenDown(
      String status, String availability, boolean takenDown) throws IOException {
    var product =
        product(
            """
            <PublishingDetail><PublishingStatus>%s</PublishingStatus></PublishingDetail>
            <ProductSupply><SupplyDetail><ProductAvailability>%s</ProductAvailability></SupplyDetail></ProductSupply>
            """
                .formatted(status, availability));

    assertThat(product.deals()).singleElement().matches(deal -> deal.takedown() == takenDown);
  }

  @Test
  void charactersThatTheDocumentTypeDeclaresAreKnownWithoutIt() throws IOException {
    var document =
        map(
            """
            <!DOCTYPE ONIXMessage SYSTEM "http://127.0.0.1:9/onix-international.dtd">
            <ONIXMessage><Header><FromCompany>Caf&eacute; &Omega;</FromCompany></Header>
            <Product><RecordReference>1</RecordReference><NotificationType>03</NotificationType>
            <Title><TitleType>01</TitleType><TitleText>High Noon&ndash;in &Scaron;</TitleText></Title>
            </Product></ONIXMessage>
            """);

    assertThat(document.header().version()).isEqualTo("2.1");
    assertThat(document.header().sender()).hasValue("Café Ω");
    assertThat(document.products().getFirst().titles())
        .extracting(Title::text)
        .containsExactly("High Noon–in Š");
  }

  @Test
  void portionTellsThePlacesThatItsProductsHadInTheWhole() throws IOException {
    var document =
        map(
            """
            <ONIXMessage release="3.0"><Header><Sender><SenderName>Quay</SenderName></Sender></Header>
            <?tributary-product 1201 34567?>
            <Product>
              <RecordReference>1</RecordReference>
              <NotificationType>03</NotificationType>
              <ProductSupply><SupplyDetail><Price><PriceAmount>x</PriceAmount></Price></SupplyDetail></ProductSupply>
            </Product><?tributary-product 1202 34580?>
            <Product/></ONIXMessage>
            """);

    assertThat(document.findings())
        .extracting(finding -> finding.at().orElseThrow())
        .containsExactly(
            new Location(
                "/ONIXMessage/Product[1201]/ProductSupply/SupplyDetail/Price/PriceAmount", 34570),
            new Location("/ONIXMessage/Product[1202]", 34580),
            new Location("/ONIXMessage/Product[1202]", 34580));
  }

  private static String name(Product product, String party) {
    return product.parties().stream()
        .filter(each -> each.ref().equals(party))
        .findFirst()
        .orElseThrow()
        .names()
        .getFirst()
        .full();
  }
}
