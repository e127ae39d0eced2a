package dev.tributary.database;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What led to a failure.
final class Causes {
  /// Of a failure, looked at; more than that is a ring.
  private static final int LIMIT = 100;

  private Causes() {}

  /// Whether `failure` or something below it is one that is looked for.
  static boolean include(@Nullable Throwable failure, Predicate<Throwable> lookedFor) {
    var cause = failure;
    for (var depth = 0; cause != null && depth < LIMIT; depth++) {
      if (lookedFor.test(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
