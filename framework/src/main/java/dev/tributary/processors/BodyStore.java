package dev.tributary.processors;

import dev.tributary.Body;
import dev.tributary.InvalidMessageException;
import java.io.IOException;

/// Keeps bodies outside the broker, by name. Safe for use by many threads and by several processes.
///
/// @see ClaimCheck
public interface BodyStore {
  /// Keeps `body`. Returns once it would survive a loss of power; a message with its name may be
  /// sent then. Putting the same body again is no error.
  ///
  /// @return a name by which it can be had from every instance of this store
  /// @throws IOException if it cannot be kept
  String put(Body body) throws IOException, InterruptedException;

  /// The body that was put under `name`, to the byte.
  ///
  /// @param name as it came in a message, so possibly anything
  /// @throws IOException if it is not there, or not now: another attempt may find it
  /// @throws InvalidMessageException if `name` cannot be a name of this store's, or what is there
  ///   is not what was put
  Body get(String name) throws IOException, InterruptedException;
}
