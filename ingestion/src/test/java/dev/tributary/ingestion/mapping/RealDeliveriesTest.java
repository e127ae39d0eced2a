package dev.tributary.ingestion.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.ingestion.RealDeliveries;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Title;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// The base mappings against real messages, by facts that were read out of the messages with other
/// means. The messages are not ours to ship: the tests look for a folder `shared/deliveries` beside
/// one of the folders above, or where `TRIBUTARY_DELIVERIES` says, and are skipped without it.
class RealDeliveriesTest {

  private static final Mappings MAPPINGS = Mappings.base();
  private static final JsonMapper JSON = new JsonMapper();

  /// What is written in a message. Items are `disc.track ISRC duration title`, deals are `product
  /// or items | models | uses | territories | start to end`, the first ones; findings are the rule
  /// and, as far as it matters, value and line.
  record Facts(
      String file,
      String version,
      String type,
      @Nullable String messageId,
      String sender,
      String createdAt,
      boolean test,
      String contentType,
      @Nullable String releaseType,
      List<String> identifiers,
      @Nullable String title,
      @Nullable String displayArtist,
      List<String> items,
      int dealCount,
      List<String> deals,
      int assets,
      List<String> findings) {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("facts")
  void documentSaysWhatTheMessageSays(Facts facts) throws IOException {
    var document = map(delivery(facts.file()));

    assertThat(document.header().format()).isEqualTo("ern");
    assertThat(document.header().version()).isEqualTo(facts.version());
    assertThat(document.header().type()).isEqualTo(facts.type());
    assertThat(document.header().messageId()).isEqualTo(Optional.ofNullable(facts.messageId()));
    assertThat(document.header().sender()).hasValue(facts.sender());
    assertThat(document.header().createdAt()).hasValue(facts.createdAt());
    assertThat(document.header().test()).isEqualTo(facts.test());
    assertThat(document.products()).hasSize(1);
    var product = document.products().getFirst();
    assertThat(product.contentType().word()).isEqualTo(facts.contentType());
    assertThat(product.releaseType()).isEqualTo(Optional.ofNullable(facts.releaseType()));
    assertThat(product.identifiers())
        .extracting(Identifier::type, Identifier::value)
        .containsExactlyElementsOf(
            facts.identifiers().stream().map(RealDeliveriesTest::identifier).toList());
    assertThat(displayTitle(product.titles())).isEqualTo(Optional.ofNullable(facts.title()));
    if (facts.displayArtist() != null) {
      assertThat(product.displayArtists().getFirst().text()).isEqualTo(facts.displayArtist());
    }
    assertThat(product.items().stream().map(RealDeliveriesTest::line))
        .containsExactlyElementsOf(
            facts.items().stream().map(RealDeliveriesTest::withPlainDuration).toList());
    assertThat(product.deals()).hasSize(facts.dealCount());
    assertThat(product.deals().stream().limit(facts.deals().size()).map(RealDeliveriesTest::line))
        .containsExactlyElementsOf(facts.deals());
    assertThat(product.assets()).hasSize(facts.assets());
    assertThat(document.findings())
        .filteredOn(finding -> facts.findings().stream().noneMatch(fact -> states(fact, finding)))
        .filteredOn(finding -> !finding.rule().equals("schema.unknown-element"))
        .isEmpty();
    assertThat(facts.findings())
        .allSatisfy(
            fact -> assertThat(document.findings()).anyMatch(finding -> states(fact, finding)));
  }

  /// What is written in a message about books or audiobooks, or in a feed.
  ///
  /// @param from format, version, sender and time of the message
  /// @param findings rules of what the mapping found
  record OtherFacts(
      String file, String from, List<SaidOfProduct> products, List<String> findings) {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherFacts")
  void booksAndPodcastsAreWhatTheirMessagesSay(OtherFacts facts) throws IOException {
    var document = map(delivery(facts.file()));

    var header = document.header();
    assertThat(
            "%s %s, %s, %s"
                .formatted(
                    header.format(),
                    header.version(),
                    header.sender().orElse("-"),
                    header.createdAt().orElse("-")))
        .isEqualTo(facts.from());
    assertThat(document.products().stream().map(SaidOfProduct::of).toList())
        .isEqualTo(facts.products());
    assertThat(
            document.findings().stream().map(CanonicalDocument.Finding::rule).distinct().toList())
        .isEqualTo(facts.findings());
  }

  @ParameterizedTest(name = "{0} is refused: {1}")
  @CsvSource({
    "ddex-ern-382/002_erroneous_xml.xml, xml.malformed, 157",
    "ddex-ern-382/004_xmlns_ern_missing.xml, xml.undeclared-prefix, 10",
    "ddex-ern-43/ERN_UpdateReleaseMessage_example.xml, message.unknown-type, 10",
    "ddex-mead-pie/mead_award_example.xml, message.unknown-type, 5",
    "ddex-mead-pie/pie_award_example.xml, message.unknown-type, 5",
    "podcast-rss/itunes.xml, xml.malformed, 1",
    "podcast-rss/new_feed_url.rss, xml.undeclared-prefix, 4",
    "podcast-rss-nasty/big5.xml, xml.encoding, 7",
    "podcast-rss-nasty/always_strip_doctype.xml, xml.doctype, 1",
    "podcast-rss-nasty/rss_item_link_corrupted_ampersands.xml, xml.malformed, 13",
    "onix-21/control_chars.xml, xml.malformed, 32",
    "audiobook-boundless-xml/audiobook_metadata.json, message.unknown-type, 1",
    "audiobook-bibliotheca-xml/sample_findaway_audiobook_license.json, message.unknown-type, 1",
    "csv-catalogue/rainout/releases.json, format.unknown, 1",
    "csv-catalogue/rainout/tracks.json, format.unknown, 1",
    "csv-catalogue/radio/catalogue.csv, table.columns, 1",
    "csv-catalogue/netlabels/tracks.csv, table.columns, 1",
    "csv-catalogue/audiobooks_ln/audiobooks.csv, table.columns, 1",
  })
  void whatCannotBeMappedIsRefusedWithARuleAndALine(String file, String rule, int line)
      throws IOException {
    var delivery = delivery(file);

    var refusal = catchThrowableOfType(MappingException.class, () -> map(delivery));

    assertThat(refusal.finding().rule()).isEqualTo(rule);
    assertThat(refusal.finding().at().orElseThrow().line()).isEqualTo(line);
  }

  @ParameterizedTest(name = "{0} meets its XSD: {2} objections")
  @CsvSource({
    "ddex-ern-382/Profile_AudioAlbumMusicOnly.xml, ddex-xsd/ern-382/release-notification.xsd, 0",
    "ddex-ern-43/1_Audio.xml, ddex-xsd/ern-43/release-notification.xsd, 0",
    "ddex-ern-43/night_market.xml, ddex-xsd/ern-43/release-notification.xsd, 100",
  })
  void schemaIsReadFromFilesBesideItThoughItImportsByUrl(String file, String xsd, int atMost)
      throws IOException {
    var content = delivery(file);
    var schema = RealDeliveries.folder().resolve(xsd);
    var base = MAPPINGS.mapping(Identification.of(content), Optional.empty());

    var document = SchemaCheck.of(base, schema, Limits.DEFAULT).map(content);

    assertThat(document.findings())
        .filteredOn(finding -> finding.rule().equals("schema.invalid"))
        .hasSizeLessThanOrEqualTo(atMost)
        .allSatisfy(finding -> assertThat(finding.at()).isPresent());
  }

  static Stream<Facts> facts() throws Exception {
    return facts("facts", Facts.class);
  }

  static Stream<OtherFacts> otherFacts() throws Exception {
    return facts("facts-of-books-and-podcasts", OtherFacts.class);
  }

  private static <T> Stream<T> facts(String folder, Class<T> type) throws Exception {
    var resources = RealDeliveriesTest.class.getResource(folder);
    try (var files = Files.list(Path.of(resources.toURI()))) {
      return files.sorted().map(file -> JSON.readValue(file.toFile(), type)).toList().stream();
    }
  }

  private static CanonicalDocument map(Content content) throws IOException {
    return MAPPINGS.mapping(Identification.of(content), Optional.empty()).map(content);
  }

  private static Content delivery(String file) {
    var path = RealDeliveries.folder().resolve(file);
    assumeTrue(
        Files.isRegularFile(path),
        () ->
            "skipped: no real deliveries here; set TRIBUTARY_DELIVERIES to their folder: " + file);
    return Content.of(path);
  }

  private static Tuple identifier(String fact) {
    var parts = fact.split(" ", 2);
    return Tuple.tuple(
        parts[0],
        switch (parts[0]) {
          case "ICPN" -> "0".repeat(14 - parts[1].length()) + parts[1];
          case "GRid" -> parts[1].toUpperCase(Locale.ROOT);
          default -> parts[1];
        });
  }

  private static Optional<String> displayTitle(List<Title> titles) {
    return titles.stream()
        .filter(title -> title.kind() == Title.Kind.DISPLAY)
        .map(Title::text)
        .findFirst();
  }

  private static String line(Item item) {
    return "%d.%d %s %s %s"
        .formatted(
            item.sequence().disc().orElseThrow(),
            item.sequence().track().orElseThrow(),
            item.isrc().orElse("-"),
            item.duration().map(Duration::toString).orElse("-"),
            displayTitle(item.titles()).orElse("-"));
  }

  private static String withPlainDuration(String fact) {
    var parts = fact.split(" ", 4);
    return String.join(" ", parts[0], parts[1], Duration.parse(parts[2]).toString(), parts[3]);
  }

  private static String line(Deal deal) {
    var territories = deal.territories().included();
    var line =
        String.join(
            " | ",
            deal.items().isEmpty()
                ? "product"
                : deal.items().size() < 4
                    ? String.join(" ", deal.items())
                    : deal.items().size() + " items",
            String.join(" ", deal.commercialModelType()),
            String.join(" ", deal.useType()),
            territories.size() > 12
                ? territories.size() + " territories"
                : String.join(" ", territories),
            deal.validity().start().orElse("") + " to " + deal.validity().end().orElse(""));
    return line.strip();
  }

  private static boolean states(String fact, CanonicalDocument.Finding finding) {
    var stated =
        "%s %s line %d"
            .formatted(
                finding.rule(),
                finding.value().orElse("-"),
                finding.at().map(CanonicalDocument.Location::line).orElse(0));
    return (stated + " ").startsWith(fact + " ");
  }
}
