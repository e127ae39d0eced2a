package dev.tributary.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Set;
import net.logstash.logback.composite.AbstractJsonProvider;
import tools.jackson.core.JsonGenerator;

/// Writes [Fields] beside Logstash's own: numbers and truth values as they are, all else as text.
final class FieldsProvider extends AbstractJsonProvider<ILoggingEvent> {
  /// The names of Logstash's shape. A field of that name gets `_` at its end.
  private static final Set<String> TAKEN =
      Set.of(
          "@timestamp",
          "@version",
          "message",
          "logger_name",
          "thread_name",
          "level",
          "level_value",
          "stack_trace",
          "tags");

  @Override
  public void writeTo(JsonGenerator generator, ILoggingEvent event) {
    Fields.of(event)
        .forEach(
            (name, value) -> {
              generator.writeName(TAKEN.contains(name) ? name + "_" : name);
              write(generator, value);
            });
  }

  private static void write(JsonGenerator generator, Object value) {
    switch (value) {
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case Double number when Double.isFinite(number) -> generator.writeNumber(number);
      case Boolean truth -> generator.writeBoolean(truth);
      default -> generator.writeString(value.toString());
    }
  }
}
