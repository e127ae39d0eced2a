package dev.tributary.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.tributary.artemis.EmbeddedBroker;
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
  /// The commands that run a broker for as long as they are not told to stop.
  static final String UP = "up";

  static final String RUN = "run";

  /// How long somebody who only looks at the queues has the folder, with some to spare.
  static final Duration A_MOMENT = Duration.ofSeconds(5);

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

  /// By which a process has the folder.
  Path lock() {
    return root.resolve("lock");
  }

  /// Who has it.
  private Path holder() {
    return root.resolve("holder");
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
    return hold(command, patience, false, messages).orElseThrow();
  }

  /// Takes the folder for this process, unless another one stays up over it and lets others join
  /// its broker. Who has the folder for a moment only is waited for, even if its broker listens:
  /// that ends under the hands of those that joined it.
  ///
  /// @param patience how long to wait until one of the two can be
  /// @return empty if the broker of the other process is to be joined
  /// @throws UsageException if another process keeps the folder and nobody can join it, naming that
  ///   one
  Optional<Hold> holdUnlessJoinable(String command, Duration patience, PrintWriter messages)
      throws IOException, InterruptedException {
    return hold(command, patience, true, messages);
  }

  private Optional<Hold> hold(
      String command, Duration patience, boolean joining, PrintWriter messages)
      throws IOException, InterruptedException {
    if (joining && isJoinable()) {
      return Optional.empty();
    }
    Files.createDirectories(root);
    var channel = FileChannel.open(lock(), CREATE, READ, WRITE);
    var held = Optional.<Hold>empty();
    try {
      held = await(channel, command, patience, joining, messages);
      return held;
    } finally {
      if (held.isEmpty()) {
        channel.close();
      }
    }
  }

  private Optional<Hold> await(
      FileChannel channel, String command, Duration patience, boolean joining, PrintWriter messages)
      throws IOException, InterruptedException {
    var end = Instant.now().plus(patience);
    var told = false;
    while (tryLock(channel).isEmpty()) {
      if (joining && isJoinable()) {
        return Optional.empty();
      }
      if (Instant.now().isAfter(end)) {
        throw new UsageException(
            "the data folder %s is held by %s%s; wait for it, stop it, or use another --data"
                .formatted(
                    root,
                    who(),
                    joining ? ", which lets nobody join its broker as `tributary up` does" : ""));
      }
      if (!told) {
        messages.printf("waiting for the data folder %s, held by %s%n", root, who());
        messages.flush();
        told = true;
      }
      Thread.sleep(BETWEEN_TRIES);
    }
    Files.writeString(
        holder(),
        "`tributary %s`, process %d, since %s"
            .formatted(command, ProcessHandle.current().pid(), Instant.now()));
    return Optional.of(new Hold(channel, holder()));
  }

  /// Whether a process that stays up holds the folder, and others may join its broker.
  private boolean isJoinable() throws IOException {
    return (isHeldFor(UP) || isHeldFor(RUN)) && EmbeddedBroker.isListening(broker());
  }

  /// Whether a process that runs the command `command` holds the folder, as far as its file says.
  boolean isHeldFor(String command) throws IOException {
    return who().startsWith("`tributary " + command + "`");
  }

  /// Whoever holds the folder says so in a file, and may be letting go at this moment.
  private String who() throws IOException {
    try {
      return Files.readString(holder());
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
