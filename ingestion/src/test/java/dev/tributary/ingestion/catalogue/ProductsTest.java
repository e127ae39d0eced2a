package dev.tributary.ingestion.catalogue;

import static dev.tributary.ingestion.catalogue.Examples.BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.GRID;
import static dev.tributary.ingestion.catalogue.Examples.OTHER_BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.product;
import static dev.tributary.ingestion.catalogue.TestCatalogue.says;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStorage.class)
final class ProductsTest extends CatalogueScene {
  @Test
  void aProductIsFoundByAnyOfItsIdentifiers() throws Exception {
    catalogue.apply(
        says(
            1,
            "d1",
            product(OTHER_BARCODE, GRID, Examples.identifier("CatalogNumber", "Qu-1")).build()));

    for (var text :
        List.of(
            OTHER_KEY,
            "icpn:05037300650128",
            "icpn:5037300650128",
            "5037300650128",
            "05037300650128",
            "0005037300650128",
            "A1-2425G-ABC1234002-M",
            "Qu-1",
            "catalognumber:Qu-1")) {
      assertThat(catalogue.product(text).get("key").stringValue()).as(text).isEqualTo(OTHER_KEY);
    }
    assertThat(catalogue.lookup("7")).isEqualTo(new Products.Lookup.Unknown());
  }

  @Test
  void productsAreListedByWhatIsAskedFor() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    catalogue.apply(says(1, "d2", product(OTHER_BARCODE).titled("Day Ferry").withDeals().build()));

    assertThat(catalogue.list(Products.Filter.all(), 10))
        .extracting(Products.Summary::key)
        .containsExactly(KEY, OTHER_KEY);
    assertThat(catalogue.list(Products.Filter.all(), 1)).hasSize(1);
    assertThat(catalogue.list(filter("ferry", Optional.empty()), 10))
        .containsExactly(
            new Products.Summary(
                OTHER_KEY,
                Optional.of("Day Ferry"),
                Optional.of("The Harbour"),
                "MusicRelease",
                ProductState.DRAFT,
                "d2"));
    assertThat(catalogue.list(filter("", Optional.of(ProductState.LIVE)), 10))
        .extracting(Products.Summary::key)
        .containsExactly(KEY);
  }

  @Test
  void aTextIsFoundWhateverTheCaseOfItsLettersAndItsCharactersStandForThemselves()
      throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).titled("Édith au КИНО").build()));
    catalogue.apply(says(1, "d2", product(OTHER_BARCODE).titled("100% Ferry_Boat").build()));

    for (var text : List.of("Édith", "édith", "ÉDITH", "Кино")) {
      assertThat(found(text)).as(text).containsExactly(KEY);
    }
    for (var text : List.of("100%", "ferry_", "HARBOUR", "ACME/ICPN:0503")) {
      assertThat(found(text)).as(text).contains(OTHER_KEY);
    }
    assertThat(found("1%0")).isEmpty();
    assertThat(found("ferry_b_at")).isEmpty();
  }

  private List<String> found(String text) throws InterruptedException {
    return catalogue.list(filter(text, Optional.empty()), 10).stream()
        .map(Products.Summary::key)
        .toList();
  }

  private static Products.Filter filter(String text, Optional<ProductState> state) {
    return new Products.Filter(
        Optional.empty(), Optional.of(text).filter(words -> !words.isEmpty()), state);
  }
}
