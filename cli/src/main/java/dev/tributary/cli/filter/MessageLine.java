package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Message.Hop;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A message as one line: a JSON object that begins with `"tributary":1`.
///
/// Its last field is the body: `body` if it is JSON, `text` if it is other UTF-8, `base64` (RFC
/// 4648, section 4) if it is neither, so that a body that is the text `1` is not taken for the
/// number. A number of attempts is not among the fields: a result has none behind it.
final class MessageLine {
  private static final String VERSION_FIELD = "tributary";
  private static final String VERSION = "1";

  private MessageLine() {}

  static byte[] write(Message message) {
    var out = new ByteArrayOutputStream(512 + message.body().size());
    try (var json = JsonText.generator(out)) {
      json.writeStartObject();
      json.writeName(VERSION_FIELD).writeNumber(VERSION);
      json.writeStringProperty("id", message.id());
      json.writeStringProperty("jobId", message.jobId());
      json.writeName("ancestorIds").writeStartArray();
      message.ancestorIds().forEach(json::writeString);
      json.writeEndArray();
      json.writeStringProperty("originatedAt", message.originatedAt().toString());
      json.writeStringProperty("routingKey", message.routingKey());
      json.writeName("history").writeStartArray();
      message.history().forEach(hop -> write(json, hop));
      json.writeEndArray();
      json.writeName("headers").writeStartObject();
      message.headers().forEach(json::writeStringProperty);
      json.writeEndObject();
      write(json, message.body().bytes());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Hop hop) {
    json.writeStartObject();
    json.writeStringProperty("application", hop.application());
    json.writeStringProperty("receivedAt", hop.receivedAt().toString());
    json.writeStringProperty("sentAt", hop.sentAt().toString());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, byte[] body) {
    if (JsonText.isJson(body)) {
      json.writeName("body").writeRawValue(new String(ResultFormat.onOneLine(body), UTF_8));
    } else if (JsonText.isUtf8(body)) {
      json.writeStringProperty("text", new String(body, UTF_8));
    } else {
      json.writeStringProperty("base64", Base64.getEncoder().encodeToString(body));
    }
  }

  /// The message that `line` is, if it begins like one. `parser` has read nothing of it; if it is
  /// no message, it stands somewhere in the first value.
  ///
  /// @throws IllegalArgumentException if it begins like one and is none
  static Optional<Message> read(JsonParser parser, byte[] line) {
    if (!parser.isExpectedStartObjectToken()
        || parser.nextToken() != JsonToken.PROPERTY_NAME
        || !VERSION_FIELD.equals(parser.currentName())
        || parser.nextToken() != JsonToken.VALUE_NUMBER_INT
        || !VERSION.equals(parser.getString())) {
      return Optional.empty();
    }
    var fields = new Fields();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      fields.read(parser, name, line);
    }
    return Optional.of(fields.message());
  }

  /// What was read so far. Fields that are not known are left out, for those that are to come.
  private static final class Fields {
    private final Map<String, String> texts = new HashMap<>();
    private final List<String> ancestorIds = new ArrayList<>();
    private final List<Hop> history = new ArrayList<>();
    private final Map<String, String> headers = new HashMap<>();
    private Optional<Body> body = Optional.empty();

    void read(JsonParser parser, String name, byte[] line) {
      switch (name) {
        case "id", "jobId", "originatedAt", "routingKey" -> texts.put(name, text(parser, name));
        case "ancestorIds" -> {
          require(parser, JsonToken.START_ARRAY, name);
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            ancestorIds.add(text(parser, name));
          }
        }
        case "history" -> {
          require(parser, JsonToken.START_ARRAY, name);
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            var hop = object(parser, name);
            history.add(
                new Hop(
                    required(hop, "application"),
                    instant(hop, "receivedAt"),
                    instant(hop, "sentAt")));
          }
        }
        case "headers" -> headers.putAll(object(parser, name));
        case "body" -> body = Optional.of(raw(parser, line));
        case "text" -> body = Optional.of(Body.utf8(text(parser, name)));
        case "base64" -> body = Optional.of(decoded(text(parser, name)));
        default -> parser.skipChildren();
      }
    }

    Message message() {
      var id = required(texts, "id");
      return new Message(
          id,
          texts.getOrDefault("jobId", id),
          ancestorIds,
          instant(texts, "originatedAt"),
          required(texts, "routingKey"),
          1,
          history,
          headers,
          body.orElseThrow(() -> missing("body, text or base64")));
    }
  }

  /// The bytes of the value at which `parser` stands.
  private static Body raw(JsonParser parser, byte[] line) {
    var start = parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    var end = parser.currentLocation().getByteOffset();
    return Body.of(Arrays.copyOfRange(line, Math.toIntExact(start), Math.toIntExact(end)));
  }

  private static Body decoded(String base64) {
    try {
      return Body.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException noBase64) {
      throw new IllegalArgumentException(
          "expected base64 of a message to be what its name says: " + noBase64.getMessage(),
          noBase64);
    }
  }

  private static Map<String, String> object(JsonParser parser, String name) {
    require(parser, JsonToken.START_OBJECT, name);
    var values = new HashMap<String, String>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = parser.currentName();
      parser.nextToken();
      values.put(key, text(parser, name + "." + key));
    }
    return values;
  }

  private static String text(JsonParser parser, String name) {
    require(parser, JsonToken.VALUE_STRING, name);
    return parser.getString();
  }

  private static void require(JsonParser parser, JsonToken token, String name) {
    if (!parser.hasToken(token)) {
      var kind =
          switch (token) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            default -> "a string";
          };
      throw new IllegalArgumentException("expected " + name + " of a message to be " + kind);
    }
  }

  private static String required(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name)).orElseThrow(() -> missing(name));
  }

  private static Instant instant(Map<String, String> values, String name) {
    var text = required(values, name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException noTime) {
      throw new IllegalArgumentException(
          "expected %s of a message to be a time such as 2026-01-31T12:00:00Z, got: \"%s\""
              .formatted(name, text),
          noTime);
    }
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("expected a message to have " + name + ", found none");
  }
}
