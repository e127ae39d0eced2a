package dev.tributary.ingestion.mapping;

import static dev.tributary.ingestion.mapping.OnixMessages.map;
import static dev.tributary.ingestion.mapping.OnixMessages.product;
import static dev.tributary.ingestion.mapping.OnixMessages.record;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.Product.Deal;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where and when ONIX puts a product on offer.
class OnixOffersTest {

  @ParameterizedTest(name = "availability {0}, published {2} in format {1}: {3}")
  @CsvSource({
    "10, 03, 20304, 2030-10-01",
    "10, 00, 20300101, 2030-01-01",
    "10, 00, 20260301, 2026-03-01",
    "10, 00, 20260228, taken down",
    "10, 12, soon, taken down",
    "11, 00, 20261399, taken down",
    "09, 00, 20300101, taken down",
    "30, 00, 20250101, taken down",
    "34, 00, 20300101, taken down",
    "50, 00, 20250101, taken down",
    "31, 00, 20250101, 2025-01-01",
    "20, 00, 20250101, 2025-01-01",
    "20, 12, long ago, always",
  })
  void whatIsNotThereYetIsOnOfferFromADayThatIsToComeOnly(
      String availability, String format, String published, String begins) throws IOException {
    var deal =
        sent(
            published(format, published)
                + supply("<ProductAvailability>%s</ProductAvailability>".formatted(availability)));

    assertThat(begin(deal)).isEqualTo(begins);
  }

  @Test
  void whatWasWithdrawnForAWhileIsBackOnTheDayThatItsSupplierExpectsIt() throws IOException {
    var deal =
        sent(
            published("00", "20250101")
                + supply(
                    "<ProductAvailability>34</ProductAvailability>",
                    "<SupplyDate><SupplyDateRole>08</SupplyDateRole><Date dateformat=\"01\">202605</Date></SupplyDate>"));

    assertThat(begin(deal)).isEqualTo("2026-05-01");
  }

  @ParameterizedTest(name = "embargo {0}: {1}")
  @CsvSource({"20300201, 2030-02-01", "when it is ready, when it is ready"})
  void noPriceBeginsBeforeAnEmbargoEnds(String embargo, String begins) throws IOException {
    var deal =
        sent(
            published("00", "20250101")
                + supply(
                    "<ProductAvailability>20</ProductAvailability>",
                    "<SupplyDate><SupplyDateRole>02</SupplyDateRole><Date>%s</Date></SupplyDate>"
                        .formatted(embargo),
                    """
                    <Price><PriceAmount>9.00</PriceAmount><PriceDate><PriceDateRole>14</PriceDateRole>
                    <Date>20260101</Date></PriceDate></Price>
                    """));

    assertThat(begin(deal)).isEqualTo(begins);
  }

  @Test
  void priceHoldsFromItsFirstDayToItsLastHoweverTheyAreSent() throws IOException {
    var deals =
        product(
                supply(
                    "<ProductAvailability>20</ProductAvailability>",
                    price("9.99", date("14", "", "20300301"), date("15", "01", "203003")),
                    price("24.99", date("14", "", "20300401")),
                    price("19.99", date("24", "06", "2030050120300601"))))
            .deals();

    assertThat(deals)
        .extracting(Deal::validity)
        .containsExactly(
            new Deal.Validity(Optional.of("2030-03-01"), Optional.of("2030-03-31")),
            new Deal.Validity(Optional.of("2030-04-01"), Optional.empty()),
            new Deal.Validity(Optional.of("2030-05-01"), Optional.of("2030-06-01")));
  }

  @Test
  void dateInWordsIsToldAsThat() throws IOException {
    var findings =
        map(OnixMessages.message(record("r1", "03", published("12", "soon")))).findings();

    assertThat(findings).extracting(Finding::rule).containsExactly("onix.date-in-words");
    assertThat(findings.getFirst().message()).contains("soon").doesNotContain("list 55");
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "01 GB IE; 02 WORLD -GB IE US; 03 US          | Worldwide -US no price",
        "02 WORLD -GB; 01 GB                          | Worldwide - no price",
        "01 GB; 03 WORLD -GB                          | GB - no price",
        "01 GB; 03 ROW                                | GB - no price",
        "01 GB US; 03 US                              | GB - no price",
        "01 GB -GB-NIR; 01 IE                         | GB IE -GB-NIR no price",
        "03 US                                        |  -US no price",
        "03 WORLD                                     |  - no price, taken down",
        "01 US; 06 US                                 | US - no price, taken down",
        "01 GB -GB-NIR; 03 ROW                        | GB -GB-NIR no price",
        "01 GB; 03 WORLD -GB-SCT                      | GB-SCT - no price",
        "01 GB; 03 GB -GB-SCT                         | GB-SCT - no price",
        "02 WORLD -ECZ; 02 DE                         | Worldwide -AT BE BG CY EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC ME SM VA no price",
        "02 GB-CHA                                    | GG JE - no price",
      })
  void soldIsWhatEachRightIncludesWithoutWhatItExcludesAndWithoutWhatIsWithheld(
      String rights, String sold) throws IOException {
    var product =
        product("<PublishingDetail>%s</PublishingDetail>".formatted(rights(rights)) + available());

    assertThat(product.deals())
        .extracting(OnixMessages::line)
        .containsExactly(sold.strip().startsWith("-") ? " " + sold.strip() : sold.strip());
  }

  @Test
  void marketsOfASupplyAreAddedUpEachWithItsOwnExclusions() throws IOException {
    var product =
        product(
            """
            <ProductSupply>
            <Market><Territory><RegionsIncluded>WORLD</RegionsIncluded><CountriesExcluded>GB US</CountriesExcluded></Territory></Market>
            <Market><Territory><CountriesIncluded>GB</CountriesIncluded></Territory></Market>
            <SupplyDetail><ProductAvailability>20</ProductAvailability></SupplyDetail></ProductSupply>
            """);

    assertThat(product.deals())
        .extracting(OnixMessages::line)
        .containsExactly("Worldwide -US no price");
  }

  @Test
  void noPriceHoldsWhereThePublisherKeepsTheProductFromSale() throws IOException {
    var product =
        product(
            "<PublishingDetail>%s</PublishingDetail>".formatted(rights("01 GB; 03 US"))
                + supply(
                    "<ProductAvailability>20</ProductAvailability>",
                    """
                    <Price><PriceAmount>9.00</PriceAmount><CurrencyCode>USD</CurrencyCode>
                    <Territory><RegionsIncluded>WORLD</RegionsIncluded></Territory></Price>
                    """));

    assertThat(product.deals())
        .extracting(OnixMessages::line)
        .containsExactly("Worldwide -US 9.00 USD");
  }

  @ParameterizedTest(name = "rights {0}, rest of the world {1}, price in {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "01 US CA                | 03 | WORLD  | US CA - 9.00 USD",
        "01 US; 02 CA            | 06 | WORLD  | US CA - 9.00 USD",
        "01 US CA; 03 GB         | 03 | WORLD  | US CA - 9.00 USD",
        "01 US CA                | 03 | CA GB  | CA - 9.00 USD",
        "01 GB -GB-NIR           | 03 | WORLD  | GB -GB-NIR 9.00 USD",
        "01 GB -GB-NIR           | 03 | GB IE  | GB -GB-NIR 9.00 USD",
        "02 WORLD -GB            | 03 | GB IE  | IE - 9.00 USD",
        "01 US CA                | 03 | GB     | GB - 9.00 USD, taken down",
        "01 US CA                | 00 | WORLD  | Worldwide - 9.00 USD",
        "01 US CA                | 01 | WORLD  | Worldwide - 9.00 USD",
        "01 US CA; 03 GB         | 02 | WORLD  | Worldwide -GB 9.00 USD",
      })
  void nothingIsSoldInARestOfTheWorldThatIsWithheldWhateverAPriceNames(
      String rights, String rest, String places, String sold) throws IOException {
    var product = product(restOfTheWorld(rights(rights), rest) + supply(priceIn(places)));

    assertThat(product.deals()).extracting(OnixMessages::line).containsExactly(sold);
  }

  @Test
  void marketAndEarlierRecordsKnowTheRestOfTheWorldAsWell() throws IOException {
    var product =
        product(
            restOfTheWorld(rights("01 US CA"), "03")
                + """
                <ProductSupply><Market><Territory><RegionsIncluded>WORLD</RegionsIncluded></Territory></Market>
                <SupplyDetail><ProductAvailability>20</ProductAvailability></SupplyDetail></ProductSupply>
                """);
    var earlier =
        map("""
            <ONIXMessage release="2.1"><Header><FromCompany>Quay</FromCompany></Header>%s</ONIXMessage>
            """
                .formatted(
                    record(
                        "r1",
                        "03",
                        """
                        <SalesRights><SalesRightsType>01</SalesRightsType><RightsCountry>US CA</RightsCountry></SalesRights>
                        <NotForSale><RightsTerritory>ROW</RightsTerritory></NotForSale>
                        <SupplyDetail><ProductAvailability>20</ProductAvailability>
                        <Price><PriceAmount>9.00</PriceAmount><CurrencyCode>USD</CurrencyCode><Territory>WORLD</Territory></Price>
                        </SupplyDetail>
                        """)))
            .products()
            .getFirst();

    assertThat(product.deals()).extracting(OnixMessages::line).containsExactly("US CA - no price");
    assertThat(earlier.deals()).extracting(OnixMessages::line).containsExactly("US CA - 9.00 USD");
  }

  @Test
  void priceThatHoldsNowhereIsATakedownOfThePlacesItNames() throws IOException {
    var product =
        product(
            "<PublishingDetail>%s</PublishingDetail>".formatted(rights("03 US"))
                + supply(priceIn("US"), priceIn("GB")));

    assertThat(product.deals())
        .extracting(OnixMessages::line)
        .containsExactly("US - 9.00 USD, taken down", "GB - 9.00 USD");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "<PriceCondition><PriceConditionType>10</PriceConditionType><PriceConditionQuantity><PriceConditionQuantityType>01</PriceConditionQuantityType><Quantity>48</Quantity><QuantityUnit>14</QuantityUnit></PriceConditionQuantity></PriceCondition> | Rent",
        "<PriceConstraint><PriceConstraintType>07</PriceConstraintType><PriceConstraintStatus>02</PriceConstraintStatus></PriceConstraint> | Rent",
        "<PriceCondition><PriceConditionType>11</PriceConditionType></PriceCondition> | PermanentDownload",
        "<MinimumOrderQuantity>10</MinimumOrderQuantity> | PermanentDownload",
      })
  void priceOnAConditionIsAnOfferOfItsOwnBehindTheOneThatAnybodyPays(String condition, String use)
      throws IOException {
    var product =
        product(
            "<DescriptiveDetail><ProductForm>ED</ProductForm></DescriptiveDetail>"
                + supply(
                    "<ProductAvailability>20</ProductAvailability>",
                    price("2.99", condition),
                    price("9.99"),
                    price(
                        "9.99",
                        "<PriceCondition><PriceConditionType>00</PriceConditionType></PriceCondition>")));

    assertThat(product.deals())
        .extracting(
            deal -> deal.price().orElseThrow().amount().orElseThrow().toString(),
            deal -> String.join(" ", deal.useType()))
        .containsExactly(tuple("9.99", "PermanentDownload"), tuple("2.99", use));
  }

  @Test
  void codedPriceHasItsCodeHoweverItIsTagged() throws IOException {
    var coded =
        "<PriceCoded><PriceCodeType>02</PriceCodeType><PriceCode>C</PriceCode></PriceCoded>";
    var product = product(supply("<Price><PriceType>02</PriceType>%s</Price>".formatted(coded)));
    var shortTags =
        map(
            """
            <ONIXmessage release="3.0"><header><sender><x298>Quay</x298></sender></header>
            <product><a001>r1</a001><a002>03</a002><productsupply><supplydetail><price><x462>02</x462>
            <pricecoded><x465>02</x465><x468>C</x468></pricecoded></price></supplydetail></productsupply>
            </product></ONIXmessage>
            """);

    assertThat(product.deals())
        .extracting(deal -> deal.price().orElseThrow())
        .containsExactly(new Deal.Price(Optional.of("C"), Optional.empty(), Optional.empty()));
    assertThat(shortTags.products().getFirst().deals()).isEqualTo(product.deals());
  }

  @Test
  void takedownHoldsAtOnceThoughPublicationIsToCome() throws IOException {
    var deal =
        sent(published("00", "20300101") + supply("<ProductAvailability>01</ProductAvailability>"));

    assertThat(deal.takedown()).isTrue();
    assertThat(deal.validity()).isEqualTo(new Deal.Validity(Optional.empty(), Optional.empty()));
  }

  @Test
  @Timeout(60)
  void longListsOfPlacesAreReadInTheTimeOfTheirLength() throws IOException {
    var granted = codes(0, 30_000);
    var withheld = codes(15_000, 45_000);
    var product =
        product(
            "<PublishingDetail>%s</PublishingDetail>"
                    .formatted(right("01", granted) + right("03", withheld))
                + supply(priceIn("WORLD"), priceIn(granted), priceIn(withheld)));

    assertThat(product.deals())
        .extracting(deal -> deal.territories().included().size(), Deal::takedown)
        .containsExactly(tuple(1, false), tuple(15_000, false), tuple(30_000, true));
  }

  private static Deal sent(String blocks) throws IOException {
    return map("""
            <ONIXMessage release="3.0"><Header><Sender><SenderName>Quay</SenderName></Sender>
            <SentDateTime>20260301T0930</SentDateTime></Header>%s</ONIXMessage>
            """
            .formatted(record("r1", "03", blocks)))
        .products()
        .getFirst()
        .deals()
        .getFirst();
  }

  private static String begin(Deal deal) {
    return deal.takedown() ? "taken down" : deal.validity().start().orElse("always");
  }

  private static String published(String format, String date) {
    return """
    <PublishingDetail><PublishingDate><PublishingDateRole>01</PublishingDateRole>
    <Date dateformat="%s">%s</Date></PublishingDate></PublishingDetail>
    """
        .formatted(format, date);
  }

  private static String available() {
    return supply("<ProductAvailability>20</ProductAvailability>");
  }

  private static String supply(String... parts) {
    return "<ProductSupply><SupplyDetail>%s</SupplyDetail></ProductSupply>"
        .formatted(String.join("", parts));
  }

  private static String price(String amount, String... parts) {
    return "<Price><PriceType>02</PriceType><PriceAmount>%s</PriceAmount><CurrencyCode>EUR</CurrencyCode>%s</Price>"
        .formatted(amount, String.join("", parts));
  }

  private static String date(String role, String format, String date) {
    return "<PriceDate><PriceDateRole>%s</PriceDateRole><Date dateformat=\"%s\">%s</Date></PriceDate>"
        .formatted(role, format, date);
  }

  /// `02 WORLD -GB` is the right of type 02 in the world without GB.
  private static String rights(String rights) {
    var written = new StringBuilder();
    for (var right : rights.strip().split("; ", -1)) {
      var halves = right.substring(3).split(" -", -1);
      written
          .append("<SalesRights><SalesRightsType>")
          .append(right, 0, 2)
          .append("</SalesRightsType><Territory>")
          .append(territory(halves[0], "Included"));
      if (halves.length > 1) {
        written.append(territory(halves[1], "Excluded"));
      }
      written.append("</Territory></SalesRights>");
    }
    return written.toString();
  }

  private static String territory(String codes, String which) {
    var kind = codes.matches("[A-Z]{2}( [A-Z]{2})*") ? "Countries" : "Regions";
    return "<%1$s%2$s>%3$s</%1$s%2$s>".formatted(kind, which, codes);
  }

  private static String right(String type, String codes) {
    return "<SalesRights><SalesRightsType>%s</SalesRightsType><Territory>%s</Territory></SalesRights>"
        .formatted(type, territory(codes, "Included"));
  }

  private static String restOfTheWorld(String rights, String type) {
    return "<PublishingDetail>%s<ROWSalesRightsType>%s</ROWSalesRightsType></PublishingDetail>"
        .formatted(rights, type);
  }

  private static String priceIn(String places) {
    return """
    <Price><PriceAmount>9.00</PriceAmount><CurrencyCode>USD</CurrencyCode><Territory>%s</Territory></Price>
    """
        .formatted(territory(places, "Included"));
  }

  /// Codes that are all different.
  private static String codes(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> Integer.toString(number + 50_000, 36).toUpperCase(Locale.ROOT))
        .collect(joining(" "));
  }
}
