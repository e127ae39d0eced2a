package dev.tributary.database;

import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What a work came to on another thread than its caller's: a value, or what it threw.
record Attempt<T extends @Nullable Object>(@Nullable T value, @Nullable Throwable failure) {
  /// Runs `work` on a handle of its own.
  static <T extends @Nullable Object> Attempt<T> of(Jdbi jdbi, Work<T, ?> work) {
    try (var handle = jdbi.open()) {
      return new Attempt<>(work.on(handle), null);
    } catch (Throwable thrown) {
      return new Attempt<>(null, thrown);
    }
  }

  boolean failed() {
    return failure != null;
  }

  /// Whether an [Error] is at the bottom of the failure: what it broke off, nobody knows.
  boolean brokeOff() {
    return Causes.include(failure, Error.class::isInstance);
  }

  /// The value, or what the work threw: an `X`, which it may throw, or something unchecked.
  @SuppressWarnings({"unchecked", "NullAway"})
  <X extends Exception> T get() throws X {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (X) failure;
    }
    return value;
  }
}
