package dev.tributary.ingestion.json;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What differs between two JSON documents.
public final class Changes {
  /// Changes that are told; of more, the last one tells that there are.
  static final int LIMIT = 200;

  /// Characters of a value that are told.
  static final int VALUE_LIMIT = 200;

  private final List<Change> changes = new ArrayList<>();

  private Changes() {}

  /// One value that is not as it was.
  ///
  /// @param path such as `titles[0].text`
  /// @param before absent for what is new
  /// @param after absent for what is gone
  public record Change(String path, Optional<String> before, Optional<String> after) {}

  /// The differences from `before` to `after`, in the order of `before`, then of what is new. What
  /// is in a list is compared by its place.
  public static List<Change> between(JsonNode before, JsonNode after) {
    var changes = new Changes();
    changes.compare("", before, after);
    return changes.told();
  }

  private List<Change> told() {
    if (changes.size() <= LIMIT) {
      return List.copyOf(changes);
    }
    var told = new ArrayList<>(changes.subList(0, LIMIT - 1));
    told.add(
        new Change(
            "…", Optional.empty(), Optional.of("%d more".formatted(changes.size() - LIMIT + 1))));
    return List.copyOf(told);
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    if (before.isObject() && after.isObject()) {
      compareProperties(path, before, after);
    } else if (before.isArray() && after.isArray()) {
      compareElements(path, before, after);
    } else if (!before.equals(after)) {
      changes.add(new Change(path, value(before), value(after)));
    }
  }

  private void compareProperties(String path, JsonNode before, JsonNode after) {
    var names = new LinkedHashSet<>(before.propertyNames());
    names.addAll(after.propertyNames());
    for (var name : names) {
      compare(path.isEmpty() ? name : path + "." + name, before.path(name), after.path(name));
    }
  }

  private void compareElements(String path, JsonNode before, JsonNode after) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      compare(path + "[" + i + "]", before.path(i), after.path(i));
    }
  }

  private static Optional<String> value(JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    var text = node.isString() ? node.stringValue() : node.toString();
    return Optional.of(
        text.length() <= VALUE_LIMIT ? text : text.substring(0, VALUE_LIMIT - 1) + "…");
  }
}
