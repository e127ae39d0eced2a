package dev.tributary.ingestion.rules;

import static dev.tributary.ingestion.rules.Sample.artist;
import static dev.tributary.ingestion.rules.Sample.credit;
import static dev.tributary.ingestion.rules.Sample.identifier;
import static dev.tributary.ingestion.rules.Sample.title;

import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product.Asset.State;
import dev.tributary.ingestion.model.Product.Deal.Price;
import dev.tributary.ingestion.model.Product.Party;
import dev.tributary.ingestion.rules.Sample.SampleDeal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What breaks a rule, at least one case for each.
final class BreakingCases {
  private BreakingCases() {}

  static Stream<RuleCase> all() {
    return Stream.of(
        new RuleCase("message.no-product", "none", "", sample -> sample.withProduct = false),
        new RuleCase(
            "message.created-at",
            "a date alone",
            "2026-01-30",
            sample -> sample.createdAt = "2026-01-30"),
        new RuleCase(
            "message.from-future",
            "two days ahead",
            "2026-02-02T00:00:01Z",
            sample -> sample.createdAt = "2026-02-02T00:00:01Z"),
        new RuleCase(
            "identifier.missing",
            "only that of a work",
            "",
            sample -> sample.identifiers = List.of(identifier("ISWC", "T0345246801"))),
        new RuleCase("identifier.missing", "none", "", sample -> sample.identifiers = List.of()),
        new RuleCase(
            "identifier.missing",
            "none in a purge",
            "",
            sample -> {
              sample.intent = Intent.PURGE;
              sample.identifiers = List.of();
            }),
        new RuleCase(
            "identifier.several",
            "two barcodes",
            "05901234123457",
            sample ->
                sample.identifiers =
                    List.of(
                        identifier("ICPN", "4006381333931"), identifier("ICPN", "5901234123457"))),
        new RuleCase(
            "identifier.isrc-form",
            "a character too many",
            "GBABC26000011",
            sample -> sample.items.getFirst().isrc = Optional.of("GBABC26000011")),
        new RuleCase(
            "identifier.form",
            "letters in a barcode",
            "40063813339AB",
            sample -> sample.identifiers = List.of(identifier("ICPN", "40063813339AB"))),
        new RuleCase(
            "identifier.form",
            "a barcode of zeros",
            "00000000000000",
            sample -> sample.identifiers = List.of(identifier("ICPN", "000000000000"))),
        new RuleCase(
            "identifier.form", "a sender's DPID", "PADPIDA1", sample -> sample.sender = "PADPIDA1"),
        new RuleCase(
            "identifier.check-digit",
            "a barcode",
            "04006381333932",
            sample -> sample.identifiers = List.of(identifier("ICPN", "4006381333932"))),
        new RuleCase(
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
        new RuleCase(
            "identifier.isrc-missing",
            "on one track",
            "",
            sample -> sample.items.getFirst().isrc = Optional.empty()),
        new RuleCase(
            "identifier.isrc-duplicate",
            "on two tracks",
            "GBABC2600001",
            sample -> sample.items.getLast().isrc = Optional.of("GBABC2600001")),
        new RuleCase("title.missing", "of the product", "", sample -> sample.titles = List.of()),
        new RuleCase(
            "title.missing",
            "of a track",
            "",
            sample -> sample.items.getFirst().titles = List.of()),
        new RuleCase(
            "artist.missing",
            "of the product",
            "",
            sample -> {
              sample.artists = List.of();
              sample.contributors = List.of();
            }),
        new RuleCase(
            "artist.missing",
            "of a track",
            "",
            sample -> {
              sample.items.getFirst().artists = List.of();
              sample.items.getFirst().contributors = List.of();
            }),
        new RuleCase(
            "contributor.unnamed",
            "a party that is not there",
            "P9",
            sample -> sample.contributors = List.of(credit("P9"))),
        new RuleCase("label.missing", "none", "", sample -> sample.label = Optional.empty()),
        new RuleCase("pline.missing", "none", "", sample -> sample.pLine = Optional.empty()),
        new RuleCase("genre.missing", "none", "", sample -> sample.genres = List.of()),
        new RuleCase(
            "name.placeholder",
            "a numbered title",
            "Track 01",
            sample -> sample.items.getFirst().titles = List.of(title("Track 01"))),
        new RuleCase(
            "name.placeholder",
            "an unknown artist",
            "Unknown Artist",
            sample -> sample.artists = List.of(artist("Unknown Artist"))),
        new RuleCase(
            "name.placeholder",
            "various artists on a track",
            "Various Artists",
            sample -> sample.items.getFirst().artists = List.of(artist("Various Artists"))),
        new RuleCase(
            "language.unknown",
            "a word",
            "English",
            sample -> sample.languages = List.of("English")),
        new RuleCase(
            "language.unknown",
            "no such code",
            "xx",
            sample -> sample.items.getFirst().languageOfPerformance = Optional.of("xx")),
        new RuleCase(
            "parental-warning.unknown",
            "a word of one's own",
            "Clean",
            sample -> sample.parentalWarning = Optional.of("Clean")),
        new RuleCase(
            "parental-warning.disagrees",
            "an explicit track",
            "NotExplicit",
            sample -> sample.items.getFirst().explicit = Optional.of(true)),
        new RuleCase(
            "parental-warning.disagrees",
            "no explicit track",
            "Explicit",
            sample -> sample.parentalWarning = Optional.of("Explicit")),
        new RuleCase(
            "date.form",
            "a day that is not",
            "2026-02-30",
            sample -> sample.releaseDate = Optional.of("2026-02-30")),
        new RuleCase(
            "date.order",
            "a later original",
            "2027",
            sample -> sample.originalReleaseDate = Optional.of("2027")),
        new RuleCase("item.none", "none", "", sample -> sample.items = List.of()),
        new RuleCase(
            "item.duplicate",
            "all the same but the ISRC",
            "A2 (\"cold water\")",
            sample -> sample.items.getLast().titles = List.of(title("cold water"))),
        new RuleCase(
            "sequence.missing",
            "no number",
            "",
            sample -> sample.items.getLast().track = Optional.empty()),
        new RuleCase(
            "sequence.duplicate",
            "the same number",
            "disc 1, number 1",
            sample -> sample.items.getLast().track = Optional.of(1)),
        new RuleCase(
            "sequence.gap",
            "tracks",
            "2 to 2147483646",
            sample -> sample.items.getLast().track = Optional.of(Integer.MAX_VALUE)),
        new RuleCase(
            "sequence.gap",
            "discs",
            "1",
            sample -> sample.items.forEach(item -> item.disc = Optional.of(2))),
        new RuleCase(
            "duration.missing",
            "of a track",
            "",
            sample -> sample.items.getFirst().duration = Optional.empty()),
        new RuleCase(
            "duration.not-positive",
            "of a track",
            "PT0S",
            sample -> sample.items.getFirst().duration = Optional.of(Duration.ZERO)),
        new RuleCase(
            "duration.sum",
            "much more than the tracks",
            "PT10M",
            sample -> sample.duration = Optional.of(Duration.ofMinutes(10))),
        new RuleCase("deal.missing", "none", "", sample -> sample.deals = List.of()),
        new RuleCase(
            "deal.item-uncovered",
            "a deal for the other track",
            "A2",
            sample -> sample.deals.getFirst().items = List.of("A1")),
        new RuleCase(
            "deal.use-missing", "no use", "", sample -> sample.deals.getFirst().uses = List.of()),
        new RuleCase(
            "deal.overlap",
            "two prices on one day",
            "8 EUR",
            sample ->
                sample.deals =
                    List.of(
                        new SampleDeal().from("2026-01-01", "2026-02-01").priced("9"),
                        new SampleDeal().from("2026-02-01", "2026-03-01").priced("8"))),
        new RuleCase(
            "deal.ended",
            "the only one",
            "2026-01-30",
            sample -> sample.deals.getFirst().from("2026-01-01", "2026-01-30")),
        new RuleCase(
            "deal.takedown-contradicted",
            "an offer of the same",
            "",
            sample -> {
              var takedown = new SampleDeal();
              takedown.takedown = true;
              sample.deals = List.of(new SampleDeal(), takedown);
            }),
        new RuleCase(
            "deal.takedown-early",
            "in a month's time",
            "2026-03",
            sample -> {
              sample.deals.getFirst().takedown = true;
              sample.deals.getFirst().start = Optional.of("2026-03");
            }),
        new RuleCase(
            "deal.pre-order",
            "after the start",
            "2026-02-01",
            sample -> sample.deals.getFirst().preOrder = Optional.of("2026-02-01")),
        new RuleCase(
            "validity.form",
            "a date as written in the USA",
            "01/30/2026",
            sample -> sample.deals.getFirst().start = Optional.of("01/30/2026")),
        new RuleCase(
            "validity.form",
            "a month that no year has",
            "2026-13",
            sample -> sample.deals.getFirst().start = Optional.of("2026-13")),
        new RuleCase(
            "validity.order",
            "the end first",
            "2026-01-01",
            sample -> sample.deals.getFirst().from("2026-02-01", "2026-01-01")),
        new RuleCase(
            "validity.start-missing",
            "none",
            "",
            sample -> sample.deals.getFirst().start = Optional.empty()),
        new RuleCase(
            "territory.missing",
            "none",
            "",
            sample -> sample.deals.getFirst().included = List.of()),
        new RuleCase(
            "territory.unknown",
            "a country's other abbreviation",
            "UK",
            sample -> sample.deals.getFirst().included = List.of("UK")),
        new RuleCase(
            "territory.unknown",
            "small letters",
            "gb",
            sample -> sample.deals.getFirst().included = List.of("gb")),
        new RuleCase(
            "territory.number",
            "Germany's",
            "276",
            sample -> sample.deals.getFirst().included = List.of("GB", "276")),
        new RuleCase(
            "territory.former",
            "the Netherlands Antilles",
            "AN",
            sample -> sample.deals.getFirst().included = List.of("AN")),
        new RuleCase(
            "territory.exclusion",
            "from another country",
            "FR",
            sample -> {
              sample.deals.getFirst().included = List.of("GB");
              sample.deals.getFirst().excluded = List.of("FR");
            }),
        new RuleCase(
            "territory.exclusion",
            "from itself",
            "GB",
            sample -> {
              sample.deals.getFirst().included = List.of("GB");
              sample.deals.getFirst().excluded = List.of("GB");
            }),
        new RuleCase(
            "price.currency",
            "none",
            "",
            sample ->
                sample.deals.getFirst().price =
                    Optional.of(
                        new Price(
                            Optional.empty(), Optional.of(BigDecimal.ONE), Optional.empty()))),
        new RuleCase("asset.none", "none", "", sample -> sample.assets = List.of()),
        new RuleCase(
            "asset.item-uncovered",
            "a file for the other track only",
            "A2",
            sample -> sample.assets = List.of(sample.assets.getFirst())),
        new RuleCase(
            "asset.hash-missing",
            "of one file",
            "resources/A1.flac",
            sample -> sample.assets.getFirst().hash = Optional.empty()),
        new RuleCase(
            "asset.missing",
            "one file",
            "resources/A1.flac",
            sample -> sample.assets.getFirst().state = State.MISSING),
        new RuleCase(
            "asset.missing",
            "all files at once",
            "resources/A1.flac\nresources/A2.flac",
            sample -> sample.assets.forEach(asset -> asset.state = State.MISSING)),
        new RuleCase(
            "asset.empty",
            "one file",
            "resources/A1.flac",
            sample -> sample.assets.getFirst().state = State.EMPTY),
        new RuleCase(
            "asset.corrupt",
            "one file",
            "resources/A1.flac",
            sample -> sample.assets.getFirst().state = State.CORRUPT));
  }
}
