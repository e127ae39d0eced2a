package dev.tributary.ingestion.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a file says now: what is changed in it is used within a second or so, without a restart.
/// While it is broken, what it said before is used. Safe for use by many threads.
///
/// @param <T> what it says, immutable
public final class LiveFile<T> {
  private static final Logger log = LoggerFactory.getLogger(LiveFile.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Path file;
  private final Reader<T> reader;
  private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
  private volatile Stamp seen;
  private volatile T said;

  /// Reads a file.
  @FunctionalInterface
  public interface Reader<T> {
    /// What `file` says, which need not be there.
    ///
    /// @throws IllegalArgumentException if it says something that it cannot
    T read(Path file) throws IOException;
  }

  /// By what a file that was written anew is known.
  private record Stamp(FileTime modified, long bytes) {
    private static final Stamp ABSENT = new Stamp(FileTime.fromMillis(0), -1);

    static Stamp of(Path file) throws IOException {
      try {
        return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
      } catch (NoSuchFileException absent) {
        return ABSENT;
      }
    }
  }

  private LiveFile(Path file, Reader<T> reader, Stamp seen, T said) {
    this.file = file;
    this.reader = reader;
    this.seen = seen;
    this.said = said;
  }

  /// What `file` says, whatever changes there.
  ///
  /// @throws IllegalArgumentException if it says something that it cannot
  /// @throws IOException if it cannot be read
  public static <T> LiveFile<T> open(Path file, Reader<T> reader) throws IOException {
    // In this order: what changes in between is seen at the next look.
    var stamp = Stamp.of(file);
    return new LiveFile<>(file, reader, stamp, reader.read(file));
  }

  /// What it says now.
  public T current() {
    var last = lookedAt.get();
    var now = System.nanoTime();
    if (now - last > LOOK.toNanos() && lookedAt.compareAndSet(last, now)) {
      look();
    }
    return said;
  }

  /// What cannot be read now is read at the next look, changed or not; what says something that it
  /// cannot is complained of once.
  void look() {
    try {
      var stamp = Stamp.of(file);
      if (!stamp.equals(seen)) {
        reload();
        seen = stamp;
      }
    } catch (IOException unreadable) {
      complain(unreadable, "what it said before is used; tried again within a second or so");
    }
  }

  private void reload() throws IOException {
    try {
      said = reader.read(file);
      log.atInfo().addKeyValue("file", file).log("file.reloaded");
    } catch (IllegalArgumentException broken) {
      if (broken.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      complain(broken, "what it said before is used until it is mended");
    }
  }

  private void complain(Exception failure, String consequence) {
    log.atError()
        .addKeyValue("file", file)
        .addKeyValue("cause", failure.toString())
        .addKeyValue("consequence", consequence)
        .log("file.not-reloaded");
  }
}
