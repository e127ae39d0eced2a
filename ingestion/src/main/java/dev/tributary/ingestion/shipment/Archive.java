package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ContentBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/// Files that a stranger packed into one. What breaks a rule is refused with a [RefusedException],
/// when it is opened or as soon as it shows.
sealed interface Archive extends AutoCloseable permits ZipArchive, TarArchive {

  /// Opens an archive of a kind that its first bytes tell.
  ///
  /// @param name what the archive came as
  static Archive open(Path file, String name, ShipmentLimits limits) throws IOException {
    byte[] start;
    try (var in = Files.newInputStream(file)) {
      start = in.readNBytes(TarConstants.DEFAULT_RCDSIZE);
    }
    return isTar(start) || isGzip(start)
        ? new TarArchive(file, name, limits)
        : ZipArchive.open(file, limits);
  }

  /// Whether a file that begins with `start` is an archive, or a file that is compressed alone.
  static boolean isOne(byte[] start) {
    return isZip(start) || isGzip(start) || isTar(start);
  }

  /// Puts all files into `batch`.
  ///
  /// @return the files, in the archive's order
  List<StoredFile> storeIn(ContentBatch batch) throws IOException, InterruptedException;

  /// The manifests in it, in whatever folder.
  List<PackageFile> manifests() throws IOException;

  @Override
  void close() throws IOException;

  /// An archive with entries, one without, and the first of several parts (APPNOTE.TXT, 4.3).
  private static boolean isZip(byte[] start) {
    return startsWith(start, "PK\3\4")
        || startsWith(start, "PK\5\6")
        || startsWith(start, "PK\7\b");
  }

  /// RFC 1952, 2.3: its mark, and the only method there is.
  static boolean isGzip(byte[] start) {
    return startsWith(start, "\u001f\u008b\b");
  }

  /// A tar has no mark in its oldest form, but a sum of its first header (POSIX.1, `ustar`).
  static boolean isTar(byte[] start) {
    try {
      return start.length >= TarConstants.DEFAULT_RCDSIZE
          && TarUtils.verifyCheckSum(Arrays.copyOf(start, TarConstants.DEFAULT_RCDSIZE));
    } catch (IllegalArgumentException noSum) {
      return false;
    }
  }

  private static boolean startsWith(byte[] start, String magic) {
    var bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
    return Arrays.mismatch(start, bytes) == -1 || Arrays.mismatch(start, bytes) == bytes.length;
  }

  /// What refuses an archive that cannot be read.
  ///
  /// @param name of the file that is damaged; empty if it is the archive
  static RefusedException damaged(String name, String found) {
    var what = name.isEmpty() ? "archive" : "file \"%s\" in it".formatted(name);
    return new RefusedException(
        Violations.error(
            "package.damaged",
            name,
            "expected a sound archive, found in the %s: %s; send it again".formatted(what, found)));
  }

  /// What refuses an archive that would become too large.
  ///
  /// @param expected with a place for `limit`
  static RefusedException bomb(String name, String expected, long limit, long found) {
    return new RefusedException(
        Violations.error(
            "package.bomb",
            name,
            "expected %s, found %,d; send it uncompressed or in several archives"
                .formatted(expected.formatted(limit), found)));
  }
}
