package dev.tributary.ingestion.catalogue;

import static dev.tributary.ingestion.catalogue.Examples.BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.deal;
import static dev.tributary.ingestion.catalogue.Examples.missing;
import static dev.tributary.ingestion.catalogue.Examples.present;
import static dev.tributary.ingestion.catalogue.Examples.product;
import static dev.tributary.ingestion.catalogue.Examples.takedown;
import static dev.tributary.ingestion.catalogue.TestCatalogue.purges;
import static dev.tributary.ingestion.catalogue.TestCatalogue.says;
import static dev.tributary.ingestion.catalogue.TestCatalogue.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.catalogue.StatementOutcome.Superseded;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStorage.class)
final class TakedownTest extends CatalogueScene {
  @Test
  void aFirstDeliveryWithoutDealIsLoadedAndNotAvailable() throws Exception {
    var outcome = applied(catalogue.apply(says(1, "d1", product(BARCODE).withDeals().build())));

    assertThat(outcome.action()).isEqualTo(Action.UPSERT);
    assertThat(outcome.warnings()).extracting(Violation::rule).containsExactly("deal.none");
    assertThat(state(KEY)).isEqualTo("DRAFT");
  }

  @Test
  void aTakedownComesInThreeWays() throws Exception {
    var ended = deal(Optional.of("2026-01-01"), Optional.of("2026-05-01"));
    for (var taken :
        List.of(
            product(BARCODE).withDeals(),
            product(BARCODE).withDeals(takedown()),
            product(BARCODE).withDeals(ended))) {
      catalogue.clear();
      catalogue.apply(says(1, "d1", product(BARCODE).build()));
      var outcome = applied(catalogue.apply(says(2, "d2", taken.build())));

      assertThat(outcome.action()).isEqualTo(Action.TAKEDOWN);
      assertThat(state(KEY)).isEqualTo("TAKEN_DOWN");
    }
  }

  @Test
  void aStartThatCannotBeReadHasNotCome() throws Exception {
    var unreadable = deal(Optional.of("06/03/2026"), Optional.of("2030-12-31"));
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    var outcome =
        applied(catalogue.apply(says(2, "d2", product(BARCODE).withDeals(unreadable).build())));

    assertThat(outcome.action()).isEqualTo(Action.UPSERT);
    assertThat(state(KEY)).isEqualTo("SCHEDULED");
    assertThat(stateAt("2030-12-31T23:59:59Z")).isEqualTo("SCHEDULED");
    assertThat(stateAt("2031-01-01T00:00:00Z")).isEqualTo("TAKEN_DOWN");
  }

  @Test
  void aDealOfMonthsOrYearsLastsFromTheirFirstDayToTheirLast() throws Exception {
    catalogue.apply(
        says(
            1,
            "d1",
            product(BARCODE).withDeals(deal(Optional.of("2030-03"), Optional.of("2031"))).build()));

    assertThat(stateAt("2030-02-28T23:59:59Z")).isEqualTo("SCHEDULED");
    assertThat(stateAt("2030-03-01T00:00:00Z")).isEqualTo("LIVE");
    assertThat(stateAt("2031-12-31T23:59:59Z")).isEqualTo("LIVE");
    assertThat(stateAt("2032-01-01T00:00:00Z")).isEqualTo("TAKEN_DOWN");
  }

  @Test
  void anEndThatCannotBeReadDoesNotEndTheDeal() throws Exception {
    var unreadable = deal(Optional.of("2026-01-01"), Optional.of("31.12.2030"));
    var outcome =
        applied(catalogue.apply(says(1, "d1", product(BARCODE).withDeals(unreadable).build())));

    assertThat(outcome.action()).isEqualTo(Action.UPSERT);
    assertThat(stateAt("2025-12-31T00:00:00Z")).isEqualTo("SCHEDULED");
    assertThat(stateAt("2040-01-01T00:00:00Z")).isEqualTo("LIVE");
  }

  @Test
  void aTakedownStaysWhenAnOlderOfferComesLate() throws Exception {
    catalogue.apply(says(2, "d2", product(BARCODE).withDeals().build()));
    assertThat(state(KEY)).isEqualTo("DRAFT");

    catalogue.apply(says(1, "d1", product(BARCODE).build()));

    assertThat(state(KEY)).isEqualTo("TAKEN_DOWN");
  }

  @Test
  void aTakedownIsLiftedByALaterOffer() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    catalogue.apply(says(2, "d2", product(BARCODE).withDeals().build()));
    catalogue.apply(says(3, "d3", product(BARCODE).build()));

    assertThat(state(KEY)).isEqualTo("LIVE");
  }

  @Test
  void aPurgeByTheOwnerLeavesATombstone() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    var outcome = applied(catalogue.apply(purges(3, "d3", product(BARCODE).build())));
    assertThat(outcome.action()).isEqualTo(Action.PURGE);

    assertThat(catalogue.apply(says(2, "d2", product(BARCODE).build())))
        .isInstanceOf(Superseded.class);

    assertThat(catalogue.product(KEY).toString())
        .isEqualTo(
            """
            {"key":"acme/icpn:04050538123456","provider":"acme","state":"PURGED",\
            "currentDelivery":"d3","mapping":"ern 4.3 abc","incomplete":false,"contentType":"MusicRelease",\
            "identifiers":[{"type":"ICPN","value":"04050538123456","valid":true}]}\
            """);
    assertThat(catalogue.list(Products.Filter.all(), 10)).isEmpty();
  }

  @Test
  void aPurgedProductThatIsDeliveredAgainIsANewOne() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).withAssets(present("a.flac", "sha-1")).build()));
    catalogue.apply(purges(2, "d2", product(BARCODE).build()));
    var outcome =
        applied(
            catalogue.apply(
                says(3, "d3", product(BARCODE).withDeals().withAssets(missing("a.flac")).build())));

    assertThat(outcome.action()).isEqualTo(Action.UPSERT);
    assertThat(outcome.incomplete()).as("the files went with the purge").isTrue();
    assertThat(state(KEY)).isEqualTo("DRAFT");
  }

  @Test
  void aPurgeBySomebodyElseIsRefused() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    var purge = statement(2, "d2", Optional.of("somebody"), Intent.PURGE, product(BARCODE).build());

    assertThat(rules(catalogue.apply(purge))).containsExactly("catalogue.not-owner");
    assertThat(state(KEY)).isEqualTo("LIVE");
  }

  @Test
  void aPurgeOfWhatIsNotKnownIsRemembered() throws Exception {
    var outcome = applied(catalogue.apply(purges(2, "d2", product(BARCODE).build())));
    assertThat(outcome.warnings())
        .extracting(Violation::rule)
        .containsExactly("catalogue.purge-unknown");

    assertThat(catalogue.apply(says(1, "d1", product(BARCODE).build())))
        .isInstanceOf(Superseded.class);
    assertThat(state(KEY)).isEqualTo("PURGED");
  }

  @Test
  void theStateIsThatOfTheInstantAskedFor() throws Exception {
    catalogue.apply(
        says(
            1,
            "d1",
            product(BARCODE)
                .withDeals(
                    deal(Optional.of("2026-07-01"), Optional.of("2026-07-31")),
                    deal(Optional.of("2026-06-15T10:00:00+02:00"), Optional.empty(), "A1"))
                .build()));

    assertThat(stateAt("2026-06-15T07:59:59Z")).isEqualTo("SCHEDULED");
    assertThat(stateAt("2026-06-15T08:00:00Z")).isEqualTo("PARTLY_AVAILABLE");
    assertThat(stateAt("2026-07-01T00:00:00Z")).isEqualTo("LIVE");
    assertThat(stateAt("2026-07-31T23:59:59Z")).isEqualTo("LIVE");
    assertThat(stateAt("2026-08-01T00:00:00Z")).isEqualTo("PARTLY_AVAILABLE");
  }

  private String stateAt(String instant) throws InterruptedException {
    return catalogue.productAt(KEY, Instant.parse(instant)).get("state").stringValue();
  }
}
