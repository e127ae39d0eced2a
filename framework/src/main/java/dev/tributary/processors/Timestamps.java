package dev.tributary.processors;

import dev.tributary.Processor;
import dev.tributary.spi.Headers;
import java.time.InstantSource;

/// Writes down in a header when a message passed.
///
///     Application.named("orders")
///         .consumes("received", "#")
///         .preprocess(Timestamps.stampOnce("received_at"))
///         .callback(message -> List.of(message))
///         .postprocess(Timestamps.stamp("checked_at"))
///
/// The value is an instant as ISO 8601 has it, in UTC: `2026-01-31T12:00:00.123456Z`. A result that
/// is made from its input ([dev.tributary.Message#with]) has the input's headers, stamps included.
public final class Timestamps {
  private Timestamps() {}

  /// Sets `header` to the current instant, whatever it was before.
  ///
  /// @throws IllegalArgumentException if no header can have that name
  public static Processor stamp(String header) {
    return stamp(header, InstantSource.system());
  }

  /// The same, by a clock of the caller's.
  public static Processor stamp(String header, InstantSource clock) {
    requireName(header);
    return message -> message.withHeader(header, clock.instant().toString());
  }

  /// Sets `header` to the current instant, unless the message has it: a retry, or an application
  /// further on, leaves the first stamp in place.
  ///
  /// @throws IllegalArgumentException if no header can have that name
  public static Processor stampOnce(String header) {
    return stampOnce(header, InstantSource.system());
  }

  /// The same, by a clock of the caller's.
  public static Processor stampOnce(String header, InstantSource clock) {
    requireName(header);
    return message ->
        message.headers().containsKey(header)
            ? message
            : message.withHeader(header, clock.instant().toString());
  }

  private static void requireName(String header) {
    if (header.isBlank() || header.startsWith(Headers.PREFIX)) {
      throw new IllegalArgumentException(
          "expected a header's name that does not begin with \"%s\", which is the framework's own, got: \"%s\""
              .formatted(Headers.PREFIX, header));
    }
  }
}
