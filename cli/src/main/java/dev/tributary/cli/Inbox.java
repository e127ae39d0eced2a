package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingestion.pipeline.Intake;
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
import java.util.function.LongSupplier;

/// A folder whose entries are taken in: each file or folder in it, once nothing in it has changed
/// for a while and nothing in it says that more is to come. What was taken is written down, so that it is not taken again after a restart
/// unless it has changed; it stays where it is.
final class Inbox {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final String UNREADABLE = "unreadable";

  private final Path folder;
  private final Path record;
  private final Duration quiet;
  private final LongSupplier nanoTime;
  private final Set<String> taken;
  private final Map<Path, Seen> seen = new HashMap<>();
  private final Map<Path, String> awaited = new HashMap<>();

  /// What an entry was like when it was looked at, and since when.
  private record Seen(String state, long since) {}

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

  /// Takes in what comes, until this thread is interrupted. An entry that cannot be read is told,
  /// and left until it changes.
  void watch(Intake intake, PrintWriter messages) throws IOException, InterruptedException {
    while (true) {
      for (var entry : complete(messages)) {
        take(entry, intake, messages);
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private void take(Path entry, Intake intake, PrintWriter messages)
      throws IOException, InterruptedException {
    var line = line(entry, state(entry));
    try {
      intake.take(
          List.of(entry),
          Optional.empty(),
          ids -> messages.printf("took in %s: %s%n", entry, String.join(", ", ids)));
    } catch (UnusablePathException unusable) {
      messages.printf("%s; it is left where it is%n", unusable.getMessage());
    }
    messages.flush();
    Files.writeString(record, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    taken.add(line);
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
        messages.printf("%s is left alone until its upload ends: it waits for %s%n", entry, awaits.get());
        messages.flush();
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
    for (var entry : entries) {
      var state = state(entry);
      var before = seen.get(entry);
      if (before == null || !before.state().equals(state)) {
        seen.put(entry, new Seen(state, now));
      } else if (now - before.since() >= quiet.toNanos()
          && !state.isEmpty()
          && !taken.contains(line(entry, state))) {
        found.add(entry);
      }
    }
    return found;
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

  /// Sizes and times of all files of an entry; empty if it has none, or goes away meanwhile. What
  /// may not be read is left to the intake, which says so.
  private static String state(Path entry) throws IOException {
    var files = new TreeMap<String, String>();
    try (var walk = Files.walk(entry)) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        files.put(
            entry.relativize(file).toString(),
            Files.size(file) + "@" + Files.getLastModifiedTime(file).toMillis());
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
