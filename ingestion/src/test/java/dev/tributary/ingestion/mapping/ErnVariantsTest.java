package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Deal.Territories;
import dev.tributary.ingestion.model.Product.DisplayArtist;
import dev.tributary.ingestion.model.Product.Genre;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Line;
import dev.tributary.ingestion.model.Product.Party;
import dev.tributary.ingestion.model.Product.Title;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What ERN also allows: deals that cancel others or have several prices, facts that hold somewhere
/// only, editions, names in parts, and headers as they are written in the wild.
class ErnVariantsTest {

  private static final Mappings MAPPINGS = Mappings.base();
  private static final String ALBUM = resource("ern-3-album.xml");
  private static final String SINGLE = resource("ern-4-single.xml");

  @Test
  void dealsThatAreCancelledAreTakenDownInTheirTerritories() throws IOException {
    var cancelled = ALBUM.replace("TakeDown>", "AllDealsCancelled>");
    var standing = ALBUM.replace("<TakeDown>true<", "<TakeDown>false<");

    assertThat(deals(cancelled)).isEqualTo(deals(ALBUM));
    assertThat(deals(cancelled).get(1).takedown()).isTrue();
    assertThat(deals(cancelled).get(1).territories())
        .isEqualTo(new Territories(List.of("US"), List.of()));
    assertThat(deals(standing)).extracting(Deal::takedown).containsOnly(false);
  }

  @Test
  void ofSeveralPricesOfADealTheFirstThatCanBeReadCountsAndTheOthersAreTold() throws IOException {
    var several =
        ALBUM.replace(
            "<PriceInformation>",
            """
            <PriceInformation>
              <WholesalePricePerUnit CurrencyCode="CHF">4,99</WholesalePricePerUnit>
              <PriceType>Front</PriceType>
            </PriceInformation>
            <PriceInformation>
            """);

    var price = deals(several).getFirst().price().orElseThrow();
    assertThat(price.amount()).hasValue(new BigDecimal("7.50"));
    assertThat(price.currency()).hasValue("EUR");
    assertThat(findings(several))
        .containsExactly("deal.price-several code Front 4,99 CHF", "schema.value 4,99");
  }

  @ParameterizedTest(name = "{0} with {1}: on offer {2}")
  @CsvSource({
    "RightsClaimModel, BlockAccess, false",
    "RightsClaimModel, Monetize, false",
    "SubscriptionModel, BlockAccess, false",
    "SubscriptionModel, ReportUsage, true",
  })
  void claimOfRightsPutsNothingOnOffer(String model, String policy, boolean offered)
      throws IOException {
    var claim =
        SINGLE
            .replace(">SubscriptionModel<", ">%s<".formatted(model))
            .replace(
                "<PriceInformation>",
                "<RightsClaimPolicy><RightsClaimPolicyType>%s</RightsClaimPolicyType></RightsClaimPolicy><PriceInformation>"
                    .formatted(policy));

    assertThat(deals(claim)).isEqualTo(offered ? deals(SINGLE) : List.of());
    assertThat(findings(claim).stream().filter(found -> found.startsWith("deal.rights-claim")))
        .isEqualTo(
            offered ? List.of() : List.of("deal.rights-claim %s, %s".formatted(model, policy)));
  }

  @Test
  void clipIsAPreview() throws IOException {
    var reference = "<TechnicalResourceDetailsReference>T1</TechnicalResourceDetailsReference>";
    var clip = map(SINGLE.replace(reference, reference + "<IsClip>true</IsClip>"));

    assertThat(map(SINGLE).products().getFirst().items().getFirst().preview()).isFalse();
    var product = clip.products().getFirst();
    assertThat(product.items().getFirst().preview()).isTrue();
    assertThat(product.assets()).extracting(Asset::preview).containsExactly(true, false);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"MultiWorkPart, 1.1 1.2 1.3", "Component, 1.1 1.2 2.1"})
  void worksOfSeveralPartsAreNoDiscs(String type, String places) throws IOException {
    var groups =
        ALBUM.replaceAll(
            "<ResourceGroup>(?=\\s*<SequenceNumber>)",
            "<ResourceGroup ResourceGroupType=\"%s\">".formatted(type));

    assertThat(groups).isNotEqualTo(ALBUM);
    assertThat(map(groups).products().getFirst().items())
        .extracting(Item::sequence)
        .extracting(place -> place.disc().orElseThrow() + "." + place.track().orElseThrow())
        .containsExactly(places.split(" "));
  }

  @Test
  void conductorAndComposerThatAreShownAreCreditedOnceOnTheirTracks() throws IOException {
    var classical =
        ALBUM
            .replace(
                "<ResourceContributor SequenceNumber=\"1\">",
                shown("Conductor", "Ada Rehn", "AssociatedPerformer")
                    + "<ResourceContributor SequenceNumber=\"1\">")
            .replaceFirst(
                "(<SequenceNumber>1</SequenceNumber>\\s*)(?=<ResourceGroupContentItem>)",
                "$1" + shown("Composer", "Otto Kern", "Composer"));

    assertThat(credits(classical, 0))
        .containsExactly(
            "MainArtist The Lanterns",
            "FeaturedArtist Ida Brandt",
            "AssociatedPerformer Ada Rehn",
            "Conductor Ada Rehn",
            "Knob Turner Otto Kern",
            "Composer Otto Kern");
    assertThat(credits(classical, 1)).containsExactly("Composer Otto Kern");
    assertThat(credits(classical, 2)).isEmpty();
  }

  private static String shown(String as, String name, String role) {
    return "<Display%1$s><PartyName><FullName>%2$s</FullName></PartyName><ArtistRole>%3$s</ArtistRole></Display%1$s>"
        .formatted(as, name, role);
  }

  private static List<String> credits(String message, int item) throws IOException {
    var product = map(message).products().getFirst();
    return product.items().get(item).contributors().stream()
        .map(credit -> credit.role() + " " + name(product, credit.party()))
        .toList();
  }

  private static String name(Product product, String party) {
    return product.parties().stream()
        .filter(one -> one.ref().equals(party))
        .findFirst()
        .orElseThrow()
        .names()
        .getFirst()
        .full();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"2136, Worldwide", "02136, Worldwide", "276, 276", "DE, DE"})
  void theWorldAlsoHasANumber(String code, String territory) throws IOException {
    var message = ALBUM.replace("<TerritoryCode>US<", "<TerritoryCode>%s<".formatted(code));

    assertThat(deals(message).get(1).territories().included()).containsExactly(territory);
  }

  @Test
  void whatHoldsEverywhereGoesBeforeWhatHoldsSomewhere() throws IOException {
    var said =
        SINGLE.replaceFirst(
            "(<ReleaseId><ICPN>.*?</ReleaseId>)",
            """
            $1
            <DisplayTitle ApplicableTerritoryCode="JP"><TitleText>Tako</TitleText></DisplayTitle>
            <DisplayArtistName ApplicableTerritoryCode="JP">Mira-san</DisplayArtistName>
            <DisplayArtistName>Mira Vale</DisplayArtistName>
            <DisplayArtistName ApplicableTerritoryCode="GB" IsDefault="true">Mira</DisplayArtistName>
            <PLine ApplicableTerritoryCode="JP"><PLineText>(P) Tako</PLineText></PLine>
            <PLine><PLineText>(P) Kite</PLineText></PLine>
            <CLine ApplicableTerritoryCode="JP"><CLineText>(C) Tako</CLineText></CLine>
            <CLine ApplicableTerritoryCode="Worldwide"><CLineText>(C) Kite</CLineText></CLine>
            <Genre ApplicableTerritoryCode="JP"><GenreText>J-Pop</GenreText></Genre>
            <Genre IsDefault="true"><GenreText>Pop</GenreText></Genre>
            <ParentalWarningType ApplicableTerritoryCode="JP">Explicit</ParentalWarningType>
            <ParentalWarningType>NotExplicit</ParentalWarningType>
            <ReleaseDate ApplicableTerritoryCode="JP">2026-01-01</ReleaseDate>
            <ReleaseDate ApplicableTerritoryCode="Worldwide">2026-02-13</ReleaseDate>
            """);

    var product = map(said).products().getFirst();
    assertThat(product.titles().getFirst().text()).isEqualTo("Paper Kites");
    assertThat(product.titles()).extracting(Title::text).contains("Tako");
    assertThat(product.displayArtists())
        .extracting(DisplayArtist::text)
        .startsWith("Mira", "Mira Vale")
        .endsWith("Mira-san");
    assertThat(product.pLine()).map(Line::text).hasValue("(P) Kite");
    assertThat(product.cLine()).map(Line::text).hasValue("(C) Kite");
    assertThat(product.genres()).extracting(Genre::raw).startsWith("Pop").endsWith("J-Pop");
    assertThat(product.parentalWarning()).hasValue("NotExplicit");
    assertThat(product.releaseDate()).hasValue("2026-02-13");
  }

  @Test
  void theRestOfTheWorldIsTheWorld() throws IOException {
    var rest =
        ALBUM.replaceFirst(
            "<TerritoryCode>Worldwide</TerritoryCode>\\s*(<ExcludedTerritoryCode>FR<)", "$1");

    assertThat(rest).isNotEqualTo(ALBUM);
    assertThat(map(rest).products()).isEqualTo(map(ALBUM).products());
  }

  @Test
  void theIsrcIsThatOfTheEditionThatIsNotImmersive() throws IOException {
    var immersive =
        SINGLE.replaceFirst(
            "<SoundRecordingEdition>",
            """
            <SoundRecordingEdition Type="ImmersiveEdition">
              <ResourceId><ISRC>GBAAA2699999</ISRC></ResourceId>
              <PLine><PLineText>(P) In the round</PLineText></PLine>
            </SoundRecordingEdition>
            <SoundRecordingEdition Type="NonImmersiveEdition">
            """);

    var item = map(immersive).products().getFirst().items().getFirst();
    assertThat(item.isrc()).hasValue("GBAAA2600001");
    assertThat(item.pLine()).map(Line::text).hasValue("(P) 2026 Kite");
    assertThat(item.identifiers())
        .extracting(Identifier::value)
        .containsExactly("GBAAA2600001", "GBAAA2699999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0Y0M0DT0H3M5S", "P0DT185S", "P00YT3M5.000S", " PT3M5S "})
  void durationsMayNameYearsAndMonthsThatAreNone(String duration) throws IOException {
    var document = map(ALBUM.replace("PT3M5S", duration));

    assertThat(document.products().getFirst().items().getFirst().duration())
        .hasValue(Duration.ofSeconds(185));
    assertThat(document.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0Y1M", "P0Y0M", "P0Y", "P1Y", "PT"})
  void durationsOfMonthsAreNone(String duration) throws IOException {
    assertThat(findings(ALBUM.replace("PT3M5S", duration)))
        .containsExactly("schema.value " + duration);
  }

  @Test
  void aNameInPartsIsPutTogetherAndTold() throws IOException {
    var parts = ALBUM.replaceFirst("\\s*<FullName>Ida Brandt</FullName>", "");
    var listed = SINGLE.replaceFirst("<FullName>Mira Vale</FullName>", "<KeyName>Vale</KeyName>");

    assertThat(names(parts)).containsExactly("The Lanterns", "Ida Brandt", "Otto Kern");
    assertThat(findings(parts)).containsExactly("party.full-name Ida Brandt");
    assertThat(names(listed)).startsWith("Vale");
    assertThat(findings(listed)).contains("party.full-name Vale");
  }

  @Test
  void aNameOfNothingIsTold() throws IOException {
    assertThat(findings(ALBUM.replace("<FullName>Otto Kern</FullName>", "")))
        .containsExactly("party.full-name -", "party.full-name -");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "' testmessage ', true",
    "TEST, true",
    "livemessage, false",
    "Live, false",
    "' ', false",
  })
  void testsAndLiveMessagesMayBeWrittenInAnyCase(String word, boolean test) throws IOException {
    var document = map(ALBUM.replace(">TestMessage<", ">%s<".formatted(word)));

    assertThat(document.header().test()).isEqualTo(test);
    assertThat(document.findings()).isEmpty();
  }

  @Test
  void anotherWordThanLiveOrTestIsAnError() throws IOException {
    assertThat(findings(ALBUM.replace(">TestMessage<", ">Rehearsal<")))
        .containsExactly("message.control-type Rehearsal");
  }

  @Test
  void aSenderIsTheSameHoweverItsDpidIsWritten() throws IOException {
    var hyphens = ALBUM.replaceFirst("PADPIDA2013042401U", "PA-DPIDA-2013042401-u");

    assertThat(map(hyphens).header()).isEqualTo(map(ALBUM).header());
    assertThat(Identification.of(Content.of(hyphens.getBytes(UTF_8))))
        .isEqualTo(Identification.of(Content.of(ALBUM.getBytes(UTF_8))));
  }

  @Test
  void datesOfDealsAreKeptAsTheyAreWritten() throws IOException {
    var month =
        ALBUM
            .replace("<StartDate>2026-03-27<", "<StartDate>2030-03</StartDate><EndDate>soon<")
            .replace("soon</StartDate>", "soon</EndDate>");

    assertThat(deals(month).get(2).validity())
        .isEqualTo(new Deal.Validity(Optional.of("2030-03"), Optional.of("soon")));
  }

  private static List<String> names(String message) throws IOException {
    return map(message).products().getFirst().parties().stream()
        .map(Party::names)
        .map(names -> names.isEmpty() ? "-" : names.getFirst().full())
        .toList();
  }

  private static List<Deal> deals(String message) throws IOException {
    return map(message).products().getFirst().deals();
  }

  private static CanonicalDocument map(String message) throws IOException {
    var content = Content.of(message.getBytes(UTF_8));
    return MAPPINGS.mapping(Identification.of(content), Optional.empty()).map(content);
  }

  private static List<String> findings(String message) throws IOException {
    return map(message).findings().stream()
        .map(finding -> finding.rule() + " " + finding.value().orElse("-"))
        .toList();
  }

  private static String resource(String name) {
    try (var in = ErnVariantsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
