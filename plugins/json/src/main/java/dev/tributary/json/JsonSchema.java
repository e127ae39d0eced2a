package dev.tributary.json;

import com.networknt.schema.Schema;
import dev.tributary.InvalidMessageException;
import dev.tributary.InvalidMessageException.Violation;
import dev.tributary.Message;
import dev.tributary.Processor;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A JSON Schema that guards what comes into an application and what goes out of it:
///
///     .preprocess(JsonSchema.resource(Orders.class, "order.schema.json").validate())
///     .postprocess(JsonSchema.resource(Orders.class, "invoice.schema.json").validate())
///
/// Draft 2020-12 unless its `$schema` names draft 2019-09, 7, 6 or 4. Formats such as `date-time` are
/// checked. A `$ref` may lead to a place in the schema itself, to a file beside it or below, or to the
/// standard's own schemas; nothing is ever fetched. Where the schema has an `$id`, the files beside it
/// are those whose addresses begin like it.
///
/// The schema is read and checked when it is made, once: what is wrong with it, or with a file that it
/// refers to, is found at start. Immutable; safe for use by many threads.
///
/// What a hostile message can cost is bounded: by Jackson's limits ([JsonCodec] names them), by
/// [#STEPS], by [#MATCHING_STEPS] and by [#VIOLATIONS]. Bounded by nothing but the size of the
/// message is what the library spends on `format` and `uniqueItems`.
public final class JsonSchema {
  /// How many violations of one message are told; there may be more.
  public static final int VIOLATIONS = 1_000;

  /// How often a keyword of the schema is applied to a part of one message, at most.
  public static final long STEPS = 20_000_000;

  /// How many characters of one message are looked at for all `pattern`s, at most; one that is
  /// looked at again counts again.
  public static final int MATCHING_STEPS = 100_000_000;

  private final String name;
  private final Schema schema;

  private JsonSchema(SchemaSource source) {
    this.name = source.name();
    this.schema = Schemas.compile(source);
  }

  /// The schema in the resource `name`, which lies beside the class `near` or below.
  ///
  /// @throws IllegalArgumentException if it is not there or is no schema, saying where and why
  public static JsonSchema resource(Class<?> near, String name) {
    return new JsonSchema(new SchemaSource.Resource(near, name));
  }

  /// The schema in `file`.
  ///
  /// @throws IllegalArgumentException if it cannot be read or is no schema, saying where and why
  public static JsonSchema file(Path file) {
    return new JsonSchema(new SchemaSource.File(file));
  }

  /// The schema that `schema` says. It refers to nothing but itself.
  ///
  /// @throws IllegalArgumentException if it is no schema, saying where and why
  public static JsonSchema text(String schema) {
    return new JsonSchema(new SchemaSource.Text(schema));
  }

  /// Lets messages through whose bodies match, as they are. All others are an
  /// [InvalidMessageException] that names every violation. By the standard policy such a message is
  /// set aside at once; a result that does not match sets its input aside.
  public Processor validate() {
    return this::checked;
  }

  private Message checked(Message message) {
    var summary = "the message does not match the schema " + name;
    var violations = SchemaCheck.violations(schema, json(message, summary));
    if (!violations.isEmpty()) {
      throw new InvalidMessageException(summary, violations);
    }
    return message;
  }

  private static JsonNode json(Message message, String summary) {
    var text = JsonText.of(message.body(), summary);
    if (text.isBlank()) {
      throw new InvalidMessageException(
          summary, List.of(new Violation("", "", "there is no JSON in the body")));
    }
    try (var parser = Json.parser(text)) {
      return Json.MAPPER.readValue(parser, JsonNode.class);
    } catch (JacksonException notJson) {
      throw Problem.of(notJson, text, summary);
    }
  }
}
