package dev.tributary.ingestion.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Product;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

class FieldTest {
  private static final Map<FieldValue, String> VALUES =
      Map.of(
          FieldValue.TEXT, "Another One",
          FieldValue.DATE, "2026-03",
          FieldValue.TIME, "2026-03-13T12:30:00Z",
          FieldValue.DURATION, "1:03:13.5",
          FieldValue.LANGUAGE, "pt-br",
          FieldValue.FLAG, "true");

  /// Whatever was there before, and if nothing was.
  @ParameterizedTest
  @EnumSource
  void whatIsPutIntoAProductIsWhatItSaysAndTheModelReadsIt(Field field) {
    var full = Examples.product(Examples.BARCODE).build();
    var bare = Tombstone.of(full);
    for (var product : new Product[] {full, bare}) {
      var tree = (ObjectNode) Json.tree(product);
      var isOfItem = Field.find(field.word(), false).filter(field::equals).isEmpty();
      if (isOfItem && product.equals(bare)) {
        continue;
      }
      var about = isOfItem ? (ObjectNode) tree.at("/items/0") : tree;
      var value = field.read(value(field));

      field.put(about, value);

      assertThat(field.said(about)).as("%s", about).contains(value);
      assertThat(Json.read(tree, Product.class)).isNotEqualTo(product);
    }
  }

  private static String value(Field field) {
    return VALUES.getOrDefault(field.value(), "");
  }
}
