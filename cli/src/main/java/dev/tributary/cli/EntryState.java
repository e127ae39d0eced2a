package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/// What an entry of the inbox is like at one moment.
///
/// @param files sizes and times of all its files, and whether they may be read; empty if it has
///   none, or goes away meanwhile
/// @param at when it came, as far as that can be told
record EntryState(String files, Instant at) {
  private static final String UNREADABLE = "unreadable";

  /// A batch is called by the time at which it was made, a release by its id and that time.
  private static final Pattern TIMED = Pattern.compile("(?:.+_)?(20\\d{12})(\\d{3})?");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

  /// What may not be read is left to the intake, which says so; it is another state once it may.
  static EntryState of(Path entry) throws IOException {
    var files = new TreeMap<String, String>();
    var latest = Instant.MIN;
    try {
      // The intake follows an entry that is a link, too.
      var real = Files.isSymbolicLink(entry) ? entry.toRealPath() : entry;
      try (var walk = Files.walk(real)) {
        for (var file : walk.filter(Files::isRegularFile).toList()) {
          var changed = Files.getLastModifiedTime(file).toInstant();
          latest = latest.isBefore(changed) ? changed : latest;
          files.put(
              real.relativize(file).toString(),
              Files.size(file)
                  + "@"
                  + changed.toEpochMilli()
                  + (Files.isReadable(file) ? "" : UNREADABLE));
        }
      }
    } catch (IOException | UncheckedIOException failure) {
      var cause = failure instanceof UncheckedIOException walking ? walking.getCause() : failure;
      return new EntryState(cause instanceof NoSuchFileException ? "" : UNREADABLE, Instant.MIN);
    }
    return files.isEmpty()
        ? new EntryState("", latest)
        : new EntryState(
            UUID.nameUUIDFromBytes(files.toString().getBytes(UTF_8)).toString(),
            timeInName(entry).orElse(latest));
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /// Of a folder. The time is the sender's, of which the zone is not known: among the folders of
  /// one sender it does not matter.
  private static Optional<Instant> timeInName(Path entry) {
    var name = TIMED.matcher(String.valueOf(entry.getFileName()));
    if (!name.matches() || !Files.isDirectory(entry)) {
      return Optional.empty();
    }
    try {
      var seconds = LocalDateTime.parse(name.group(1), TIME).toInstant(ZoneOffset.UTC);
      var millis = Optional.ofNullable(name.group(2)).map(Long::parseLong).orElse(0L);
      return Optional.of(seconds.plusMillis(millis));
    } catch (DateTimeParseException another) {
      return Optional.empty();
    }
  }
}
