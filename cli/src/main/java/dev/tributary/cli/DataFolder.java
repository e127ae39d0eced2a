package dev.tributary.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The data folder: the embedded broker's journal, the content store, and the databases unless they
/// are on a server. One process at a time may run the broker; any number may read.
///
/// @param root the folder given by `--data`
record DataFolder(Path root) {
  private static final String HOLDER = "holder";
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  Path broker() {
    return root.resolve("broker");
  }

  Path content() {
    return root.resolve("content");
  }

  /// When samples of providers were run, and how that went.
  Path acceptance() {
    return root.resolve("acceptance.jsonl");
  }

  /// What was taken from the inbox.
  Path taken() {
    return root.resolve("inbox.taken");
  }

  /// Takes the folder for this process, waiting at most `patience` for another one to let go.
  ///
  /// @throws UsageException if another process keeps it, naming that one
  Hold hold(String command, Duration patience, PrintWriter messages)
      throws IOException, InterruptedException {
    Files.createDirectories(root);
    var holder = root.resolve(HOLDER);
    var channel = FileChannel.open(root.resolve("lock"), CREATE, READ, WRITE);
    var end = Instant.now().plus(patience);
    var told = false;
    while (true) {
      var lock = tryLock(channel);
      if (lock.isPresent()) {
        Files.writeString(
            holder,
            "`tributary %s`, process %d, since %s"
                .formatted(command, ProcessHandle.current().pid(), Instant.now()));
        return new Hold(channel, holder);
      }
      if (Instant.now().isAfter(end)) {
        channel.close();
        throw new UsageException(
            "the data folder %s is held by %s; wait for it, stop it, or use another --data"
                .formatted(root, who(holder)));
      }
      if (!told) {
        messages.printf("waiting for the data folder %s, held by %s%n", root, who(holder));
        told = true;
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  /// Whether a process that runs the command `command` holds the folder, as far as its file says.
  boolean isHeldFor(String command) throws IOException {
    return who(root.resolve(HOLDER)).startsWith("`tributary " + command + "`");
  }

  /// Whoever holds the folder says so in a file, and may be letting go at this moment.
  private static String who(Path holder) throws IOException {
    try {
      return Files.readString(holder);
    } catch (NoSuchFileException gone) {
      return "another process";
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return Optional.ofNullable(lock);
    } catch (OverlappingFileLockException sameProcess) {
      return Optional.empty();
    }
  }

  /// The folder is this process's until this is closed, or the process ends in whatever way.
  static final class Hold implements AutoCloseable {
    private final FileChannel channel;
    private final Path holder;

    private Hold(FileChannel channel, Path holder) {
      this.channel = channel;
      this.holder = holder;
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(holder);
      channel.close();
    }
  }
}
