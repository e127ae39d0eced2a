package dev.tributary.database;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What led to a failure.
final class Causes {
  /// Of a failure, looked at; more than that is a ring.
  private static final int LIMIT = 100;

  private Causes() {}

  /// Whether `failure` or something below it is one that is looked for.
  static boolean include(@Nullable Throwable failure, Predicate<Throwable> lookedFor) {
    return deepest(failure, lookedFor).isPresent();
  }

  /// The deepest, of `failure` and what led to it, that is one that is looked for.
  static Optional<Throwable> deepest(@Nullable Throwable failure, Predicate<Throwable> lookedFor) {
    Optional<Throwable> found = Optional.empty();
    var cause = failure;
    for (var depth = 0; cause != null && depth < LIMIT; depth++) {
      if (lookedFor.test(cause)) {
        found = Optional.of(cause);
      }
      cause = cause.getCause();
    }
    return found;
  }
}
