package dev.tributary.json;

import dev.tributary.InvalidMessageException;
import dev.tributary.InvalidMessageException.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// What Jackson found wrong, in words about the message rather than about Java.
final class Problem {
  /// Where Jackson begins to speak of itself.
  private static final Pattern ITS_OWN =
      Pattern.compile(
          " \\(start marker.*|[:;] (enable )?`.*|: maybe a .*|, from `[^`]*`| \\(code [^)]*\\)");

  private static final Pattern CONTROL = Pattern.compile("\\(\\(CTRL-CHAR, code ([0-9]+)\\)\\)");
  private static final String TRAILING = "Trailing token";

  private static final Pattern KNOWN_KINDS = Pattern.compile("known type ids = \\[([^]]{1,500})]");
  private static final Pattern ENUM = Pattern.compile("accepted for Enum class: \\[([^]]{1,500})]");

  private Problem() {}

  /// The exception for a `text` that could not be read.
  ///
  /// @param summary what the message is found not to be
  static InvalidMessageException of(JacksonException exception, String text, String summary) {
    var invalid = new InvalidMessageException(summary, List.of(violation(exception, text)));
    if (exception instanceof ValueInstantiationException && exception.getCause() != null) {
      invalid.initCause(exception.getCause());
    }
    return invalid;
  }

  private static Violation violation(JacksonException exception, String text) {
    var pointer = pointer(exception);
    return switch (exception) {
      case InputCoercionException number ->
          at(pointer, text, "expected " + Expectation.inRange(number.getTargetType()));
      case StreamConstraintsException tooMuch ->
          new Violation("", "", "expected JSON within the limits: " + said(tooMuch));
      case StreamReadException notJson ->
          new Violation("", "", "expected JSON: " + said(notJson) + place(notJson));
      case InvalidTypeIdException kind -> at(pointer, text, "expected " + kind(kind));
      case MismatchedInputException more when more.getOriginalMessage().startsWith(TRAILING) ->
          new Violation("", "", "expected nothing after the JSON" + place(more));
      case MismatchedInputException mismatch -> at(pointer, text, "expected " + expected(mismatch));
      case ValueInstantiationException refused ->
          at(pointer, text, said(Optional.ofNullable(refused.getCause()).orElse(refused)));
      default -> at(pointer, text, said(exception));
    };
  }

  /// The JSON Pointer (RFC 6901) to where it occurred.
  static JsonPointer pointer(JacksonException exception) {
    if (exception.getPath().isEmpty() && exception.processor() instanceof JsonParser parser) {
      return parser.streamReadContext().pathAsPointer();
    }
    return JsonPointer.compile(
        exception.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
            .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
            .collect(Collectors.joining()));
  }

  private static Violation at(JsonPointer pointer, String text, String message) {
    var found = Found.at(pointer, text);
    return new Violation(
        Words.shortPath(pointer.toString()), found.value(), message + " " + found.place());
  }

  private static String place(JacksonException exception) {
    var location = exception.getLocation();
    return location == null ? "" : " " + Place.of(location);
  }

  private static String expected(MismatchedInputException mismatch) {
    var type = mismatch.getTargetType();
    if (type == null) {
      return "something else";
    }
    var constants = ENUM.matcher(mismatch.getOriginalMessage());
    return constants.find() ? "one of " + constants.group(1) : Expectation.of(type);
  }

  private static String kind(InvalidTypeIdException exception) {
    var kinds = KNOWN_KINDS.matcher(exception.getOriginalMessage());
    return Expectation.of(exception.getBaseType().getRawClass())
        + (kinds.find() ? " of one of the kinds " + kinds.group(1) : " of a known kind");
  }

  /// What `exception` says of the text.
  private static String said(Throwable exception) {
    var message = String.valueOf(exception.getMessage());
    if (exception instanceof JacksonException jackson) {
      message = ITS_OWN.matcher(jackson.getOriginalMessage()).replaceAll("");
      message = CONTROL.matcher(message).replaceAll("(control character $1)");
    }
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
