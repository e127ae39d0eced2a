package dev.tributary.ingestion.rules;

import static dev.tributary.ingestion.rules.Sample.artist;
import static dev.tributary.ingestion.rules.Sample.credit;
import static dev.tributary.ingestion.rules.Sample.identifier;
import static dev.tributary.ingestion.rules.Sample.party;
import static dev.tributary.ingestion.rules.Sample.title;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product.Asset.State;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Deal.Price;
import dev.tributary.ingestion.model.Product.Party;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.rules.Sample.SampleDeal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each rule objects to, and what it lets pass. A case is one change to a document that breaks
/// no rule.
class RuleCasesTest {

  private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

  /// Not about a document as such: they have tests of their own.
  private static final Set<String> ELSEWHERE =
      Set.of("message.more-violations", "package.undeclared-file");

  /// @param value what the violation reports as found
  record Case(String rule, String name, String value, Consumer<Sample> change) {

    @Override
    public String toString() {
      return rule + ": " + name;
    }
  }

  @Test
  void soundDocumentBreaksNoRule() {
    assertThat(check(_ -> {})).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("breaking")
  void isObjectedTo(Case breaking) {
    var violations = check(breaking.change());

    var rule = Rules.find(breaking.rule()).orElseThrow();
    assertThat(violations)
        .filteredOn(violation -> violation.rule().equals(breaking.rule()))
        .hasSize(1)
        .first()
        .satisfies(
            violation -> {
              assertThat(violation.severity()).isEqualTo(rule.severity());
              assertThat(violation.value().orElse("")).isEqualTo(breaking.value());
              assertThat(violation.message()).startsWith("expected ").doesNotContain("%");
            });
  }

  @ParameterizedTest
  @MethodSource("passing")
  void isLetPass(Case passing) {
    assertThat(check(passing.change()))
        .filteredOn(violation -> violation.rule().equals(passing.rule()))
        .isEmpty();
  }

  @Test
  void everyRuleThatIsCheckedHasACaseForEither() {
    var checked =
        Rules.all().stream()
            .filter(rule -> !RaisedRules.ALL.contains(rule))
            .map(Rule::code)
            .filter(code -> !ELSEWHERE.contains(code))
            .collect(Collectors.toSet());

    assertThat(breaking().map(Case::rule)).containsAll(checked);
    assertThat(passing().map(Case::rule)).containsAll(checked);
  }

  static Stream<Case> breaking() {
    return Stream.of(
        at("message.no-product", "none", "", sample -> sample.withProduct = false),
        at(
            "message.created-at",
            "a date alone",
            "2026-01-30",
            sample -> sample.createdAt = "2026-01-30"),
        at(
            "message.from-future",
            "two days ahead",
            "2026-02-02T00:00:01Z",
            sample -> sample.createdAt = "2026-02-02T00:00:01Z"),
        at(
            "identifier.missing",
            "only that of a work",
            "",
            sample -> sample.identifiers = List.of(identifier("ISWC", "T0345246801"))),
        at("identifier.missing", "none", "", sample -> sample.identifiers = List.of()),
        at(
            "identifier.missing",
            "none in a purge",
            "",
            sample -> {
              sample.intent = Intent.PURGE;
              sample.identifiers = List.of();
            }),
        at(
            "identifier.several",
            "two barcodes",
            "05901234123457",
            sample ->
                sample.identifiers =
                    List.of(
                        identifier("ICPN", "4006381333931"), identifier("ICPN", "5901234123457"))),
        at(
            "identifier.isrc-form",
            "a character too many",
            "GBABC26000011",
            sample -> sample.items.getFirst().isrc = Optional.of("GBABC26000011")),
        at(
            "identifier.form",
            "letters in a barcode",
            "40063813339AB",
            sample -> sample.identifiers = List.of(identifier("ICPN", "40063813339AB"))),
        at(
            "identifier.form",
            "a barcode of zeros",
            "00000000000000",
            sample -> sample.identifiers = List.of(identifier("ICPN", "000000000000"))),
        at("identifier.form", "a sender's DPID", "PADPIDA1", sample -> sample.sender = "PADPIDA1"),
        at(
            "identifier.check-digit",
            "a barcode",
            "04006381333932",
            sample -> sample.identifiers = List.of(identifier("ICPN", "4006381333932"))),
        at(
            "identifier.check-digit",
            "a party's ISNI",
            "0000000121707485",
            sample ->
                sample.parties =
                    List.of(
                        new Party(
                            "P1",
                            sample.parties.getFirst().names(),
                            List.of(identifier("ISNI", "0000 0001 2170 7485"))))),
        at(
            "identifier.isrc-missing",
            "on one track",
            "",
            sample -> sample.items.getFirst().isrc = Optional.empty()),
        at(
            "identifier.isrc-duplicate",
            "on two tracks",
            "GBABC2600001",
            sample -> sample.items.getLast().isrc = Optional.of("GBABC2600001")),
        at("title.missing", "of the product", "", sample -> sample.titles = List.of()),
        at("title.missing", "of a track", "", sample -> sample.items.getFirst().titles = List.of()),
        at(
            "artist.missing",
            "of the product",
            "",
            sample -> {
              sample.artists = List.of();
              sample.contributors = List.of();
            }),
        at(
            "artist.missing",
            "of a track",
            "",
            sample -> {
              sample.items.getFirst().artists = List.of();
              sample.items.getFirst().contributors = List.of();
            }),
        at(
            "contributor.unnamed",
            "a party that is not there",
            "P9",
            sample -> sample.contributors = List.of(credit("P9"))),
        at("label.missing", "none", "", sample -> sample.label = Optional.empty()),
        at("pline.missing", "none", "", sample -> sample.pLine = Optional.empty()),
        at("genre.missing", "none", "", sample -> sample.genres = List.of()),
        at(
            "name.placeholder",
            "a numbered title",
            "Track 01",
            sample -> sample.items.getFirst().titles = List.of(title("Track 01"))),
        at(
            "name.placeholder",
            "an unknown artist",
            "Unknown Artist",
            sample -> sample.artists = List.of(artist("Unknown Artist"))),
        at(
            "name.placeholder",
            "various artists on a track",
            "Various Artists",
            sample -> sample.items.getFirst().artists = List.of(artist("Various Artists"))),
        at(
            "language.unknown",
            "a word",
            "English",
            sample -> sample.languages = List.of("English")),
        at(
            "language.unknown",
            "no such code",
            "xx",
            sample -> sample.items.getFirst().languageOfPerformance = Optional.of("xx")),
        at(
            "parental-warning.unknown",
            "a word of one's own",
            "Clean",
            sample -> sample.parentalWarning = Optional.of("Clean")),
        at(
            "parental-warning.disagrees",
            "an explicit track",
            "NotExplicit",
            sample -> sample.items.getFirst().explicit = Optional.of(true)),
        at(
            "parental-warning.disagrees",
            "no explicit track",
            "Explicit",
            sample -> sample.parentalWarning = Optional.of("Explicit")),
        at(
            "date.form",
            "a day that is not",
            "2026-02-30",
            sample -> sample.releaseDate = Optional.of("2026-02-30")),
        at(
            "date.order",
            "a later original",
            "2027",
            sample -> sample.originalReleaseDate = Optional.of("2027")),
        at("item.none", "none", "", sample -> sample.items = List.of()),
        at(
            "item.duplicate",
            "all the same but the ISRC",
            "A2 (\"cold water\")",
            sample -> sample.items.getLast().titles = List.of(title("cold water"))),
        at(
            "sequence.missing",
            "no number",
            "",
            sample -> sample.items.getLast().track = Optional.empty()),
        at(
            "sequence.duplicate",
            "the same number",
            "disc 1, number 1",
            sample -> sample.items.getLast().track = Optional.of(1)),
        at(
            "sequence.gap",
            "tracks",
            "2 to 2147483646",
            sample -> sample.items.getLast().track = Optional.of(Integer.MAX_VALUE)),
        at(
            "sequence.gap",
            "discs",
            "1",
            sample -> sample.items.forEach(item -> item.disc = Optional.of(2))),
        at(
            "duration.missing",
            "of a track",
            "",
            sample -> sample.items.getFirst().duration = Optional.empty()),
        at(
            "duration.not-positive",
            "of a track",
            "PT0S",
            sample -> sample.items.getFirst().duration = Optional.of(Duration.ZERO)),
        at(
            "duration.sum",
            "much more than the tracks",
            "PT10M",
            sample -> sample.duration = Optional.of(Duration.ofMinutes(10))),
        at("deal.missing", "none", "", sample -> sample.deals = List.of()),
        at(
            "deal.item-uncovered",
            "a deal for the other track",
            "A2",
            sample -> sample.deals.getFirst().items = List.of("A1")),
        at("deal.use-missing", "no use", "", sample -> sample.deals.getFirst().uses = List.of()),
        at(
            "deal.overlap",
            "two prices on one day",
            "8 EUR",
            sample ->
                sample.deals =
                    List.of(
                        new SampleDeal().from("2026-01-01", "2026-02-01").priced("9"),
                        new SampleDeal().from("2026-02-01", "2026-03-01").priced("8"))),
        at(
            "deal.ended",
            "the only one",
            "2026-01-30",
            sample -> sample.deals.getFirst().from("2026-01-01", "2026-01-30")),
        at(
            "deal.takedown-contradicted",
            "an offer of the same",
            "",
            sample -> {
              var takedown = new SampleDeal();
              takedown.takedown = true;
              sample.deals = List.of(new SampleDeal(), takedown);
            }),
        at(
            "deal.pre-order",
            "after the start",
            "2026-02-01",
            sample -> sample.deals.getFirst().preOrder = Optional.of("2026-02-01")),
        at(
            "validity.form",
            "a date as written in the USA",
            "01/30/2026",
            sample -> sample.deals.getFirst().start = Optional.of("01/30/2026")),
        at(
            "validity.order",
            "the end first",
            "2026-01-01",
            sample -> sample.deals.getFirst().from("2026-02-01", "2026-01-01")),
        at(
            "validity.start-missing",
            "none",
            "",
            sample -> sample.deals.getFirst().start = Optional.empty()),
        at("territory.missing", "none", "", sample -> sample.deals.getFirst().included = List.of()),
        at(
            "territory.unknown",
            "a country's other abbreviation",
            "UK",
            sample -> sample.deals.getFirst().included = List.of("UK")),
        at(
            "territory.unknown",
            "small letters",
            "gb",
            sample -> sample.deals.getFirst().included = List.of("gb")),
        at(
            "territory.former",
            "the Netherlands Antilles",
            "AN",
            sample -> sample.deals.getFirst().included = List.of("AN")),
        at(
            "territory.exclusion",
            "from another country",
            "FR",
            sample -> {
              sample.deals.getFirst().included = List.of("GB");
              sample.deals.getFirst().excluded = List.of("FR");
            }),
        at(
            "territory.exclusion",
            "from itself",
            "GB",
            sample -> {
              sample.deals.getFirst().included = List.of("GB");
              sample.deals.getFirst().excluded = List.of("GB");
            }),
        at(
            "price.currency",
            "none",
            "",
            sample ->
                sample.deals.getFirst().price =
                    Optional.of(
                        new Price(
                            Optional.empty(), Optional.of(BigDecimal.ONE), Optional.empty()))),
        at("asset.none", "none", "", sample -> sample.assets = List.of()),
        at(
            "asset.item-uncovered",
            "a file for the other track only",
            "A2",
            sample -> sample.assets = List.of(sample.assets.getFirst())),
        at(
            "asset.hash-missing",
            "of one file",
            "resources/A1.flac",
            sample -> sample.assets.getFirst().hash = Optional.empty()),
        at(
            "asset.missing",
            "one file",
            "resources/A1.flac",
            sample -> sample.assets.getFirst().state = State.MISSING),
        at(
            "asset.missing",
            "all files at once",
            "2",
            sample -> sample.assets.forEach(asset -> asset.state = State.MISSING)),
        at(
            "asset.empty",
            "one file",
            "resources/A1.flac",
            sample -> sample.assets.getFirst().state = State.EMPTY),
        at(
            "asset.corrupt",
            "one file",
            "resources/A1.flac",
            sample -> sample.assets.getFirst().state = State.CORRUPT));
  }

  static Stream<Case> passing() {
    return Stream.of(
        none("message.no-product", "one"),
        at(
            "message.created-at",
            "without a zone",
            "",
            sample -> sample.createdAt = "2026-01-30T10:00:00"),
        at(
            "message.from-future",
            "a few hours ahead, as of another zone",
            "",
            sample -> sample.createdAt = "2026-01-31T12:00:00"),
        at(
            "identifier.missing",
            "only one of the provider's own",
            "",
            sample -> sample.identifiers = List.of(identifier("ProprietaryId", "R-1"))),
        at(
            "identifier.several",
            "the same barcode in two forms",
            "",
            sample ->
                sample.identifiers =
                    List.of(
                        identifier("ICPN", "036000291452"), identifier("ICPN", "0036000291452"))),
        at(
            "identifier.isrc-form",
            "with hyphens",
            "",
            sample -> sample.items.getFirst().isrc = Optional.of("GB-ABC-26-00001")),
        at("identifier.form", "a sender by name", "", sample -> sample.sender = "Blue Harbour"),
        at(
            "identifier.check-digit",
            "right ones",
            "",
            sample ->
                sample.identifiers =
                    List.of(
                        identifier("ICPN", "4006381333931"),
                        identifier("ISBN", "0-306-40615-2"),
                        identifier("ISWC", "T-034.524.680-1"),
                        identifier("GRid", "A1-2425G-ABC1234002-M"))),
        at(
            "identifier.isrc-missing",
            "chapters of a book",
            "",
            sample -> {
              sample.contentType = ContentType.AUDIOBOOK;
              sample.items.forEach(item -> item.isrc = Optional.empty());
            }),
        none("identifier.isrc-duplicate", "each its own"),
        at(
            "title.missing",
            "in a purge",
            "",
            sample -> {
              sample.intent = Intent.PURGE;
              sample.titles = List.of();
            }),
        at("artist.missing", "credits alone", "", sample -> sample.artists = List.of()),
        at(
            "contributor.unnamed",
            "named twice",
            "",
            sample -> sample.parties = List.of(party("P1", "Ada"), party("P1", "Ada Quay"))),
        at(
            "label.missing",
            "a podcast",
            "",
            sample -> {
              sample.contentType = ContentType.PODCAST;
              sample.label = Optional.empty();
            }),
        at(
            "pline.missing",
            "on every recording instead",
            "",
            sample -> {
              var line = sample.pLine;
              sample.pLine = Optional.empty();
              sample.items.forEach(item -> item.pLine = line);
            }),
        none("genre.missing", "one"),
        at(
            "name.placeholder",
            "a compilation",
            "",
            sample -> sample.artists = List.of(artist("Various Artists"))),
        at(
            "name.placeholder",
            "words that only begin like one",
            "",
            sample -> sample.titles = List.of(title("Track 01 (Reprise)"))),
        at(
            "language.unknown",
            "with script, of three letters, no language",
            "",
            sample -> sample.languages = List.of("ja-Jpan", "haw", "zxx", "und", "pt-BR")),
        none("parental-warning.unknown", "one that is known"),
        at(
            "parental-warning.disagrees",
            "nothing known of one track",
            "",
            sample -> {
              sample.parentalWarning = Optional.of("Explicit");
              sample.items.getFirst().explicit = Optional.empty();
            }),
        at("date.form", "a month", "", sample -> sample.releaseDate = Optional.of("2026-01")),
        at(
            "date.order",
            "the year of the day",
            "",
            sample -> sample.originalReleaseDate = Optional.of("2026")),
        at(
            "item.none",
            "a book",
            "",
            sample -> {
              sample.contentType = ContentType.BOOK;
              sample.items = List.of();
            }),
        at(
            "item.duplicate",
            "of another length",
            "",
            sample -> {
              sample.items.getLast().titles = List.of(title("Cold Water"));
              sample.items.getLast().duration = Optional.of(Duration.ofSeconds(260));
            }),
        at(
            "sequence.missing",
            "a podcast",
            "",
            sample -> {
              sample.contentType = ContentType.PODCAST;
              sample.items.getFirst().track = Optional.empty();
            }),
        at(
            "sequence.duplicate",
            "on another disc",
            "",
            sample -> {
              sample.items.getLast().track = Optional.of(1);
              sample.items.getLast().disc = Optional.of(2);
            }),
        at(
            "sequence.gap",
            "in another order",
            "",
            sample -> sample.items = sample.items.reversed()),
        none("duration.missing", "none"),
        none("duration.not-positive", "none"),
        at(
            "duration.sum",
            "absurd lengths",
            "",
            sample -> {
              sample.duration = Optional.empty();
              sample.items.forEach(
                  item -> item.duration = Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));
            }),
        none("deal.missing", "one"),
        at(
            "deal.item-uncovered",
            "the same recording twice",
            "",
            sample -> {
              sample.deals.getFirst().items = List.of("A1");
              sample.items.getLast().isrc = sample.items.getFirst().isrc;
            }),
        at(
            "deal.use-missing",
            "a takedown",
            "",
            sample -> {
              sample.deals.getFirst().uses = List.of();
              sample.deals.getFirst().takedown = true;
            }),
        at(
            "deal.overlap",
            "one price after the other",
            "",
            sample ->
                sample.deals =
                    List.of(
                        new SampleDeal().from("2026-01-01", "2026-01-31").priced("9"),
                        new SampleDeal().from("2026-02-01", "2026-03-01").priced("8"))),
        at(
            "deal.overlap",
            "prices for album and track",
            "",
            sample -> {
              var track = new SampleDeal().priced("1");
              track.items = List.of("A1");
              sample.deals = List.of(new SampleDeal().priced("9"), track);
            }),
        at(
            "deal.ended",
            "on the last day",
            "",
            sample -> sample.deals.getFirst().from("2026-01-01", "2026-01-31")),
        at(
            "deal.takedown-contradicted",
            "elsewhere",
            "",
            sample -> {
              var takedown = new SampleDeal();
              takedown.takedown = true;
              takedown.included = List.of("FR");
              var offer = new SampleDeal();
              offer.included = List.of("GB");
              sample.deals = List.of(offer, takedown);
            }),
        at(
            "deal.pre-order",
            "before the start",
            "",
            sample -> sample.deals.getFirst().preOrder = Optional.of("2026-01-01")),
        at(
            "validity.form",
            "date-times with and without zone",
            "",
            sample ->
                sample.deals.getFirst().from("2026-01-30T00:00:00", "2026-12-31T23:59:59+01:00")),
        at(
            "validity.order",
            "one day",
            "",
            sample -> sample.deals.getFirst().from("2026-02-01", "2026-02-01")),
        none("validity.start-missing", "one"),
        at(
            "territory.missing",
            "exclusions alone, which mean the rest of the world",
            "",
            sample -> {
              sample.deals.getFirst().included = List.of();
              sample.deals.getFirst().excluded = List.of("FR");
            }),
        at(
            "territory.unknown",
            "countries, a part of one, CISAC's numbers",
            "",
            sample ->
                sample.deals.getFirst().included = List.of("GB", "TW", "ES-CN", "276", "2100")),
        at(
            "territory.former",
            "a code that was given to another country since",
            "",
            sample -> sample.deals.getFirst().included = List.of("AI", "GE", "SK")),
        at(
            "territory.exclusion",
            "from the world, and a part from its country",
            "",
            sample -> {
              var spain = new SampleDeal();
              spain.included = List.of("ES");
              spain.excluded = List.of("ES-CN");
              sample.deals.getFirst().excluded = List.of("FR");
              sample.deals = List.of(sample.deals.getFirst(), spain);
            }),
        at(
            "price.currency",
            "a code instead of an amount",
            "",
            sample ->
                sample.deals.getFirst().price =
                    Optional.of(new Price(Optional.of("A1"), Optional.empty(), Optional.empty()))),
        none("asset.none", "some"),
        at("asset.item-uncovered", "no files at all", "", sample -> sample.assets = List.of()),
        none("asset.hash-missing", "each has one"),
        none("asset.missing", "all have come"),
        none("asset.empty", "none is"),
        none("asset.corrupt", "none is"));
  }

  private static Case at(String rule, String name, String value, Consumer<Sample> change) {
    return new Case(rule, name, value, change);
  }

  private static Case none(String rule, String name) {
    return new Case(rule, name, "", _ -> {});
  }

  private static List<Violation> check(Consumer<Sample> change) {
    var sample = new Sample();
    change.accept(sample);
    return Rules.check(sample.build(), Severities.DEFAULT, NOW);
  }
}
