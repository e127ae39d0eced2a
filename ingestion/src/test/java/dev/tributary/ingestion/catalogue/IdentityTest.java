package dev.tributary.ingestion.catalogue;

import static dev.tributary.ingestion.catalogue.Examples.BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.GRID;
import static dev.tributary.ingestion.catalogue.Examples.OTHER_BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.product;
import static dev.tributary.ingestion.catalogue.TestCatalogue.purges;
import static dev.tributary.ingestion.catalogue.TestCatalogue.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.ingestion.catalogue.StatementOutcome.Refused;
import dev.tributary.ingestion.catalogue.StatementOutcome.Superseded;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.model.Violation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStorage.class)
final class IdentityTest extends CatalogueScene {
  @Test
  void aPurgeByGridSpeaksOfTheProductWithThatGridWhicheverComesFirst() throws Exception {
    var release = says(1, "d1", product(BARCODE, GRID).build());
    var purge = purges(2, "d2", product(GRID).build());

    catalogue.apply(release);
    assertThat(applied(catalogue.apply(purge)).key()).isEqualTo(KEY);
    var forward = catalogue.dump();

    catalogue.clear();
    assertThat(applied(catalogue.apply(purge)).key()).isEqualTo(GRID_KEY);
    assertThat(catalogue.apply(release)).isInstanceOf(Superseded.class);
    assertThat(catalogue.dump()).isEqualTo(forward);
    assertThat(catalogue.product(GRID_KEY).get("key").stringValue()).isEqualTo(KEY);
  }

  @Test
  void aStatementByGridIsAdoptedByTheFirstThatCarriesBoth() throws Exception {
    catalogue.apply(says(1, "d1", product(GRID).build()));
    var outcome = applied(catalogue.apply(says(2, "d2", product(BARCODE, GRID).build())));

    assertThat(outcome.key()).isEqualTo(KEY);
    assertThat(outcome.formerKeys()).containsExactly(GRID_KEY);
    assertThat(catalogue.history(KEY))
        .extracting(Products.HistoryEntry::delivery)
        .containsExactly("d1", "d2");
    assertThat(catalogue.list(Products.Filter.all(), 10)).hasSize(1);
  }

  @Test
  void whoeverWasToldOfAnAdoptedProductIsToldThatItsKeyIsGoneAndWhoseItIs() throws Exception {
    catalogue.apply(says(1, "d1", product(GRID).build()));

    var adopting = catalogue.apply(says(2, "d2", product(BARCODE, GRID).build()));

    assertThat(adopting.changed())
        .extracting(ProductChange::key, ProductChange::action, ProductChange::changes)
        .contains(
            tuple(
                GRID_KEY,
                Action.PURGE,
                List.of(new Change("key", Optional.of(GRID_KEY), Optional.of(KEY)))));
    assertThat(adopting.changed())
        .extracting(ProductChange::key)
        .containsExactlyInAnyOrder(GRID_KEY, KEY);
    assertThat(catalogue.history(GRID_KEY)).hasSize(1);
  }

  @Test
  void aProductThatMayBeEitherOfTwoByNowIsToldToBeGone() throws Exception {
    var catalogNumber = Examples.identifier("CatalogNumber", "QU-1");
    catalogue.apply(says(1, "d1", product(catalogNumber).build()));
    catalogue.apply(says(2, "d2", product(BARCODE, GRID).build()));
    catalogue.apply(says(3, "d3", product(OTHER_BARCODE, GRID).build()));

    var refused = catalogue.apply(says(4, "d4", product(GRID, catalogNumber).build()));

    assertThat(rules(refused)).containsExactly("catalogue.ambiguous-identifier");
    assertThat(refused.changed())
        .extracting(ProductChange::key, ProductChange::action, ProductChange::changes)
        .containsExactly(tuple("acme/catalognumber:QU-1", Action.PURGE, List.of()));
  }

  @Test
  void aKeyThatAnotherProductLetsGoOfIsAProductAgain() throws Exception {
    catalogue.apply(says(1, "d1", product(GRID).build()));
    catalogue.apply(says(2, "d2", product(BARCODE, GRID).build()));

    var mended = catalogue.apply(says(2, "d2", product(BARCODE).build()));

    assertThat(mended.changed())
        .extracting(ProductChange::key, ProductChange::action)
        .containsExactlyInAnyOrder(tuple(GRID_KEY, Action.UPSERT), tuple(KEY, Action.UPSERT));
    assertThat(catalogue.history(GRID_KEY))
        .extracting(Products.HistoryEntry::action)
        .containsExactly(Action.UPSERT, Action.PURGE, Action.UPSERT);
  }

  @Test
  void aCorrectedBarcodeMakesASecondProductAndAWarning() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE, GRID).build()));
    var outcome = applied(catalogue.apply(says(2, "d2", product(OTHER_BARCODE, GRID).build())));

    assertThat(outcome.key()).isEqualTo(OTHER_KEY);
    assertThat(outcome.warnings())
        .extracting(Violation::rule)
        .containsExactly("catalogue.shared-identifier");
  }

  @Test
  void aWordInPlaceOfAnIdentifierIsOneWarningHoweverManyHaveIt() throws Exception {
    var placeholder = Examples.identifier("CatalogNumber", "N/A");
    for (var number = 1; number < 30; number++) {
      var barcode = Examples.identifier("ICPN", "%014d".formatted(number));
      catalogue.apply(says(1, "d" + number, product(barcode, placeholder).build()));
    }

    var last = catalogue.apply(says(1, "last", product(OTHER_BARCODE, placeholder).build()));

    assertThat(applied(last).warnings())
        .extracting(Violation::message)
        .containsExactly(
            "expected acme/catalognumber:N/A to mean one product, got: "
                + OTHER_KEY
                + ", acme/icpn:00000000000001, acme/icpn:00000000000002, acme/icpn:00000000000003,"
                + " acme/icpn:00000000000004 and more; they are kept apart");
    var purge = catalogue.apply(purges(2, "purge", product(placeholder).build()));
    assertThat(purge)
        .asInstanceOf(type(Refused.class))
        .satisfies(
            refused ->
                assertThat(refused.violations().getFirst().message())
                    .contains("acme/icpn:00000000000005 and more; name it by a stronger"));
  }

  @Test
  void aWeakIdentifierOfTwoProductsIsRefusedAndUnboundWhicheverComesFirst() throws Exception {
    var one = says(1, "d1", product(BARCODE, GRID).build());
    var purge = purges(2, "d2", product(GRID).build());
    var two = says(3, "d3", product(OTHER_BARCODE, GRID).build());

    catalogue.apply(one);
    catalogue.apply(two);
    assertThat(rules(catalogue.apply(purge))).containsExactly("catalogue.ambiguous-identifier");
    var forward = catalogue.dump();
    assertThat(state(KEY)).isEqualTo("LIVE");

    catalogue.clear();
    catalogue.apply(purge);
    catalogue.apply(one);
    assertThat(state(KEY)).isEqualTo("PURGED");
    catalogue.apply(two);
    assertThat(catalogue.dump()).isEqualTo(forward);
  }
}
