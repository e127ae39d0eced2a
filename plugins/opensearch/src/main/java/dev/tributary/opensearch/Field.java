package dev.tributary.opensearch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a document says of an event, and how the index understands it.
enum Field {
  /// When it happened. Dashboards go by it, so it keeps its name.
  TIMESTAMP("@timestamp", Type.DATE),
  /// Of Logstash's shape.
  VERSION("@version", Type.KEYWORD),
  /// The event in a sentence.
  MESSAGE("message", Type.TEXT),
  ID("id", Type.KEYWORD),
  NAME("name", Type.KEYWORD),
  APPLICATION("application", Type.KEYWORD),
  MESSAGE_ID("messageId", Type.KEYWORD),
  INPUT_ID("inputId", Type.KEYWORD),
  JOB_ID("jobId", Type.KEYWORD),
  ANCESTOR_IDS("ancestorIds", Type.KEYWORD),
  ORIGINATED_AT("originatedAt", Type.DATE),
  /// From when the first message of the first of its jobs came into being to this event.
  AGE_MILLIS("ageMillis", Type.LONG),
  ROUTING_KEY("routingKey", Type.KEYWORD),
  ATTEMPT("attempt", Type.INTEGER),
  /// The header `delivery`.
  DELIVERY_ID("deliveryId", Type.KEYWORD),
  /// The header `provider`.
  PROVIDER("provider", Type.KEYWORD),
  /// The header `product`.
  PRODUCT_KEY("productKey", Type.KEYWORD),
  /// All headers, kept and not searched: their names are the applications' own, and an index has
  /// room for a thousand names.
  HEADERS("headers", Type.KEPT),
  BYTES("bytes", Type.LONG),
  WAITED_MILLIS("waitedMillis", Type.LONG),
  WORKED_MILLIS("workedMillis", Type.LONG),
  DELAY_MILLIS("delayMillis", Type.LONG),
  REASON("reason", Type.TEXT),
  /// What the reason begins with: the class of an exception, or the `noun.verb` of an abort.
  ERROR("error", Type.KEYWORD),
  /// 1 for a dead letter, 0 for what was completed or aborted: its average is the rate of errors.
  FAILED("failed", Type.INTEGER);

  private static final Map<String, Field> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Field::fieldName, field -> field));

  private final String fieldName;
  private final Type type;

  /// How the index understands a value.
  enum Type {
    DATE,
    KEYWORD,
    TEXT,
    INTEGER,
    LONG,
    KEPT
  }

  Field(String fieldName, Type type) {
    this.fieldName = fieldName;
    this.type = type;
  }

  /// Its name unless it is renamed.
  String fieldName() {
    return fieldName;
  }

  Type type() {
    return type;
  }

  /// The one that is called `name` unless it is renamed.
  static Optional<Field> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /// The names of all, as they are without renaming.
  static List<String> names() {
    return Arrays.stream(values()).map(Field::fieldName).toList();
  }
}
