package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What tells that an upload has not come to its end, however quiet it is: a name that those who
/// upload give to what is not whole, and the order in which DDEX's choreographies send files.
public final class Upload {
  private static final Pattern PARTIAL =
      Pattern.compile(
          ".*\\.(part|partial|tmp|temp|filepart|crdownload|download|uploading|upload|writing)",
          Pattern.CASE_INSENSITIVE);

  private static final String TIME =
      "20\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])([01]\\d|2[0-3])[0-5]\\d[0-5]\\d";

  /// A batch is called by the time at which it was made (ERN Choreography by SFTP).
  private static final Pattern BATCH = Pattern.compile(TIME + "\\d{3}");

  /// Sent by itself, a release is called by its id and that time.
  private static final Pattern RELEASE = Pattern.compile(".+_" + TIME + "(\\d{3})?");

  private Upload() {}

  /// What the file or folder `entry` still waits for; nothing if it may be complete.
  ///
  /// @throws IOException if a folder of it cannot be read
  public static Optional<String> awaited(Path entry) throws IOException {
    try {
      return Files.isDirectory(entry) ? ofFolder(entry, false) : ofFile(entry);
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    } catch (NoSuchFileException renamed) {
      return Optional.of("what is being renamed in it");
    }
  }

  private static Optional<String> ofFolder(Path folder, boolean inBatch) throws IOException {
    var name = name(folder);
    var isBatch = BATCH.matcher(name).matches();
    if (isBatch && !holds(folder, FileKind::isManifest)) {
      return Optional.of("BatchComplete_*.xml in " + name);
    }
    if (!inBatch && !isBatch && RELEASE.matcher(name).matches() && !holds(folder, Upload::isXml)) {
      return Optional.of("the message in " + name);
    }
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var each : entries) {
        var awaited =
            Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                ? ofFolder(each, inBatch || isBatch)
                : ofFile(each);
        if (awaited.isPresent()) {
          return awaited;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofFile(Path file) {
    return PARTIAL.matcher(name(file)).matches()
        ? Optional.of("the rest of " + name(file))
        : Optional.empty();
  }

  private static boolean holds(Path folder, Predicate<String> named) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.anyMatch(each -> Files.isRegularFile(each) && named.test(name(each)));
    }
  }

  private static boolean isXml(String name) {
    return !name.startsWith(".") && name.regionMatches(true, name.length() - 4, ".xml", 0, 4);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
