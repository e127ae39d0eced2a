package dev.tributary.opensearch;

import static java.util.stream.Collectors.toCollection;

import dev.tributary.spi.Suggestion;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// The fields that documents have, by the names that the operator wants. Immutable.
final class Fields {
  /// As an index takes it: what begins with `_` is its own, and dots are for fields of fields.
  private static final Pattern NAME = Pattern.compile("[A-Za-z@][\\w@-]*(\\.[\\w@-]+)*");

  /// In characters: of what is longer Lucene would refuse the document (32,766 bytes).
  private static final int LONGEST_KEYWORD = 1_024;

  private final Map<Field, String> names;

  private Fields(Map<Field, String> names) {
    this.names = names;
  }

  /// All fields but those dropped, of which some have other names.
  ///
  /// @param renames pairs such as `productKey=sku`
  /// @param drops names of fields, as they are without renaming
  /// @throws IllegalArgumentException if they do not fit each other or the fields that there are
  static Fields of(List<String> renames, List<String> drops) {
    var names = new EnumMap<Field, String>(Field.class);
    for (var field : Field.values()) {
      names.put(field, field.fieldName());
    }
    for (var pair : renames) {
      var middle = pair.indexOf('=');
      var name = pair.substring(middle + 1).strip();
      if (middle < 0 || !NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "expected %s to be pairs such as productKey=sku, got: \"%s\""
                .formatted(OpenSearchPlugin.RENAME, pair));
      }
      names.put(named(pair.substring(0, middle).strip(), OpenSearchPlugin.RENAME.name()), name);
    }
    for (var name : drops) {
      names.remove(named(name, OpenSearchPlugin.DROP.name()));
    }
    refuseClashes(names.values());
    return new Fields(names);
  }

  private static Field named(String name, String setting) {
    if (name.equals(Field.TIMESTAMP.fieldName())) {
      throw new IllegalArgumentException(
          "expected %s to leave @timestamp as it is, which everything goes by".formatted(setting));
    }
    return Field.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected %s to name fields of %s, got: \"%s\"%s"
                        .formatted(
                            setting,
                            Field.names(),
                            name,
                            Suggestion.didYouMean(name, Field.names()))));
  }

  /// Two of one name, or one that is a field and has fields.
  private static void refuseClashes(Collection<String> names) {
    var sorted = names.stream().collect(toCollection(TreeSet::new));
    for (var name : names) {
      var below = sorted.ceiling(name + ".");
      var hasFields = below != null && below.startsWith(name + ".");
      if (hasFields || names.stream().filter(name::equals).count() > 1) {
        throw new IllegalArgumentException(
            "expected %s to give each field a name of its own, got twice: \"%s\"; drop the other field, or choose another name"
                .formatted(OpenSearchPlugin.RENAME, name));
      }
    }
  }

  /// What a field is called; empty if it is dropped.
  Optional<String> name(Field field) {
    return Optional.ofNullable(names.get(field));
  }

  /// How the index is to understand them. What documents have besides is kept and not searched, so
  /// that no document can fill the index with names.
  ObjectNode mappings() {
    var mappings = Json.object().put("dynamic", false);
    var properties = mappings.putObject("properties");
    names.forEach((field, name) -> properties.set(name, mapping(field.type())));
    return mappings;
  }

  private static ObjectNode mapping(Field.Type type) {
    var mapping = Json.object();
    switch (type) {
      case DATE -> mapping.put("type", "date");
      case KEYWORD -> mapping.put("type", "keyword").put("ignore_above", LONGEST_KEYWORD);
      case TEXT -> {
        mapping.put("type", "text");
        mapping.putObject("fields").set("keyword", mapping(Field.Type.KEYWORD));
      }
      case INTEGER -> mapping.put("type", "integer");
      case LONG -> mapping.put("type", "long");
      case KEPT -> mapping.put("type", "object").put("enabled", false);
    }
    return mapping;
  }
}
