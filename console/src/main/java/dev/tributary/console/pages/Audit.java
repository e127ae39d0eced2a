package dev.tributary.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;

import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// What was done on the pages that is written down nowhere else: submissions and pauses. A file, a
/// line of JSON for each. Safe for use by many threads.
final class Audit {
  private static final String NAME = "console-audit.jsonl";

  /// In bytes; most lines are shorter.
  private static final int LINE = 1_024;

  private final Path file;

  /// @param about what it was done to, and why if that was said
  record Entry(Instant at, String who, String what, String about) {}

  Audit(Path folder) {
    this.file = folder.resolve(NAME);
  }

  /// Written down, and on the disk, before it is done.
  synchronized void note(String who, String what, String about) throws IOException {
    var line = Json.text(new Entry(Instant.now(), who, what, about)) + "\n";
    var whole = isTorn() ? "\n" + line : line;
    Files.write(file, whole.getBytes(UTF_8), CREATE, APPEND, DSYNC);
  }

  /// Whether the machine went down while a line was written.
  private boolean isTorn() throws IOException {
    var end = tail(1);
    return !end.isEmpty() && !end.equals("\n");
  }

  /// The last `limit`, the latest first.
  synchronized List<Entry> last(int limit) throws IOException {
    return tail(limit * LINE).lines().toList().reversed().stream()
        .flatMap(line -> entry(line).stream())
        .limit(limit)
        .toList();
  }

  /// The last `bytes` of the file, or all of it.
  private String tail(int bytes) throws IOException {
    if (Files.notExists(file)) {
      return "";
    }
    try (var channel = FileChannel.open(file)) {
      var buffer = ByteBuffer.allocate((int) Math.min(bytes, channel.size()));
      channel.position(channel.size() - buffer.capacity());
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Until it is full.
      }
      return new String(buffer.array(), UTF_8);
    }
  }

  /// What a line says; nothing if it is one of which a part only is here.
  private static Optional<Entry> entry(String line) {
    try {
      return Optional.of(Json.readOwn(line, Entry.class));
    } catch (JacksonException torn) {
      return Optional.empty();
    }
  }
}
