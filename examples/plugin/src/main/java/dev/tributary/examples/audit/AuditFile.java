package dev.tributary.examples.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/// A text file that grows at its end. Safe for use by many threads, and by several processes at
/// once.
final class AuditFile implements AutoCloseable {
  private final OutputStream end;

  private AuditFile(OutputStream end) {
    this.end = end;
  }

  /// Opens `file`; makes it, and its folder, if they are not there.
  static AuditFile open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return new AuditFile(Files.newOutputStream(file, CREATE, APPEND));
  }

  /// Writes `line` down. It is with the operating system then: a crash of this process loses
  /// nothing, one of the machine may.
  synchronized void append(String line) throws IOException {
    end.write((line + "\n").getBytes(UTF_8));
  }

  /// The last `count` lines of `file`; none if it is not there.
  static List<String> last(int count, Path file) throws IOException {
    if (Files.notExists(file)) {
      return List.of();
    }
    var last = new ArrayDeque<String>();
    try (var lines = Files.newBufferedReader(file)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (last.size() == count) {
          last.removeFirst();
        }
        last.addLast(line);
      }
    }
    return List.copyOf(last);
  }

  static boolean canBeWritten(Path file) {
    return Files.isRegularFile(file) && Files.isWritable(file);
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
