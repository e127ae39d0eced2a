package dev.tributary.json;

import com.networknt.schema.Error;
import dev.tributary.InvalidMessageException.Violation;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What the schema library found wrong, in plain words: where, what was expected, what was found.
final class Words {
  private static final int SHOWN = 200;
  private static final int LONGEST_PATH = 1_000;
  private static final Pattern ALTERNATIVE = Pattern.compile("/(?:oneOf|anyOf)/([0-9]+)(?=/)");

  private Words() {}

  static Violation of(Error error) {
    var place = shortPath(String.valueOf(error.getInstanceLocation()));
    var message = message(error) + alternative(error);
    return switch (String.valueOf(error.getMessageKey())) {
      case "required" -> missing(place, error.getProperty(), message);
      case "dependentRequired", "dependencies" -> missing(place, argument(error, 0), message);
      case "additionalProperties", "unevaluatedProperties" ->
          new Violation(
              child(place, error.getProperty()),
              shortened(error.getInstanceNode().path(String.valueOf(error.getProperty()))),
              message);
      default -> new Violation(place, shortened(error.getInstanceNode()), message);
    };
  }

  private static String message(Error error) {
    var one = argument(error, 0);
    var two = argument(error, 1);
    var key = String.valueOf(error.getMessageKey());
    return switch (key) {
      case "type", "unionType" -> "expected " + types(two);
      case "required" -> "expected a value";
      case "dependentRequired", "dependencies" -> "expected a value, since there is " + two;
      case "additionalProperties", "unevaluatedProperties" -> "expected no such property";
      case "false" -> "expected nothing here";
      case "enum" -> "expected one of " + one;
      case "const" -> "expected " + one;
      case "minLength" -> "expected " + one + " characters or more";
      case "maxLength" -> "expected " + one + " characters or less";
      case "pattern" -> "expected a text that matches " + one;
      case "minimum" -> "expected " + one + " or more";
      case "maximum" -> "expected " + one + " or less";
      case "exclusiveMinimum" -> "expected more than " + one;
      case "exclusiveMaximum" -> "expected less than " + one;
      case "multipleOf" -> "expected a multiple of " + one;
      case "minItems" -> "expected " + one + " items or more";
      case "maxItems" -> "expected " + one + " items or less";
      case "uniqueItems" -> "expected items that all differ";
      case "contains.min" -> "expected " + one + " items or more that match " + two;
      case "contains.max" -> "expected " + one + " items or less that match " + two;
      case "minProperties" -> "expected " + one + " properties or more";
      case "maxProperties" -> "expected " + one + " properties or less";
      case "propertyNames" -> "expected no property of the name " + error.getProperty();
      case "not" -> "expected what does not match " + one;
      case "oneOf", "oneOf.indexes" ->
          "expected a match with exactly one alternative, found " + one;
      default ->
          key.startsWith("format")
              ? "expected the format " + one
              : Found.shortened(String.valueOf(error.getMessage()));
    };
  }

  /// `an integer or null` for `[integer, null]`.
  private static String types(String names) {
    return Pattern.compile("[a-z]+")
        .matcher(names)
        .results()
        .map(MatchResult::group)
        .map(
            name ->
                switch (name) {
                  case "null" -> name;
                  case "object", "array", "integer" -> "an " + name;
                  default -> "a " + name;
                })
        .collect(Collectors.joining(" or "));
  }

  /// Which alternative of an `anyOf` or `oneOf` is meant: all that a value fails at are told.
  private static String alternative(Error error) {
    var alternatives = ALTERNATIVE.matcher(String.valueOf(error.getEvaluationPath()));
    var last = "";
    while (alternatives.find()) {
      last = " (alternative " + (Integer.parseInt(alternatives.group(1)) + 1) + ")";
    }
    return last;
  }

  private static Violation missing(String place, @Nullable String property, String message) {
    return new Violation(child(place, property), "nothing", message);
  }

  /// A path that names long properties need not be shown in full.
  static String shortPath(String path) {
    return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "…";
  }

  private static String child(String place, @Nullable String property) {
    return property == null
        ? place
        : shortPath(place + "/" + property.replace("~", "~0").replace("/", "~1"));
  }

  private static String argument(Error error, int index) {
    var arguments = error.getArguments();
    if (arguments == null || arguments.length <= index) {
      return "";
    }
    var text = String.valueOf(arguments[index]);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /// The beginning of `json`. However large it is, no more than that is written.
  private static String shortened(@Nullable JsonNode json) {
    if (json == null) {
      return "";
    }
    var beginning = new Beginning();
    try {
      Json.MAPPER.writeValue(beginning, json);
    } catch (JacksonException _) {
      return Found.shortened(beginning.text + "…");
    }
    return Found.shortened(beginning.text);
  }

  /// Takes what it is given until that is enough.
  private static final class Beginning extends Writer {
    final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
      text.append(characters, offset, length);
      if (text.length() > SHOWN) {
        throw new IOException("enough");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
