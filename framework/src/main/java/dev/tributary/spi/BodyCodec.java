package dev.tributary.spi;

import dev.tributary.Body;
import dev.tributary.InvalidMessageException;

/// Turns bodies into values and back. Found by `ServiceLoader`; there is one on the class path, or
/// none is needed. Safe for use by many threads.
public interface BodyCodec {
  /// The value of type `T` that `body` holds.
  ///
  /// @throws InvalidMessageException if it holds none, saying where and why
  <T> T read(Body body, Class<T> type);

  /// A body that holds `value`.
  ///
  /// @throws IllegalArgumentException if it cannot be written
  Body write(Object value);
}
