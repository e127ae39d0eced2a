package dev.tributary.ingestion.rules;

import static dev.tributary.ingestion.rules.Sample.artist;
import static dev.tributary.ingestion.rules.Sample.identifier;
import static dev.tributary.ingestion.rules.Sample.party;
import static dev.tributary.ingestion.rules.Sample.title;

import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Deal.Price;
import dev.tributary.ingestion.rules.Sample.SampleDeal;
import dev.tributary.ingestion.rules.Sample.SampleItem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What comes near to breaking a rule and does not, at least one case for each.
final class PassingCases {
  private PassingCases() {}

  static Stream<RuleCase> all() {
    return Stream.of(
        RuleCase.none("message.no-product", "one"),
        new RuleCase(
            "message.created-at",
            "without a zone",
            "",
            sample -> sample.createdAt = "2026-01-30T10:00:00"),
        new RuleCase(
            "message.from-future",
            "a few hours ahead, as of another zone",
            "",
            sample -> sample.createdAt = "2026-01-31T12:00:00"),
        new RuleCase(
            "identifier.missing",
            "only one of the provider's own",
            "",
            sample -> sample.identifiers = List.of(identifier("ProprietaryId", "R-1"))),
        new RuleCase(
            "identifier.several",
            "the same barcode in two forms",
            "",
            sample ->
                sample.identifiers =
                    List.of(
                        identifier("ICPN", "036000291452"), identifier("ICPN", "0036000291452"))),
        new RuleCase(
            "identifier.isrc-form",
            "with hyphens",
            "",
            sample -> sample.items.getFirst().isrc = Optional.of("GB-ABC-26-00001")),
        new RuleCase(
            "identifier.form", "a sender by name", "", sample -> sample.sender = "Blue Harbour"),
        new RuleCase(
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
        new RuleCase(
            "identifier.isrc-missing",
            "chapters of a book",
            "",
            sample -> {
              sample.contentType = ContentType.AUDIOBOOK;
              sample.items.forEach(item -> item.isrc = Optional.empty());
            }),
        RuleCase.none("identifier.isrc-duplicate", "each its own"),
        new RuleCase(
            "identifier.isrc-duplicate",
            "one recording that is on the product twice",
            "",
            sample -> {
              var first = sample.items.getFirst();
              var again = new SampleItem(first.ref + ".2", 2, "Cold Water");
              again.isrc = first.isrc;
              sample.items = List.of(first, again);
            }),
        new RuleCase(
            "title.missing",
            "in a purge",
            "",
            sample -> {
              sample.intent = Intent.PURGE;
              sample.titles = List.of();
            }),
        new RuleCase("artist.missing", "credits alone", "", sample -> sample.artists = List.of()),
        new RuleCase(
            "contributor.unnamed",
            "named twice",
            "",
            sample -> sample.parties = List.of(party("P1", "Ada"), party("P1", "Ada Quay"))),
        new RuleCase(
            "label.missing",
            "a podcast",
            "",
            sample -> {
              sample.contentType = ContentType.PODCAST;
              sample.label = Optional.empty();
            }),
        new RuleCase(
            "pline.missing",
            "on every recording instead",
            "",
            sample -> {
              var line = sample.pLine;
              sample.pLine = Optional.empty();
              sample.items.forEach(item -> item.pLine = line);
            }),
        RuleCase.none("genre.missing", "one"),
        new RuleCase(
            "name.placeholder",
            "a compilation",
            "",
            sample -> sample.artists = List.of(artist("Various Artists"))),
        new RuleCase(
            "name.placeholder",
            "words that only begin like one",
            "",
            sample -> sample.titles = List.of(title("Track 01 (Reprise)"))),
        new RuleCase(
            "language.unknown",
            "with script, of three letters, no language",
            "",
            sample -> sample.languages = List.of("ja-Jpan", "haw", "zxx", "und", "pt-BR")),
        RuleCase.none("parental-warning.unknown", "one that is known"),
        new RuleCase(
            "parental-warning.disagrees",
            "nothing known of one track",
            "",
            sample -> {
              sample.parentalWarning = Optional.of("Explicit");
              sample.items.getFirst().explicit = Optional.empty();
            }),
        new RuleCase(
            "date.form", "a month", "", sample -> sample.releaseDate = Optional.of("2026-01")),
        new RuleCase(
            "date.order",
            "the year of the day",
            "",
            sample -> sample.originalReleaseDate = Optional.of("2026")),
        new RuleCase(
            "item.none",
            "a book",
            "",
            sample -> {
              sample.contentType = ContentType.BOOK;
              sample.items = List.of();
            }),
        new RuleCase(
            "item.duplicate",
            "of another length",
            "",
            sample -> {
              sample.items.getLast().titles = List.of(title("Cold Water"));
              sample.items.getLast().duration = Optional.of(Duration.ofSeconds(260));
            }),
        new RuleCase(
            "sequence.missing",
            "a podcast",
            "",
            sample -> {
              sample.contentType = ContentType.PODCAST;
              sample.items.getFirst().track = Optional.empty();
            }),
        new RuleCase(
            "sequence.duplicate",
            "on another disc",
            "",
            sample -> {
              sample.items.getLast().track = Optional.of(1);
              sample.items.getLast().disc = Optional.of(2);
            }),
        new RuleCase(
            "sequence.gap",
            "in another order",
            "",
            sample -> sample.items = sample.items.reversed()),
        RuleCase.none("duration.missing", "none"),
        RuleCase.none("duration.not-positive", "none"),
        new RuleCase(
            "duration.sum",
            "absurd lengths",
            "",
            sample -> {
              sample.duration = Optional.empty();
              sample.items.forEach(
                  item -> item.duration = Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));
            }),
        RuleCase.none("deal.missing", "one"),
        new RuleCase(
            "deal.item-uncovered",
            "the same recording twice",
            "",
            sample -> {
              sample.deals.getFirst().items = List.of("A1");
              sample.items.getLast().isrc = sample.items.getFirst().isrc;
            }),
        new RuleCase(
            "deal.use-missing",
            "a takedown",
            "",
            sample -> {
              sample.deals.getFirst().uses = List.of();
              sample.deals.getFirst().takedown = true;
            }),
        new RuleCase(
            "deal.overlap",
            "one price after the other",
            "",
            sample ->
                sample.deals =
                    List.of(
                        new SampleDeal().from("2026-01-01", "2026-01-31").priced("9"),
                        new SampleDeal().from("2026-02-01", "2026-03-01").priced("8"))),
        new RuleCase(
            "deal.overlap",
            "prices for album and track",
            "",
            sample -> {
              var track = new SampleDeal().priced("1");
              track.items = List.of("A1");
              sample.deals = List.of(new SampleDeal().priced("9"), track);
            }),
        new RuleCase(
            "deal.ended",
            "on the last day",
            "",
            sample -> sample.deals.getFirst().from("2026-01-01", "2026-01-31")),
        new RuleCase(
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
        new RuleCase(
            "deal.takedown-early",
            "since yesterday",
            "",
            sample -> sample.deals.getFirst().takedown = true),
        new RuleCase(
            "deal.takedown-early",
            "where the offer ends",
            "",
            sample -> {
              var takedown = new SampleDeal();
              takedown.takedown = true;
              takedown.start = Optional.of("2026-03-01");
              sample.deals = List.of(new SampleDeal().from("2026-01-30", "2026-02-28"), takedown);
            }),
        new RuleCase(
            "deal.pre-order",
            "before the start",
            "",
            sample -> sample.deals.getFirst().preOrder = Optional.of("2026-01-01")),
        new RuleCase(
            "validity.form",
            "date-times with and without zone",
            "",
            sample ->
                sample.deals.getFirst().from("2026-01-30T00:00:00", "2026-12-31T23:59:59+01:00")),
        new RuleCase(
            "validity.form",
            "a month and a year",
            "",
            sample -> sample.deals.getFirst().from("2026-01", "2026")),
        new RuleCase(
            "validity.order",
            "a start that cannot be read",
            "",
            sample -> sample.deals.getFirst().from("02/01/2026", "2026-01-01")),
        new RuleCase(
            "validity.order",
            "one day",
            "",
            sample -> sample.deals.getFirst().from("2026-02-01", "2026-02-01")),
        RuleCase.none("validity.start-missing", "one"),
        new RuleCase(
            "territory.missing",
            "exclusions alone, which mean the rest of the world",
            "",
            sample -> {
              sample.deals.getFirst().included = List.of();
              sample.deals.getFirst().excluded = List.of("FR");
            }),
        new RuleCase(
            "territory.unknown",
            "countries, a part of one, CISAC's numbers",
            "",
            sample ->
                sample.deals.getFirst().included = List.of("GB", "TW", "ES-CN", "276", "2100")),
        new RuleCase(
            "territory.number",
            "letters, and letters with a number",
            "",
            sample -> sample.deals.getFirst().included = List.of("GB", "ES-CN", "AR-1")),
        new RuleCase(
            "territory.former",
            "a code that was given to another country since",
            "",
            sample -> sample.deals.getFirst().included = List.of("AI", "GE", "SK")),
        new RuleCase(
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
        new RuleCase(
            "price.currency",
            "a code instead of an amount",
            "",
            sample ->
                sample.deals.getFirst().price =
                    Optional.of(new Price(Optional.of("A1"), Optional.empty(), Optional.empty()))),
        RuleCase.none("asset.none", "some"),
        new RuleCase(
            "asset.item-uncovered", "no files at all", "", sample -> sample.assets = List.of()),
        RuleCase.none("asset.hash-missing", "each has one"),
        RuleCase.none("asset.missing", "all have come"),
        RuleCase.none("asset.empty", "none is"),
        RuleCase.none("asset.corrupt", "none is"));
  }
}
