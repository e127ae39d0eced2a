package dev.tributary.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Waits for files to change. It looks rather than being told: the same on every system, and on
/// network drives.
final class WatchedFiles {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final List<Path> paths;
  private Map<Path, FileTime> seen;

  /// @param paths files, or folders of them; one that is not there may come
  WatchedFiles(List<Path> paths) {
    this.paths = paths;
    this.seen = look();
  }

  /// Waits until something is different from what it was when this last returned, or was made, and
  /// stays as it is then: who saves several files, or a large one, is not done with the first byte.
  void await() throws InterruptedException {
    var before = seen;
    var found = look();
    while (found.equals(seen) || !found.equals(before)) {
      Thread.sleep(BETWEEN_LOOKS);
      before = found;
      found = look();
    }
    seen = found;
  }

  private Map<Path, FileTime> look() {
    var found = new TreeMap<Path, FileTime>();
    for (var path : paths) {
      try (var files = Files.walk(path)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          found.put(file, Files.getLastModifiedTime(file));
        }
      } catch (IOException | UncheckedIOException beingReplaced) {
        found.remove(path);
      }
    }
    return found;
  }
}
