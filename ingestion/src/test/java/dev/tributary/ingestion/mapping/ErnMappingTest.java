package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Contributor;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the base stylesheets make of an album in ERN 3 and a single in ERN 4, and of variations of
/// them.
class ErnMappingTest {

  private static final Mappings MAPPINGS = Mappings.base();
  private static final String ALBUM = resource("ern-3-album.xml");
  private static final String SINGLE = resource("ern-4-single.xml");

  @Test
  void headerSaysWhoSentWhat() throws IOException {
    var header = map(ALBUM).header();

    assertThat(header.version()).isEqualTo("3.8.2");
    assertThat(header.messageId()).hasValue("M-7");
    assertThat(header.threadId()).hasValue("T-7");
    assertThat(header.createdAt()).hasValue("2026-03-01T10:00:00+01:00");
    assertThat(header.sender()).hasValue("PADPIDA2013042401U");
    assertThat(header.senderName()).hasValue("Blue Harbour Records");
    assertThat(header.recipient()).hasValue("PADPIDA2007050901U");
    assertThat(header.sentOnBehalfOf()).hasValue("PADPIDA2009101501Y");
    assertThat(header.test()).isTrue();
    assertThat(header.intent()).isEqualTo(Intent.STATE);
  }

  @Test
  void whatTheStandardHasOnceAndTheMessageTwiceIsRefusedWithItsPlace() {
    var sender = "</MessageSender>";
    var twice =
        SINGLE.replaceFirst(
            sender, sender + "\n<MessageSender><PartyId>P</PartyId></MessageSender>");

    var finding = catchThrowableOfType(MappingException.class, () -> map(twice)).finding();

    assertThat(finding.rule()).isEqualTo("xml.repeated-element");
    assertThat(finding.message()).startsWith("expected MessageSender once");
    var place = finding.at().orElseThrow();
    assertThat(place.path()).endsWith("/MessageHeader/MessageSender[2]");
    assertThat(place.line()).isEqualTo(lineOf(SINGLE, sender) + 1);
  }

  @Test
  void theOtherOfTwoTextsIsRefusedThoughTheyDiffer() {
    var text = "<ReferenceTitle><TitleText>";
    var twice = ALBUM.replaceFirst(text, text + "Another</TitleText><TitleText>");

    var finding = catchThrowableOfType(MappingException.class, () -> map(twice)).finding();

    assertThat(finding.rule()).isEqualTo("xml.repeated-element");
    assertThat(finding.at().orElseThrow().path()).endsWith("/ReferenceTitle/TitleText[2]");
  }

  @Test
  void productIsTheFlaggedRelease() throws IOException {
    var product = product(ALBUM);

    assertThat(product.contentType()).isEqualTo(ContentType.MUSIC_RELEASE);
    assertThat(product.releaseType()).hasValue("Album");
    assertThat(product.identifiers())
        .containsExactly(
            new Identifier("GRid", "A12425GABC1234002M", Optional.empty(), true),
            new Identifier("ICPN", "04006381333931", Optional.empty(), true),
            new Identifier("CatalogNumber", "BH 7", Optional.of("PADPIDA2013042401U"), true));
    assertThat(product.label()).hasValue("Blue Harbour Folk");
    assertThat(product.genres())
        .containsExactly(new Genre("Folk", Optional.of("Sea Shanty"), Optional.empty()));
    assertThat(product.parentalWarning()).hasValue("NotExplicit");
    assertThat(product.pLine()).hasValue(new Line(Optional.of(2026), "(P) 2026 Blue Harbour"));
    assertThat(product.cLine()).hasValue(new Line(Optional.of(2025), "(C) 2025 Blue Harbour"));
    assertThat(product.releaseDate()).hasValue("2026-04-03");
    assertThat(product.originalReleaseDate()).hasValue("1999");
    assertThat(product.languages()).containsExactly("en");
    assertThat(product.keywords()).containsExactly("sea", "shanty");
    assertThat(product.relatedProducts().getFirst().relation()).isEqualTo("HasSimilarContent");
    assertThat(product.relatedProducts().getFirst().identifiers())
        .extracting(Identifier::value)
        .containsExactly("04006381333948");
  }

  @Test
  void titlesAndArtistLinesForTheWorldComeBeforeThoseForTerritories() throws IOException {
    var product = product(ALBUM);

    assertThat(product.titles())
        .extracting(Title::kind, Title::text, Title::subTitle, Title::language, Title::territory)
        .containsExactly(
            tuple(
                Title.Kind.DISPLAY,
                "Tides",
                Optional.of("Deluxe"),
                Optional.empty(),
                Optional.empty()),
            tuple(
                Title.Kind.DISPLAY,
                "Marées",
                Optional.empty(),
                Optional.of("fr"),
                Optional.of("FR")),
            tuple(
                Title.Kind.DISPLAY,
                "Marées",
                Optional.empty(),
                Optional.of("fr"),
                Optional.of("BE")));
    assertThat(product.titles().get(1).script()).hasValue("Latn");
    assertThat(product.displayArtists())
        .extracting(DisplayArtist::text, DisplayArtist::territory)
        .containsExactly(
            tuple("The Lanterns", Optional.empty()),
            tuple("Les Lanternes", Optional.of("FR")),
            tuple("Les Lanternes", Optional.of("BE")));
  }

  @Test
  void itemsAreThePrimaryRecordingsInTheOrderOfTheirGroups() throws IOException {
    var items = product(ALBUM).items();

    assertThat(items)
        .extracting(Item::ref, item -> item.sequence().disc(), item -> item.sequence().track())
        .containsExactly(
            tuple("A1", Optional.of(1), Optional.of(1)),
            tuple("A2", Optional.of(1), Optional.of(2)),
            tuple("A3", Optional.of(2), Optional.of(1)));
    assertThat(items).extracting(Item::bonus).containsExactly(false, true, false);
    assertThat(items).extracting(Item::hidden).containsExactly(false, false, true);
    assertThat(items).extracting(Item::preview).containsExactly(false, true, false);
    var first = items.getFirst();
    assertThat(first.isrc()).hasValue("DEBH12600001");
    assertThat(first.iswc()).hasValue("T0345246801");
    assertThat(first.duration()).hasValue(Duration.ofSeconds(185));
    assertThat(first.languageOfPerformance()).hasValue("de");
    assertThat(first.explicit()).hasValue(true);
    assertThat(first.titles())
        .extracting(Title::kind, Title::text, Title::subTitle)
        .containsExactly(
            tuple(Title.Kind.DISPLAY, "Low Tide", Optional.empty()),
            tuple(Title.Kind.FORMAL, "Low Tide", Optional.of("Live")));
  }

  @Test
  void partiesOfErn3AreThoseWhoAreCredited() throws IOException {
    var product = product(ALBUM);

    assertThat(product.parties())
        .extracting(Party::ref, party -> party.names().getFirst().full())
        .containsExactly(
            tuple("N1", "The Lanterns"), tuple("N2", "Ida Brandt"), tuple("N3", "Otto Kern"));
    assertThat(product.parties().get(1).names().getFirst().indexed()).hasValue("Brandt, Ida");
    assertThat(product.parties().get(1).ids())
        .containsExactly(new Identifier("ISNI", "0000000121032683", Optional.empty(), true));
    assertThat(product.items().getFirst().contributors())
        .extracting(Contributor::party, Contributor::role, Contributor::sequence)
        .containsExactly(
            tuple("N1", "MainArtist", Optional.of(1)),
            tuple("N2", "FeaturedArtist", Optional.of(2)),
            tuple("N3", "Knob Turner", Optional.of(1)),
            tuple("N3", "Composer", Optional.of(1)));
  }

  @Test
  void dealsKeepWhatTheySay() throws IOException {
    var deals = product(ALBUM).deals();

    var download = deals.getFirst();
    assertThat(download.items()).isEmpty();
    assertThat(download.commercialModelType()).containsExactly("PayAsYouGoModel", "FanClub");
    assertThat(download.useType()).containsExactly("PermanentDownload");
    assertThat(download.territories().included()).containsExactly("Worldwide");
    assertThat(download.territories().excluded()).containsExactly("FR");
    assertThat(download.validity().start()).hasValue("2026-04-03T00:00:00");
    assertThat(download.validity().end()).hasValue("2027-04-02");
    assertThat(download.preOrder()).hasValue("2026-03-20");
    assertThat(download.price().orElseThrow().amount()).hasValue(new BigDecimal("7.50"));
    assertThat(download.price().orElseThrow().currency()).hasValue("EUR");
    assertThat(deals.get(1).takedown()).isTrue();
    assertThat(deals.get(2).items()).containsExactly("A1");
    assertThat(deals).hasSize(3);
  }

  @Test
  void assetsAreTheFilesWithWhatIsSaidOfThem() throws IOException {
    var assets = product(ALBUM).assets();

    assertThat(assets)
        .extracting(Asset::kind, Asset::item, Asset::uri)
        .containsExactly(
            tuple("audio", Optional.of("A1"), "resources/A1.flac"),
            tuple("audio", Optional.of("A2"), "A2-preview.mp3"),
            tuple("cover", Optional.empty(), "cover.jpg"),
            tuple("booklet", Optional.empty(), "booklet.pdf"));
    var audio = assets.getFirst();
    assertThat(audio.codec()).hasValue("FLAC");
    assertThat(audio.sampleRate()).hasValue(44_100);
    assertThat(audio.bitRate())
        .hasValueSatisfying(rate -> assertThat(rate).isEqualByComparingTo("1411.2"));
    assertThat(audio.bitsPerSample()).hasValue(16);
    assertThat(audio.channels()).hasValue(2);
    assertThat(audio.hash().orElseThrow().algorithm()).hasValue("MD5");
    assertThat(audio.hash().orElseThrow().declared()).hasValue("0123");
    assertThat(assets.get(1).preview()).isTrue();
    assertThat(assets.get(2).width()).hasValue(3000);
  }

  @Test
  void flagsAreWrittenInWordsOrFigures() throws IOException {
    var inFigures = ALBUM.replace(">true<", "> 1 <").replace("=\"true\"", "=\"1\"");
    var inLines = inFigures.replace(">TestMessage<", ">\n  TestMessage\n<");

    assertThat(map(inLines).header()).isEqualTo(map(ALBUM).header());
    assertThat(product(inLines)).isEqualTo(product(ALBUM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cdn.example/A1.flac",
        "FTP://files.example/a/A1.flac",
        "s3://bucket/A1.flac"
      })
  void aFileAtAnAddressDoesNotComeWithTheMessage(String address) throws IOException {
    var asset = product(ALBUM.replace("A1.flac<", address + "<").replace("resources/<", "<"));

    assertThat(asset.assets().getFirst().uri()).isEqualTo(address);
    assertThat(asset.assets().getFirst().state()).isEqualTo(Asset.State.REMOTE);
  }

  @Test
  void aFolderIsThatOfTheMessageWhateverItBeginsWith() throws IOException {
    assertThat(product(ALBUM.replace("resources/<", "/resources/<")).assets())
        .isEqualTo(product(ALBUM).assets());
    assertThat(product(ALBUM.replace("resources/<", "/<")).assets().getFirst().uri())
        .isEqualTo("A1.flac");
  }

  @Test
  void everythingThatCanBeWrongKnowsItsPlace() throws IOException {
    var document = map(ALBUM);

    assertThat(document.locate("/products/0/items/1/identifiers/0"))
        .hasValue(
            new Location(
                "/ern:NewReleaseMessage/ResourceList/SoundRecording[2]/SoundRecordingId/ISRC",
                lineOf(ALBUM, "DEBH12600002")));
    assertThat(document.locate("/products/0/deals/0/territories/excluded/0"))
        .hasValue(
            new Location(
                "/ern:NewReleaseMessage/DealList/ReleaseDeal[1]/Deal[1]/DealTerms/ExcludedTerritoryCode",
                lineOf(ALBUM, "<PriceInformation>") - 1));
    assertThat(document.locate("/products/0/items/0/sequence"))
        .isEqualTo(document.locate("/products/0/items/0"));
  }

  @Test
  void ern4ReadsPartyListEditionsAndTerritoriesOfAttributes() throws IOException {
    var document = map(SINGLE);
    var product = document.products().getFirst();

    assertThat(document.header().profile()).hasValue("Audio");
    assertThat(product.label()).hasValue("Kite Records");
    assertThat(product.duration()).hasValue(Duration.ofSeconds(150));
    assertThat(product.originalReleaseDate()).hasValue("2026-02-01");
    assertThat(product.titles())
        .extracting(Title::text, Title::script, Title::territory)
        .containsExactly(
            tuple("Paper Kites", Optional.empty(), Optional.empty()),
            tuple("紙の凧", Optional.of("Jpan"), Optional.of("JP")));
    var item = product.items().getFirst();
    assertThat(item.isrc()).hasValue("GBAAA2600001");
    assertThat(item.titles().getFirst().subTitle()).hasValue("Dub");
    assertThat(item.pLine()).hasValue(new Line(Optional.of(2026), "(P) 2026 Kite"));
    assertThat(item.contributors())
        .extracting(Contributor::party, Contributor::role)
        .containsExactly(tuple("PMira", "MainArtist"), tuple("PMira", "Composer"));
    assertThat(item.explicit()).isEmpty();
    assertThat(product.parties()).extracting(Party::ref).containsExactly("PMira", "PLabel");
    assertThat(product.parties().getFirst().names())
        .containsExactly(
            new Party.Name("Mira Vale", Optional.of("Vale, Mira"), Optional.empty()),
            new Party.Name("ミラ", Optional.empty(), Optional.of("ja-Jpan")));
    assertThat(product.assets())
        .extracting(Asset::kind, Asset::uri, Asset::codec)
        .containsExactly(
            tuple("audio", "resources/a1.wav", Optional.of("Kite Codec")),
            tuple("cover", "resources/a2.png", Optional.empty()));
  }

  @Test
  void dealForReleaseAndTrackBecomesOneForTheProductAndOneForItsItems() throws IOException {
    var deals = product(SINGLE).deals();

    assertThat(deals).extracting(Product.Deal::items).containsExactly(List.of(), List.of("A1"));
    assertThat(deals.getFirst().preOrder()).hasValue("2026-04-01T00:00:00+09:00");
    assertThat(deals.getFirst().price().orElseThrow().code()).hasValue("MID");
  }

  @Test
  void prefixesAndNamespacesOfElementsDoNotMatter() throws IOException {
    var defaulted =
        SINGLE.replace("n:NewReleaseMessage", "NewReleaseMessage").replace("xmlns:n=", "xmlns=");

    assertThat(product(defaulted)).isEqualTo(product(SINGLE));
  }

  @Test
  void referencesThatNothingDeclaresAreFound() throws IOException {
    assertThat(findings(SINGLE)).containsExactly("reference.unresolved PNobody");
    assertThat(findings(ALBUM)).isEmpty();
    assertThat(findings(ALBUM.replace("<ReleaseReference>R1<", "<ReleaseReference>R9<")))
        .containsExactly("reference.unresolved R1");
    assertThat(findings(ALBUM.replace("<ResourceReference>A3<", "<ResourceReference>A9<")))
        .containsExactly("reference.unresolved A3", "reference.unused A9");
    assertThat(findings(ALBUM.replace("<ResourceReference>A3<", "<ResourceReference>A2<")))
        .contains("reference.duplicate A2", "reference.unresolved A3");
  }

  @Test
  void findingsKnowTheirPlace() throws IOException {
    var finding = map(SINGLE).findings().getFirst();

    assertThat(finding.at())
        .hasValue(
            new Location(
                "/n:NewReleaseMessage/ResourceList/SoundRecording/Contributor[2]/ContributorPartyReference",
                lineOf(SINGLE, "PNobody")));
  }

  @Test
  void mainReleaseMustBeOne() throws IOException {
    var unflagged = ALBUM.replace(" IsMainRelease=\"true\"", "");
    var profiled =
        unflagged.replace(
            "MessageSchemaVersionId=", "ReleaseProfileVersionId=\"P\" MessageSchemaVersionId=");
    var twice = ALBUM.replace("<Release>", "<Release IsMainRelease=\"true\">");
    var twoOfErn4 = SINGLE.replace("TrackRelease>", "Release>");

    assertThat(findings(unflagged)).containsExactly("release.main-unflagged -");
    assertThat(product(unflagged)).isEqualTo(product(ALBUM));
    assertThat(findings(profiled)).containsExactly("release.main 0");
    assertThat(findings(twice)).contains("release.main 2");
    assertThat(findings(twoOfErn4)).contains("release.main 2");
  }

  @Test
  void unknownAndMissingElementsAndUnreadableValuesAreFound() throws IOException {
    assertThat(findings(ALBUM.replace("<Keywords>", "<Bogus/><Bogus/><Keywords>")))
        .containsExactly("schema.unknown-element Bogus");
    assertThat(findings(ALBUM.replace("<ReleaseReference>R0</ReleaseReference>", "")))
        .contains("schema.missing ReleaseReference", "reference.unresolved R0");
    assertThat(findings(SINGLE.replaceFirst("(?s)<MessageSender>.*</MessageSender>", "")))
        .contains("schema.missing MessageSender");
    var odd = ALBUM.replace("PT4M<", "4:00<").replace(">2025</Year>", ">MMXXV</Year>");
    assertThat(findings(odd)).containsExactly("schema.value 4:00", "schema.value MMXXV");
    assertThat(product(odd).items().get(1).duration()).isEmpty();
    assertThat(product(odd).cLine()).hasValue(new Line(Optional.empty(), "(C) 2025 Blue Harbour"));
  }

  @Test
  void contentTypeFollowsTypeAndProfile() throws IOException {
    assertThat(product(ALBUM.replace(">Album<", ">AudioBookRelease<")).contentType())
        .isEqualTo(ContentType.AUDIOBOOK);
    assertThat(product(SINGLE.replace("=\"Audio\"", "=\"Video\"")).contentType())
        .isEqualTo(ContentType.VIDEO);
  }

  @Test
  void recordingThatIsOnAReleaseTwiceGivesTwoItems() throws IOException {
    var twice = ALBUM.replace("PrimaryResource\">A3<", "PrimaryResource\">A1<");

    assertThat(product(twice).items()).extracting(Item::ref).containsExactly("A1", "A2", "A1.2");
  }

  @Test
  void purgeNamesWhatIsToGo() throws IOException {
    var document =
        map(
            """
            <p:PurgeReleaseMessage xmlns:p="http://ddex.net/xml/ern/43">
              <MessageHeader>
                <MessageId>P-1</MessageId>
                <MessageSender><PartyId>PADPIDA2013042401U</PartyId></MessageSender>
                <MessageCreatedDateTime>2026-05-01T00:00:00Z</MessageCreatedDateTime>
              </MessageHeader>
              <PurgedRelease><ReleaseId><ICPN>4006381333931</ICPN></ReleaseId></PurgedRelease>
            </p:PurgeReleaseMessage>
            """);

    assertThat(document.header().intent()).isEqualTo(Intent.PURGE);
    assertThat(document.products().getFirst().identifiers())
        .extracting(Identifier::value)
        .containsExactly("04006381333931");
    assertThat(document.findings()).isEmpty();
  }

  @Test
  void oneMappingServesManyVirtualThreads() throws Exception {
    var expected = map(ALBUM);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          threads.invokeAll(
              Stream.<Callable<CanonicalDocument>>generate(() -> () -> map(ALBUM))
                  .limit(64)
                  .toList());
      for (var one : all) {
        assertThat(one.get()).isEqualTo(expected);
      }
    }
  }

  private static CanonicalDocument map(String message) throws IOException {
    var content = Content.of(message.getBytes(UTF_8));
    return MAPPINGS.mapping(Identification.of(content), Optional.empty()).map(content);
  }

  private static Product product(String message) throws IOException {
    return map(message).products().getFirst();
  }

  private static List<String> findings(String message) throws IOException {
    return map(message).findings().stream().map(ErnMappingTest::line).toList();
  }

  private static String line(Finding finding) {
    return finding.rule() + " " + finding.value().orElse("-");
  }

  private static int lineOf(String message, String text) {
    return (int) message.substring(0, message.indexOf(text)).lines().count();
  }

  private static String resource(String name) {
    try (var in = ErnMappingTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
