package dev.tributary.json;

import dev.tributary.Body;
import dev.tributary.InvalidMessageException;
import dev.tributary.InvalidMessageException.Violation;
import dev.tributary.spi.BodyCodec;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidDefinitionException;

/// Bodies as JSON (RFC 8259), by Jackson, for records above all. Jackson's annotations work.
///
/// **Reading** takes nothing for what it is not:
///
/// - A component of a record has to be there and not null, unless it is an `Optional` or annotated
///   `@Nullable`: what a record says of itself to NullAway is what its messages are held to. The
///   same goes for the elements of its collections and the values of its maps. A component with
///   `@JsonSetter` is as that says.
/// - Properties that no component is for are ignored, so that a sender may add some.
/// - Text is no number, a number no text, `1.5` no integer; a time is text as ISO 8601 has it, with
///   its offset kept.
/// - `NaN`, infinite numbers and decimal numbers of more than 1000 digits are refused, as are
///   duplicate properties, anything after the value, bytes that are not UTF-8 and Jackson's limits
///   exceeded: 500 levels, numbers of 1000 characters, texts of 100 million. A byte order mark is
///   ignored.
///
/// What an exception of the record's own constructor says is the violation.
///
/// **Writing** the same value gives the same bytes: components in their order, maps and sets in the
/// order of their keys and elements as far as these are comparable, times as ISO 8601. What is null
/// or an empty `Optional` is left out.
public final class JsonCodec implements BodyCodec {
  @Override
  public <T> T read(Body body, Class<T> type) {
    var summary = "the message does not hold " + Expectation.noun(type);
    var text = JsonText.of(body, summary);
    if (text.isBlank()) {
      throw new InvalidMessageException(
          summary, List.of(new Violation("", "", "there is no JSON in the body")));
    }
    try (var parser = Json.parser(text)) {
      var value = Json.MAPPER.readValue(parser, type);
      if (value == null) {
        throw new InvalidMessageException(
            summary, List.of(new Violation("", "null", "expected " + Expectation.of(type))));
      }
      return value;
    } catch (InvalidDefinitionException noFaultOfTheMessage) {
      throw new IllegalArgumentException(
          "a %s cannot be read from JSON: %s"
              .formatted(type.getName(), noFaultOfTheMessage.getOriginalMessage()),
          noFaultOfTheMessage);
    } catch (JacksonException wrong) {
      throw Problem.of(wrong, text, summary);
    }
  }

  @Override
  public Body write(Object value) {
    var bytes = new ByteArrayOutputStream();
    try (var generator = Json.generator(bytes)) {
      Json.MAPPER.writeValue(generator, value);
    } catch (JacksonException wrong) {
      throw new IllegalArgumentException(
          "a %s cannot be written as JSON: at \"%s\": %s"
              .formatted(
                  value.getClass().getName(), Problem.pointer(wrong), wrong.getOriginalMessage()),
          wrong);
    }
    return Body.of(bytes.toByteArray());
  }
}
