package dev.tributary.ingestion.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks for a change of one field by an editor.
///
/// @param id of the change; asked for again, it is the same change
/// @param product its key
/// @param item the name of the item that it is about; none: the product as a whole
/// @param field see [Field]
/// @param value absent to undo what editors changed of the field
/// @param seen number of the last change of the catalogue that `who` can know of: if the product
///   was purged since, this is void
public record EditRequest(
    String id,
    String product,
    Optional<String> item,
    String field,
    Optional<String> value,
    String who,
    String why,
    Instant at,
    long seen) {

  /// The same with its item by the name that it is known by best, and its value as the canonical
  /// document has it.
  ///
  /// @param shown the product as the catalogue has it
  /// @throws IllegalArgumentException if it cannot be done, saying why
  public EditRequest checked(JsonNode shown) {
    if (shown.path("state").asString("").equals(ProductState.PURGED.name())) {
      throw new IllegalArgumentException(
          "%s was purged: there is nothing to be changed".formatted(product));
    }
    var named = Field.named(field, item.isPresent());
    var known = value.isEmpty() ? item : item.map(name -> ProductItems.name(item(shown, name)));
    return new EditRequest(id, product, known, field, value.map(named::read), who, why, at, seen);
  }

  private ObjectNode item(JsonNode shown, String name) {
    return ProductItems.find(shown, name).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(noItem(name, ProductItems.names(shown))));
  }

  private String noItem(String name, List<String> names) {
    return "expected the ISRC, GUID or ref of an item of %s, %s, got: \"%s\""
        .formatted(product, names.isEmpty() ? "which has none" : String.join(", ", names), name);
  }
}
