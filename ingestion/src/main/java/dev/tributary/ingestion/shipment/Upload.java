package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// What tells that an upload has not come to its end, however quiet it is: a name that those who
/// upload give to what is not whole, and the order in which DDEX's choreographies send files.
public final class Upload {
  private static final Pattern PARTIAL =
      Pattern.compile(
          ".*\\.(part|partial|tmp|temp|filepart|crdownload|download|uploading|upload|writing)",
          Pattern.CASE_INSENSITIVE);

  /// What rsync calls a file that it is about to write, or a folder of such, and ProFTPD.
  private static final Pattern HIDDEN_PARTIAL =
      Pattern.compile("\\.(?!_).+\\.[^.]+\\.[A-Za-z0-9]{6}|\\.rsync-partial|\\.~tmp~|\\.in\\..+");

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
    if (isPartial(name)) {
      return Optional.of("the rest of " + name);
    }
    var isComplete = inBatch || holdsManifest(folder);
    if (!isComplete && BATCH.matcher(name).matches()) {
      return Optional.of("BatchComplete_*.xml in " + name);
    }
    if (!isComplete && RELEASE.matcher(name).matches() && !holdsMessage(folder)) {
      return Optional.of("the message in " + name);
    }
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var each : entries) {
        var awaited =
            Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                ? ofFolder(each, isComplete)
                : ofFile(each);
        if (awaited.isPresent()) {
          return awaited;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofFile(Path file) {
    return isPartial(name(file)) ? Optional.of("the rest of " + name(file)) : Optional.empty();
  }

  private static boolean isPartial(String name) {
    return PARTIAL.matcher(name).matches() || HIDDEN_PARTIAL.matcher(name).matches();
  }

  private static boolean holdsManifest(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.anyMatch(each -> Files.isRegularFile(each) && FileKind.isManifest(name(each)));
    }
  }

  /// Whether there is a message in `folder` or in its folders, or an archive, which may hold one.
  private static boolean holdsMessage(Path folder) throws IOException {
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var each : entries) {
        if (!PackagePath.isHiddenName(name(each))
            && (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                ? holdsMessage(each)
                : isMessage(each))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isMessage(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && FileKind.of(new DiskFile(file, name(file), Files.size(file))) != FileKind.MEDIA;
  }

  private static String name(Path path) {
    return DiskFolder.name(path);
  }
}
