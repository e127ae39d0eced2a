package dev.tributary.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/// What a line carries beside its message: what is being worked on, then what the line itself says.
/// A name that is in both is there once, with what the line says. Numbers and truth values are as
/// they are, all else is text.
final class Fields {
  private Fields() {}

  static Map<String, Object> of(ILoggingEvent event) {
    var fields = new LinkedHashMap<String, Object>(event.getMDCPropertyMap());
    var own = event.getKeyValuePairs();
    if (own != null) {
      for (KeyValuePair pair : own) {
        fields.put(String.valueOf(pair.key), plain(pair.value));
      }
    }
    return fields;
  }

  /// Makes texts of what the line says itself, now: what it refers to is its user's to change.
  static void settle(ILoggingEvent event) {
    var own = event.getKeyValuePairs();
    if (event instanceof LoggingEvent line
        && own != null
        && !own.stream().allMatch(Fields::isPlain)) {
      line.setKeyValuePairs(
          own.stream().map(pair -> new KeyValuePair(pair.key, plain(pair.value))).toList());
    }
  }

  private static boolean isPlain(KeyValuePair pair) {
    return switch (pair.value) {
      case String _, Integer _, Long _, Double _, Boolean _ -> true;
      case null, default -> false;
    };
  }

  private static Object plain(@Nullable Object value) {
    return switch (value) {
      case Integer number -> number;
      case Long number -> number;
      case Double number -> number;
      case Boolean truth -> truth;
      case null -> "null";
      default -> text(value);
    };
  }

  /// A value that cannot be read costs nobody the line that it is in.
  private static String text(Object value) {
    try {
      // Some have no text at all.
      return "" + value;
    } catch (RuntimeException | StackOverflowError unreadable) {
      return "(%s cannot be written: %s)"
          .formatted(value.getClass().getName(), unreadable.getClass().getName());
    }
  }
}
