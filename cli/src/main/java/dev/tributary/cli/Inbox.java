package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingestion.shipment.UnusablePathException;
import dev.tributary.ingestion.shipment.Upload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder whose entries are taken in: each file or folder in it, once nothing in it has changed
/// for a while and nothing in it says that more is to come. What was taken is written down, so that
/// it is not taken again after a restart unless it has changed; it stays where it is.
final class Inbox {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);
  private static final String UNREADABLE = "unreadable";

  private final Path folder;
  private final Path record;
  private final Duration quiet;
  private final LongSupplier nanoTime;
  private final Set<String> taken;
  private final Map<Path, Seen> seen = new HashMap<>();
  private final Map<Path, String> awaited = new HashMap<>();
  private final Map<Path, Failed> failures = new HashMap<>();

  /// What an entry was like when it was looked at, and since when.
  private record Seen(String state, long since) {}

  /// Why an entry, or all of the folder, could not be taken in, and when that is tried again.
  private record Failed(String why, Duration pause, long tryAgainAt) {}

  private Inbox(
      Path folder, Path record, Duration quiet, LongSupplier nanoTime, Set<String> taken) {
    this.folder = folder;
    this.record = record;
    this.quiet = quiet;
    this.nanoTime = nanoTime;
    this.taken = taken;
  }

  /// @param record the file that what was taken is written down in, a line each
  /// @param quiet how long nothing in an entry has to change before it is taken
  /// @param nanoTime as [System#nanoTime] has it
  static Inbox in(Path folder, Path record, Duration quiet, LongSupplier nanoTime)
      throws IOException {
    Files.createDirectories(folder);
    try {
      return new Inbox(folder, record, quiet, nanoTime, new HashSet<>(Files.readAllLines(record)));
    } catch (NoSuchFileException firstTime) {
      return new Inbox(folder, record, quiet, nanoTime, new HashSet<>());
    }
  }

  /// How a path is taken in.
  interface Taking {
    /// Takes in what was shipped below `path`.
    ///
    /// @param taken called with the ids of each chunk that is taken in
    void take(Path path, Consumer<List<String>> taken) throws IOException, InterruptedException;
  }

  /// Takes in what comes, until this thread is interrupted. An entry that cannot be read is told,
  /// and left until it changes. Whatever else fails is told too, and tried again: it ends nothing.
  void watch(Taking intake, PrintWriter messages) throws InterruptedException {
    while (true) {
      look(intake, messages);
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  /// Takes in what is complete by now.
  void look(Taking intake, PrintWriter messages) throws InterruptedException {
    try {
      for (var entry : complete(messages)) {
        take(entry, intake, messages);
      }
      failures.remove(folder);
    } catch (IOException | UncheckedIOException failure) {
      failed(folder, failure, messages);
    }
    messages.flush();
  }

  private void take(Path entry, Taking intake, PrintWriter messages) throws InterruptedException {
    try {
      var line = line(entry, state(entry));
      takeOrLeave(entry, intake, messages);
      failures.remove(entry);
      taken.add(line);
      writeDown(line, messages);
    } catch (IOException | RuntimeException failure) {
      failed(entry, failure, messages);
    }
  }

  private static void takeOrLeave(Path entry, Taking intake, PrintWriter messages)
      throws IOException, InterruptedException {
    try {
      intake.take(entry, ids -> messages.printf("took in %s: %s%n", entry, String.join(", ", ids)));
    } catch (UnusablePathException unusable) {
      messages.printf("%s; it is left where it is%n", unusable.getMessage());
    }
  }

  private void writeDown(String line, PrintWriter messages) {
    try {
      Files.writeString(record, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      messages.printf(
          "cannot write to %s: %s; what was taken in now is taken in again after a restart, as a"
              + " duplicate%n",
          record, Failures.said(failure));
    }
  }

  /// Tells of it, unless it is what was told last, and puts the next attempt off.
  ///
  /// @throws InterruptedException if it failed because this thread is to end
  private void failed(Path entry, Exception failure, PrintWriter messages)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while taking in " + entry);
    }
    var why = Failures.said(failure);
    var last = failures.get(entry);
    if (last == null || !last.why().equals(why)) {
      messages.printf("cannot take in %s: %s; it is tried again until it works%n", entry, why);
      log.atDebug().addKeyValue("path", entry).setCause(failure).log("inbox.failed");
    }
    var pause = last == null ? BETWEEN_LOOKS : last.pause().multipliedBy(2);
    var next = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    failures.put(entry, new Failed(why, next, nanoTime.getAsLong() + next.toNanos()));
  }

  /// The entries that are complete, as far as can be told, and not taken yet, in path order. Of one
  /// that is quiet and not complete it is told once what it waits for.
  List<Path> complete(PrintWriter messages) throws IOException {
    var complete = new ArrayList<Path>();
    for (var entry : quiet()) {
      var awaits = awaits(entry);
      if (awaits.isEmpty()) {
        awaited.remove(entry);
        complete.add(entry);
      } else if (!awaits.equals(Optional.ofNullable(awaited.put(entry, awaits.get())))) {
        messages.printf(
            "%s is left alone until its upload ends: it waits for %s%n", entry, awaits.get());
      }
    }
    return complete;
  }

  private static Optional<String> awaits(Path entry) {
    try {
      return Upload.awaited(entry);
    } catch (IOException unreadable) {
      // The intake says so.
      return Optional.empty();
    }
  }

  private List<Path> quiet() throws IOException {
    var now = nanoTime.getAsLong();
    var found = new ArrayList<Path>();
    var entries = entries();
    seen.keySet().retainAll(entries);
    awaited.keySet().retainAll(entries);
    failures.keySet().removeIf(path -> !path.equals(folder) && !entries.contains(path));
    for (var entry : entries) {
      var state = state(entry);
      var before = seen.get(entry);
      if (before == null || !before.state().equals(state)) {
        seen.put(entry, new Seen(state, now));
        failures.remove(entry);
      } else if (now - before.since() >= quiet.toNanos()
          && !state.isEmpty()
          && !isPutOff(entry, now)
          && !taken.contains(line(entry, state))) {
        found.add(entry);
      }
    }
    return found;
  }

  private boolean isPutOff(Path entry, long now) {
    var failed = failures.get(entry);
    return failed != null && now - failed.tryAgainAt() < 0;
  }

  /// Names that begin with a dot are of those who upload under another name first.
  private List<Path> entries() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  /// Sizes and times of all files of an entry, and whether they may be read; empty if it has none,
  /// or goes away meanwhile. What may not be read is left to the intake, which says so; it is
  /// another state once it may.
  private static String state(Path entry) throws IOException {
    var files = new TreeMap<String, String>();
    try (var walk = Files.walk(entry)) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        files.put(
            entry.relativize(file).toString(),
            Files.size(file)
                + "@"
                + Files.getLastModifiedTime(file).toMillis()
                + (Files.isReadable(file) ? "" : UNREADABLE));
      }
    } catch (IOException | UncheckedIOException failure) {
      var cause = failure instanceof UncheckedIOException walking ? walking.getCause() : failure;
      return cause instanceof NoSuchFileException ? "" : UNREADABLE;
    }
    return files.isEmpty()
        ? ""
        : UUID.nameUUIDFromBytes(files.toString().getBytes(UTF_8)).toString();
  }

  private String line(Path entry, String state) {
    return folder.relativize(entry) + "\t" + state;
  }
}
