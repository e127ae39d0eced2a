package dev.tributary.ingestion.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What the elements of a message are called in the mappings. ONIX has two names for everything:
/// `b221` is `ProductIDType`. The mappings know the latter only; a message in short tags is brought
/// to them as it is read. A name that is not in the table stays as it is.
final class ElementNames {

  /// Each name is its own.
  private static final ElementNames AS_SENT = new ElementNames(Map.of());

  private static final ElementNames ONIX_SHORT = new ElementNames(table());

  private final Map<String, String> references;

  private ElementNames(Map<String, String> references) {
    this.references = references;
  }

  /// The names in a message with that root element.
  static ElementNames of(String root) {
    return root.equals(OnixHeader.SHORT) ? ONIX_SHORT : AS_SENT;
  }

  String reference(String name) {
    return references.getOrDefault(name, name);
  }

  private static Map<String, String> table() {
    var table = new HashMap<String, String>();
    try (var in = ElementNames.class.getResourceAsStream("onix-short-tags.txt")) {
      if (in == null) {
        throw new IllegalStateException("the table of ONIX's short tags is not packaged");
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines().map(line -> line.split(" ", -1)).forEach(words -> table.put(words[0], words[1]));
    } catch (IOException e) {
      throw new UncheckedIOException("the table of ONIX's short tags cannot be read", e);
    }
    return Map.copyOf(table);
  }
}
