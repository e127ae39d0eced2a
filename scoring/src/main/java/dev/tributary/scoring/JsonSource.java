package dev.tributary.scoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON text that knows where it came from, and in which line each of its values stands.
final class JsonSource {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int SHOWN = 80;

  private final String name;
  private final long firstLine;
  private final String text;

  /// A text whose lines are counted.
  ///
  /// @param name what the text is called in messages
  JsonSource(String name, String text) {
    this(name, 1, text);
  }

  /// A text that begins in a line of something larger; 0 if it has no lines worth counting.
  JsonSource(String name, long firstLine, String text) {
    this.name = name;
    this.firstLine = firstLine;
    this.text = text;
  }

  /// All of it.
  ///
  /// @throws ScoringException if it is not one JSON value
  Value value() {
    try {
      return new Value(this, MAPPER.readTree(text), JsonPointer.empty());
    } catch (JacksonException notJson) {
      var location = notJson.getLocation();
      throw new ScoringException("expected JSON, got: " + notJson.getOriginalMessage(), notJson)
          .at(place(location == null ? 1 : location.getLineNr()));
    }
  }

  /// The source and the line, counted from 1 in this text.
  private String place(int line) {
    return firstLine == 0 ? name : name + ":" + (firstLine + line - 1);
  }

  private int line(JsonPointer wanted) {
    try (var parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.streamReadContext().pathAsPointer().equals(wanted)) {
          return parser.currentTokenLocation().getLineNr();
        }
      }
      return 1;
    }
  }

  /// One value of the text.
  record Value(JsonSource source, JsonNode node, JsonPointer at) {
    /// The value of a field.
    ///
    /// @throws ScoringException if there is none, or this is no object
    Value required(String field) {
      return find(field).orElseThrow(() -> wrong("expected " + path(field) + ", found none"));
    }

    /// The value of a field, if there is one.
    ///
    /// @throws ScoringException if this is no object
    Optional<Value> find(String field) {
      requireObject();
      return Optional.ofNullable(node.get(field))
          .map(value -> new Value(source, value, at.appendProperty(field)));
    }

    /// Refuses fields of other names.
    Value onlyWith(Collection<String> fields) {
      requireObject();
      for (var field : node.propertyNames()) {
        if (!fields.contains(field)) {
          throw new Value(source, node, at.appendProperty(field))
              .wrong(
                  "unknown field %s, expected one of %s"
                      .formatted(path(field), String.join(", ", fields)));
        }
      }
      return this;
    }

    private void requireObject() {
      if (!node.isObject()) {
        throw wrong("expected %s to be an object, got: %s".formatted(path(), shown()));
      }
    }

    boolean isObject() {
      return node.isObject();
    }

    boolean isArray() {
      return node.isArray();
    }

    /// The values of a list.
    List<Value> elements() {
      if (!node.isArray()) {
        throw wrong("expected %s to be an array, got: %s".formatted(path(), shown()));
      }
      var elements = new ArrayList<Value>();
      for (var index = 0; index < node.size(); index++) {
        elements.add(new Value(source, node.get(index), at.appendIndex(index)));
      }
      return elements;
    }

    /// The names of an object's fields.
    Collection<String> fields() {
      return node.propertyNames();
    }

    String text() {
      if (!node.isString()) {
        throw wrong("expected %s to be text, got: %s".formatted(path(), shown()));
      }
      return node.stringValue();
    }

    double number() {
      if (!node.isNumber()) {
        throw wrong("expected %s to be a number, got: %s".formatted(path(), shown()));
      }
      var number =
          node.isIntegralNumber() ? node.bigIntegerValue().doubleValue() : node.doubleValue();
      if (!Double.isFinite(number)) {
        throw wrong("expected %s to be a finite number, got: %s".formatted(path(), shown()));
      }
      return number;
    }

    /// Where this value stands: the source and the line.
    String place() {
      return source.place(source.line(at));
    }

    private ScoringException wrong(String problem) {
      return new ScoringException(problem).at(place());
    }

    /// Where it is in the text, as one writes it: `references[2].score`.
    private String path() {
      var path = new StringBuilder();
      for (var rest = at; !rest.matches(); rest = rest.tail()) {
        if (rest.mayMatchElement()) {
          path.append('[').append(rest.getMatchingIndex()).append(']');
        } else {
          path.append(path.isEmpty() ? "" : ".").append(rest.getMatchingProperty());
        }
      }
      return path.isEmpty() ? "this" : path.toString();
    }

    private String path(String field) {
      return new Value(source, node, at.appendProperty(field)).path();
    }

    private String shown() {
      var shown = node.toString();
      return shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "…";
    }
  }
}
