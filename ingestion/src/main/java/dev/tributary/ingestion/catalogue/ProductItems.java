package dev.tributary.ingestion.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The items of a product by the names that others know them by.
public final class ProductItems {
  /// What names an item, the strongest first. A `ref` is the provider's, and another one in its
  /// next message perhaps.
  private static final List<String> NAMES = List.of("isrc", "guid", "ref");

  private ProductItems() {}

  /// The items of `product` that are called `name`; several if a recording is on it twice.
  public static List<ObjectNode> find(JsonNode product, String name) {
    for (var property : NAMES) {
      var found =
          items(product).filter(item -> item.path(property).asString("").equals(name)).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /// The name by which `item` is known best.
  public static String name(JsonNode item) {
    return NAMES.stream()
        .map(property -> item.path(property).asString(""))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  /// Where in `product` the item called `name` stands, such as `items[2]`.
  static Optional<String> path(JsonNode product, String name) {
    var found = find(product, name);
    var items = items(product).toList();
    return found.stream().findFirst().map(item -> "items[%d]".formatted(items.indexOf(item)));
  }

  /// The names of all items.
  static List<String> names(JsonNode product) {
    return items(product).map(ProductItems::name).toList();
  }

  private static Stream<ObjectNode> items(JsonNode product) {
    return product.path("items").values().stream()
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast);
  }
}
