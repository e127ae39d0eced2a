package dev.tributary.cli;

import java.util.Optional;

/// What `tributary doctor` found out about one thing.
///
/// @param what was looked at
/// @param fix what to do about it; empty if nothing
record Finding(Level level, String what, String found, Optional<String> fix) {
  /// How bad it is.
  enum Level {
    OK,
    /// Nothing is broken; somebody should know.
    WARN,
    /// Something does not work.
    FAIL
  }

  static Finding ok(String what, String found) {
    return new Finding(Level.OK, what, found, Optional.empty());
  }

  static Finding warn(String what, String found, String fix) {
    return new Finding(Level.WARN, what, found, Optional.of(fix));
  }

  static Finding fail(String what, String found, String fix) {
    return new Finding(Level.FAIL, what, found, Optional.of(fix));
  }
}
