package dev.tributary.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;

import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/// What was done on the pages that is written down nowhere else: submissions and pauses. A file, a
/// line of JSON for each. Safe for use by many threads.
final class Audit {
  private static final String NAME = "console-audit.jsonl";

  private final Path file;

  /// @param about what it was done to, and why if that was said
  record Entry(Instant at, String who, String what, String about) {}

  Audit(Path folder) {
    this.file = folder.resolve(NAME);
  }

  /// Written down, and on the disk, before it is done.
  synchronized void note(String who, String what, String about) throws IOException {
    var line = Json.text(new Entry(Instant.now(), who, what, about)) + "\n";
    Files.write(file, line.getBytes(UTF_8), CREATE, APPEND, DSYNC);
  }

  /// The last `limit`, the latest first.
  synchronized List<Entry> last(int limit) throws IOException {
    if (Files.notExists(file)) {
      return List.of();
    }
    var last = new ArrayDeque<String>();
    try (var lines = Files.lines(file)) {
      lines.forEach(
          line -> {
            last.addFirst(line);
            if (last.size() > limit) {
              last.removeLast();
            }
          });
    }
    return last.stream().map(line -> Json.readOwn(line, Entry.class)).toList();
  }
}
