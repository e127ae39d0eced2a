package dev.tributary.cli;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder whose entries are taken in: each file or folder in it, once nothing in it has changed
/// for a while and nothing in it says that more is to come. What was taken is written down, so that
/// it is not taken again after a restart unless it has changed; it stays where it is. What is ready
/// together is taken in the order in which it came: for some formats the later one counts.
final class Inbox {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  private final Path folder;
  private final OwnFolders own;
  private final Path record;
  private final Duration quiet;
  private final LongSupplier nanoTime;
  private final Set<String> taken;
  private final Map<Path, Seen> seen = new HashMap<>();
  private final Map<Path, String> leftAlone = new HashMap<>();
  private final Map<Path, Failed> failures = new HashMap<>();

  /// What an entry was like when it was looked at, and since when.
  private record Seen(EntryState state, long since) {}

  /// Why an entry, or all of the folder, could not be taken in, and when that is tried again.
  private record Failed(String why, Duration pause, long tryAgainAt) {}

  private Inbox(
      Path folder,
      OwnFolders own,
      Path record,
      Duration quiet,
      LongSupplier nanoTime,
      Set<String> taken) {
    this.folder = folder;
    this.own = own;
    this.record = record;
    this.quiet = quiet;
    this.nanoTime = nanoTime;
    this.taken = taken;
  }

  /// @param own what is no entry though it lies there
  /// @param record the file that what was taken is written down in, a line each
  /// @param quiet how long nothing in an entry has to change before it is taken
  /// @param nanoTime as [System#nanoTime] has it
  static Inbox in(Path folder, OwnFolders own, Path record, Duration quiet, LongSupplier nanoTime)
      throws IOException {
    Files.createDirectories(folder);
    return new Inbox(folder, own, record, quiet, nanoTime, lines(record));
  }

  private static Set<String> lines(Path record) throws IOException {
    try {
      return new HashSet<>(Files.readAllLines(record));
    } catch (NoSuchFileException firstTime) {
      return new HashSet<>();
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
    if (objection(entry).isPresent()) {
      return; // it became a link since it was looked at; the next look tells
    }
    try {
      var line = line(entry, EntryState.of(entry));
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
          record, ErrorReport.said(failure));
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
    var why = ErrorReport.said(failure);
    var last = failures.get(entry);
    if (last == null || !last.why().equals(why)) {
      messages.printf("cannot take in %s: %s; it is tried again until it works%n", entry, why);
      log.atDebug().addKeyValue("path", entry).setCause(failure).log("inbox.failed");
    }
    var pause = last == null ? BETWEEN_LOOKS : last.pause().multipliedBy(2);
    var next = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    failures.put(entry, new Failed(why, next, nanoTime.getAsLong() + next.toNanos()));
  }

  /// The entries that are complete, as far as can be told, and not taken yet, in the order in which
  /// they came. Of one that is left alone it is told once why.
  List<Path> complete(PrintWriter messages) throws IOException {
    var complete = new ArrayList<Path>();
    for (var entry : quiet(messages)) {
      var awaits = awaits(entry);
      if (awaits.isEmpty()) {
        leftAlone.remove(entry);
        complete.add(entry);
      } else {
        leave(entry, " until its upload ends: it waits for " + awaits.get(), messages);
      }
    }
    return complete;
  }

  private void leave(Path entry, String why, PrintWriter messages) {
    if (!Objects.equals(leftAlone.put(entry, why), why)) {
      messages.printf("%s is left alone%s%n", entry, why);
    }
  }

  private static Optional<String> awaits(Path entry) {
    try {
      return Upload.awaited(entry);
    } catch (IOException unreadable) {
      // The intake says so.
      return Optional.empty();
    }
  }

  private List<Path> quiet(PrintWriter messages) throws IOException {
    var now = nanoTime.getAsLong();
    var found = new ArrayList<Path>();
    var entries = entries(messages);
    seen.keySet().retainAll(entries);
    failures.keySet().removeIf(path -> !path.equals(folder) && !entries.contains(path));
    for (var entry : entries) {
      var state = EntryState.of(entry);
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
    found.sort(Comparator.comparing(this::arrival).thenComparing(Comparator.naturalOrder()));
    return found;
  }

  private Instant arrival(Path entry) {
    return Objects.requireNonNull(seen.get(entry)).state().at();
  }

  private boolean isPutOff(Path entry, long now) {
    var failed = failures.get(entry);
    return failed != null && now - failed.tryAgainAt() < 0;
  }

  /// What may become complete. Names that begin with a dot are of those who upload under another
  /// name first.
  private List<Path> entries(PrintWriter messages) throws IOException {
    var entries = new ArrayList<Path>();
    for (var entry : listed()) {
      var objection = objection(entry);
      if (objection.isEmpty()) {
        entries.add(entry);
      } else {
        leave(entry, objection.get(), messages);
      }
    }
    return entries;
  }

  private List<Path> listed() throws IOException {
    try (var entries = Files.list(folder)) {
      var listed =
          entries.filter(entry -> !entry.getFileName().toString().startsWith(".")).toList();
      leftAlone.keySet().retainAll(listed);
      return listed;
    }
  }

  /// Why it is never taken as it is. Who may write into the inbox may make links in it, to what
  /// they may not read themselves.
  private Optional<String> objection(Path entry) {
    var isLink = Files.isSymbolicLink(entry);
    try {
      var root = folder.toRealPath();
      var real = isLink ? entry.toRealPath() : root.resolve(folder.relativize(entry));
      if (real.equals(root) || !real.startsWith(root)) {
        return Optional.of(
            ": it is a link that leads out of the inbox, to %s; put that itself here, or take it in with `tributary ingest`"
                .formatted(real));
      }
      return own.at(real)
          .map(it -> ": Tributary itself writes there (the setting %s)".formatted(it.setting()));
    } catch (IOException unresolved) {
      return isLink
          ? Optional.of(": it is a link that cannot be followed: " + ErrorReport.said(unresolved))
          : Optional.empty();
    }
  }

  private String line(Path entry, EntryState state) {
    return folder.relativize(entry) + "\t" + state.files();
  }
}
