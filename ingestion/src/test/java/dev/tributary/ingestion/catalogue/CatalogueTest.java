package dev.tributary.ingestion.catalogue;

import static dev.tributary.ingestion.catalogue.Examples.BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.GRID;
import static dev.tributary.ingestion.catalogue.Examples.OTHER_BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.product;
import static dev.tributary.ingestion.catalogue.TestCatalogue.purges;
import static dev.tributary.ingestion.catalogue.TestCatalogue.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.ingestion.catalogue.StatementOutcome.Applied;
import dev.tributary.ingestion.catalogue.StatementOutcome.Superseded;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Violation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStorage.class)
final class CatalogueTest extends CatalogueScene {
  @Test
  void aFirstStatementMakesAProduct() throws Exception {
    var outcome = applied(catalogue.apply(says(1, "d1", product(BARCODE, GRID).build())));

    assertThat(outcome.key()).isEqualTo(KEY);
    assertThat(outcome.action()).isEqualTo(Action.UPSERT);
    assertThat(outcome.created()).isTrue();
    assertThat(outcome.incomplete()).isFalse();
    assertThat(outcome.warnings()).isEmpty();
    assertThat(catalogue.product(KEY).toString())
        .startsWith(
            """
            {"key":"acme/icpn:04050538123456","provider":"acme","state":"LIVE","currentDelivery":"d1",\
            "mapping":"ern 4.3 abc","incomplete":false,"contentType":"MusicRelease","releaseType":"Album",\
            """);
  }

  @Test
  void aLaterStatementReplacesAllThatWasSaidAndTellsWhatChanged() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).withItems(3).build()));
    var outcome =
        applied(catalogue.apply(says(2, "d2", product(BARCODE).titled("Day Market").build())));

    assertThat(outcome.changes())
        .contains(
            new Change("titles[0].text", Optional.of("Night Market"), Optional.of("Day Market")))
        .anySatisfy(change -> assertThat(change.path()).isEqualTo("items[2]"))
        .hasSize(2);
    assertThat(catalogue.product(KEY).get("currentDelivery").stringValue()).isEqualTo("d2");
    assertThat(catalogue.history(KEY))
        .extracting(Products.HistoryEntry::delivery)
        .containsExactly("d1", "d2");
  }

  @Test
  void anEarlierStatementIsSuperseded() throws Exception {
    catalogue.apply(says(2, "d2", product(BARCODE).titled("Day Market").build()));

    assertThat(catalogue.apply(says(1, "d1", product(BARCODE).build())))
        .isEqualTo(new Superseded(KEY, "d2", List.of(), List.of(), List.of()));
    assertThat(catalogue.product(KEY).get("currentDelivery").stringValue()).isEqualTo("d2");
    assertThat(catalogue.history(KEY)).hasSize(1);
  }

  @Test
  void atTheSameTimeTheHigherIntakeNumberCounts() throws Exception {
    var first = says(1, "d1", product(BARCODE).build());
    var second =
        new Statement(
            "acme",
            first.sender(),
            "d2",
            0,
            new Version(first.version().time(), 2, 0),
            Intent.STATE,
            TestCatalogue.MAPPING,
            product(BARCODE).build());

    catalogue.apply(second);
    assertThat(catalogue.apply(first)).isInstanceOf(Superseded.class);
    catalogue.clear();
    catalogue.apply(first);
    assertThat(catalogue.apply(second)).isInstanceOf(Applied.class);
  }

  @Test
  void theSameStatementAgainChangesNothing() throws Exception {
    var statement = says(1, "d1", product(BARCODE).build());
    var first = applied(catalogue.apply(statement));
    var again = applied(catalogue.apply(statement));

    assertThat(again.created()).isFalse();
    assertThat(again.changes()).isEmpty();
    assertThat(again.action()).isEqualTo(first.action());
    assertThat(catalogue.history(KEY)).hasSize(1);
  }

  @Test
  void aMendedMappingReplacesWhatTheSameDeliverySaid() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    catalogue.apply(says(1, "d1", product(BARCODE).titled("Mended").build()));
    var outcome = applied(catalogue.apply(says(1, "d1", product(OTHER_BARCODE).build())));

    assertThat(outcome.key()).isEqualTo(OTHER_KEY);
    assertThat(outcome.formerKeys()).containsExactly(KEY);
    assertThat(catalogue.lookup(KEY)).isInstanceOf(Products.Lookup.Unknown.class);
  }

  @Test
  void whatAMendedMappingSaysNoMoreNamesNoProduct() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE, GRID).build()));

    var outcome = applied(catalogue.apply(says(1, "d1", product(GRID).build())));

    assertThat(outcome.key()).isEqualTo(GRID_KEY);
    assertThat(catalogue.lookup(KEY)).isInstanceOf(Products.Lookup.Unknown.class);
    assertThat(state(GRID_KEY)).isEqualTo("LIVE");
  }

  @Test
  void whatAMendedMappingSaysNoMoreMakesNothingAmbiguousOrSuperseded() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE, GRID).build()));
    catalogue.apply(says(2, "d2", product(OTHER_BARCODE, GRID).build()));
    assertThat(applied(catalogue.apply(says(2, "d2", product(GRID).build()))).key()).isEqualTo(KEY);

    catalogue.apply(says(3, "d3", product(GRID).titled("Day Market").build()));
    var mended = applied(catalogue.apply(says(1, "d1", product(BARCODE).build())));

    assertThat(mended.key()).isEqualTo(KEY);
    assertThat(catalogue.product(GRID_KEY).get("currentDelivery").stringValue()).isEqualTo("d3");
    var later = catalogue.dump();
    catalogue.clear();
    catalogue.apply(says(3, "d3", product(GRID).titled("Day Market").build()));
    catalogue.apply(says(2, "d2", product(GRID).build()));
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    assertThat(catalogue.dump()).isEqualTo(later);
  }

  @Test
  void whatADeliveryHasNoMoreIsTakenBackAndTold() throws Exception {
    catalogue.apply(says(1, "d1", product(GRID).titled("Ferry").build()));
    catalogue.apply(
        List.of(
            says(2, "d2", product(BARCODE).build()),
            at(1, says(2, "d2", product(OTHER_BARCODE).build())),
            at(2, says(2, "d2", product(GRID).build()))),
        3);

    var refused = catalogue.apply(List.of(says(2, "d2", product(BARCODE).build())), 3);
    assertThat(refused.changed()).as("it has them, and they are refused").isEmpty();
    var taken = catalogue.apply(List.of(says(2, "d2", product(BARCODE).build())), 1);

    assertThat(taken.changed())
        .extracting(ProductChange::key, ProductChange::action)
        .containsExactly(tuple(GRID_KEY, Action.UPSERT), tuple(OTHER_KEY, Action.PURGE));
    assertThat(catalogue.product(GRID_KEY).toString()).contains("\"d1\"", "Ferry");
    assertThat(catalogue.lookup(OTHER_KEY)).isInstanceOf(Products.Lookup.Unknown.class);
    assertThat(catalogue.list(Products.Filter.all(), 10))
        .extracting(Products.Summary::key)
        .containsExactly(GRID_KEY, KEY);
  }

  @Test
  void whatIsTakenBackStandsAgainstNothingThatIsSaidInstead() throws Exception {
    var other = at(1, says(1, "d1", product(OTHER_BARCODE).build()));
    catalogue.apply(List.of(says(1, "d1", product(BARCODE).build()), other), 2);

    var mended = says(1, "d1", product(OTHER_BARCODE).titled("Mended").build());
    var taken = catalogue.apply(List.of(mended), 1);

    assertThat(applied(taken.outcomes().getFirst()).key()).isEqualTo(OTHER_KEY);
    assertThat(catalogue.product(OTHER_KEY).toString()).contains("Mended");
    assertThat(catalogue.lookup(KEY)).isInstanceOf(Products.Lookup.Unknown.class);
  }

  @Test
  void twoProductsOfOneShipmentWithOneKeyAreToldWhicheverIsLoadedFirst() throws Exception {
    var first = says(1, "d1", product(BARCODE).titled("Ferry").build());
    var second = at(1, says(1, "d1", product(BARCODE).titled("Harbour").build()));

    catalogue.apply(first);
    var counting = applied(catalogue.apply(second));
    assertThat(counting.warnings())
        .extracting(Violation::rule, Violation::message)
        .containsExactly(
            tuple(
                "catalogue.repeated-product",
                "expected "
                    + KEY
                    + " once in what is shipped together, got it as product 2 of delivery d1 and as"
                    + " product 1 of delivery d1; the last counts, the other is not shown"));

    catalogue.clear();
    assertThat(applied(catalogue.apply(second)).warnings()).isEmpty();
    assertThat(catalogue.apply(first))
        .asInstanceOf(type(Superseded.class))
        .extracting(Superseded::warnings, list(Violation.class))
        .extracting(Violation::rule)
        .containsExactly("catalogue.repeated-product");
  }

  @Test
  void anUpdateOfAnotherTimeOrAPurgeRepeatsNothing() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).build()));

    assertThat(applied(catalogue.apply(says(2, "d2", product(BARCODE).build()))).warnings())
        .isEmpty();
    var purge = at(1, purges(2, "d2", product(BARCODE).build()));
    assertThat(applied(catalogue.apply(purge)).warnings()).isEmpty();
  }

  @Test
  void withoutAnIdentifierNothingIsLoaded() throws Exception {
    assertThat(rules(catalogue.apply(says(1, "d1", product().build()))))
        .containsExactly("identifier.missing");
    assertThat(catalogue.dump()).isEmpty();
  }

  @Test
  void twoProvidersThatShipTheSameBarcodeHaveTwoProducts() throws Exception {
    var ours = says(1, "d1", product(BARCODE).build());
    var theirs =
        new Statement(
            "zenith",
            ours.sender(),
            "d2",
            0,
            ours.version(),
            Intent.STATE,
            ours.mapping(),
            ours.product());

    catalogue.apply(ours);
    catalogue.apply(theirs);

    assertThat(catalogue.lookup("4050538123456"))
        .isEqualTo(new Products.Lookup.Ambiguous(List.of(KEY, "zenith/icpn:04050538123456")));
  }

  private static Statement at(int place, Statement statement) {
    return new Statement(
        statement.provider(),
        statement.sender(),
        statement.delivery(),
        place,
        statement.version(),
        statement.intent(),
        statement.mapping(),
        statement.product());
  }
}
