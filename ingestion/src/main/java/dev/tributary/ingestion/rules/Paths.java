package dev.tributary.ingestion.rules;

import java.util.stream.Stream;

/// Paths of elements and JSON pointers: what is parted by `/`, the outermost first. Looking up what
/// something is in takes no longer when there is much that it could be in.
final class Paths {
  private Paths() {}

  /// `path` itself, then what that is in, and so on.
  static Stream<String> upwards(String path) {
    return Stream.iterate(path.length(), end -> end >= 0, end -> path.lastIndexOf('/', end - 1))
        .map(end -> path.substring(0, end));
  }
}
