package dev.tributary.ingestion.asset;

import java.io.InterruptedIOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.time.Duration;

/// How long one file may be measured, from now on. Decoders ask nobody whether they are to go on,
/// and a few bytes may be hours of sound: it is asked where bytes go in and where samples come out.
final class Patience {
  private final Duration limit;
  private final long begun = System.nanoTime();

  Patience(Duration limit) {
    this.limit = limit;
  }

  /// The file takes too long.
  static final class EndedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    EndedException(Duration limit) {
      super("expected a file that is decoded within %s, found more in it".formatted(limit));
    }
  }

  /// Goes on, or does not.
  ///
  /// @throws EndedException at the limit
  /// @throws UncheckedIOException of an [InterruptedIOException] if the thread was interrupted:
  ///   decoders take an [java.io.IOException] for a fault of the file
  void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new UncheckedIOException(new InterruptedIOException("interrupted while measuring"));
    }
    if (System.nanoTime() - begun >= limit.toNanos()) {
      throw new EndedException(limit);
    }
  }
}
