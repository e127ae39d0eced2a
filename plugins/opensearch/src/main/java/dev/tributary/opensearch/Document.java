package dev.tributary.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Body;
import dev.tributary.InvalidMessageException;
import dev.tributary.InvalidMessageException.Violation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// An event as the index has it.
///
/// @param index which is that of the day on which it happened, in UTC
/// @param id the event's own, so that it is there once however often it is sent
/// @param source JSON, on one line
record Document(String index, String id, Body source) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu.MM.dd").withZone(ZoneOffset.UTC);

  /// In characters. An index takes 512 bytes.
  private static final int LONGEST_ID = 128;

  private static final int SHOWN = 200;

  private static final Pattern ERROR = Pattern.compile("[\\w$-]+(\\.[\\w$-]+)+");

  private static final Map<String, Integer> FAILED =
      Map.of("message.dead-lettered", 1, "message.completed", 0, "message.aborted", 0);

  /// The document of the event that `line` is, in the JSON that `Event.toJson` writes. What it says
  /// beyond the fields that are known is kept under its own name.
  ///
  /// @param prefix of the index
  /// @throws InvalidMessageException if it is none
  static Document of(String line, Fields fields, String prefix) {
    if (!(Json.read(line) instanceof ObjectNode event)) {
      throw noEvent("", line, "expected a JSON object");
    }
    var at = instant(event, "at").orElseThrow(() -> noEvent("/at", line, "expected a time"));
    var document = Json.object();
    var put = new Putting(fields, document);
    put.text(Field.TIMESTAMP, at.toString());
    put.text(Field.VERSION, "1");
    put.text(Field.MESSAGE, sentence(event));
    instant(event, "originatedAt")
        .ifPresent(then -> put.number(Field.AGE_MILLIS, Duration.between(then, at).toMillis()));
    var headers = event.path("headers");
    put.copy(Field.DELIVERY_ID, headers.path("delivery"));
    put.copy(Field.PROVIDER, headers.path("provider"));
    put.copy(Field.PRODUCT_KEY, headers.path("product"));
    error(event).ifPresent(error -> put.text(Field.ERROR, error));
    Optional.ofNullable(FAILED.get(text(event, "name")))
        .ifPresent(failed -> put.number(Field.FAILED, failed));
    put.rest(event);
    var id = text(event, "id");
    return new Document(
        prefix + "-" + DAY.format(at),
        id.isEmpty() || id.length() > LONGEST_ID ? digest(line) : id,
        Body.of(Json.bytes(document)));
  }

  /// Puts values under the names that fields have, and nothing for those that are dropped.
  private record Putting(Fields fields, ObjectNode document) {
    void text(Field field, String value) {
      with(field, name -> document.put(name, value));
    }

    void number(Field field, long value) {
      with(field, name -> document.put(name, value));
    }

    void copy(Field field, JsonNode value) {
      if (!value.isMissingNode()) {
        with(field, name -> document.set(name, value));
      }
    }

    /// What the event says itself, but for what was made of it already.
    void rest(ObjectNode event) {
      for (var property : event.properties()) {
        var known = Field.named(property.getKey());
        if (known.isPresent()) {
          copy(known.get(), property.getValue());
        } else if (!property.getKey().equals("at") && !document.has(property.getKey())) {
          document.set(property.getKey(), property.getValue());
        }
      }
    }

    private void with(Field field, Consumer<String> putting) {
      fields.name(field).filter(name -> !document.has(name)).ifPresent(putting);
    }
  }

  /// Such as `message.retried in transform (unpacked.delivery): java.io.IOException: disk full`.
  private static String sentence(ObjectNode event) {
    var reason = text(event, "reason");
    return "%s in %s (%s)%s"
        .formatted(
            text(event, "name"),
            text(event, "application"),
            text(event, "routingKey"),
            reason.isEmpty() ? "" : ": " + reason);
  }

  /// The first word of the reason, if a colon ends it: a class, or what was aborted for.
  private static Optional<String> error(ObjectNode event) {
    var reason = text(event, "reason");
    var end = reason.indexOf(": ");
    var word = end < 0 ? reason : reason.substring(0, end);
    return word.length() <= SHOWN && ERROR.matcher(word).matches()
        ? Optional.of(word)
        : Optional.empty();
  }

  private static Optional<Instant> instant(ObjectNode event, String name) {
    try {
      return Optional.of(Instant.parse(text(event, name)));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  private static String text(ObjectNode event, String name) {
    return event.path(name) instanceof StringNode text ? text.stringValue() : "";
  }

  private static InvalidMessageException noEvent(String path, String line, String expected) {
    var shown = line.substring(0, Math.min(line.length(), SHOWN));
    return new InvalidMessageException(
        "this is not an event", List.of(new Violation(path, shown, expected)));
  }

  /// The same for the same line, always.
  private static String digest(String line) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(line.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
