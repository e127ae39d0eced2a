package dev.tributary.json;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What a Java type looks like in JSON, in words that somebody who knows no Java understands.
final class Expectation {
  private static final int CONSTANTS_SHOWN = 20;

  private static final Map<Class<?>, String> WORDS =
      Map.ofEntries(
          Map.entry(Object.class, "JSON"),
          Map.entry(String.class, "a text"),
          Map.entry(CharSequence.class, "a text"),
          Map.entry(Character.class, "a text of one character"),
          Map.entry(Boolean.class, "true or false"),
          Map.entry(BigInteger.class, "an integer"),
          Map.entry(BigDecimal.class, "a number of up to 1000 digits"),
          Map.entry(Double.class, "a number"),
          Map.entry(Float.class, "a number"),
          Map.entry(Number.class, "a number"),
          Map.entry(Instant.class, "a time such as \"2026-01-31T12:00:00Z\""),
          Map.entry(OffsetDateTime.class, "a time such as \"2026-01-31T12:00:00+01:00\""),
          Map.entry(ZonedDateTime.class, "a time such as \"2026-01-31T12:00:00+01:00\""),
          Map.entry(LocalDateTime.class, "a time such as \"2026-01-31T12:00:00\""),
          Map.entry(LocalDate.class, "a date such as \"2026-01-31\""),
          Map.entry(LocalTime.class, "a time of day such as \"12:00:00\""),
          Map.entry(Duration.class, "a duration such as \"PT1H30M\""),
          Map.entry(UUID.class, "a UUID such as \"123e4567-e89b-12d3-a456-426614174000\""),
          Map.entry(URI.class, "a URI such as \"https://example.org/orders\""));

  private Expectation() {}

  /// `an order (JSON object)`, `an integer`, `one of NEW, PAID`.
  static String of(Class<?> type) {
    var noun = noun(type);
    return noun.equals(named(type)) && !isOfTheJdk(type) ? noun + " (JSON object)" : noun;
  }

  /// The same, with the smallest and the largest integer that a `type` of integers can hold.
  static String inRange(Class<?> type) {
    return of(type) + range(boxed(type));
  }

  /// `an order`, `an integer`.
  static String noun(Class<?> type) {
    var boxed = boxed(type);
    var word = WORDS.get(boxed);
    if (word != null) {
      return word;
    }
    if (JsonNode.class.isAssignableFrom(type)) {
      return "JSON";
    }
    if (Number.class.isAssignableFrom(boxed)) {
      return "an integer";
    }
    if (type.isEnum()) {
      return oneOf(type.getEnumConstants());
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "a JSON array";
    }
    return Map.class.isAssignableFrom(type) ? "a JSON object" : named(type);
  }

  private static Class<?> boxed(Class<?> type) {
    return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0).getClass() : type;
  }

  private static String range(Class<?> type) {
    if (type == Byte.class) {
      return " from " + Byte.MIN_VALUE + " to " + Byte.MAX_VALUE;
    }
    if (type == Short.class) {
      return " from " + Short.MIN_VALUE + " to " + Short.MAX_VALUE;
    }
    if (type == Integer.class) {
      return " from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
    }
    return type == Long.class ? " from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE : "";
  }

  private static String oneOf(Object[] constants) {
    var shown =
        Arrays.stream(constants)
            .limit(CONSTANTS_SHOWN)
            .map(constant -> ((Enum<?>) constant).name())
            .collect(Collectors.joining(", "));
    return "one of " + shown + (constants.length > CONSTANTS_SHOWN ? ", …" : "");
  }

  /// All of those that are not named above are written as text.
  private static boolean isOfTheJdk(Class<?> type) {
    return type.getPackageName().startsWith("java.");
  }

  /// `an order line` for `OrderLine`.
  private static String named(Class<?> type) {
    var words =
        type.getSimpleName()
            .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
            .toLowerCase(Locale.ROOT);
    var article = "aeiou".indexOf(words.isEmpty() ? 'x' : words.charAt(0)) >= 0 ? "an " : "a ";
    return article + words;
  }
}
