package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Archives that are not opened, by their first bytes.
final class UnreadArchive {

  private static final Map<String, String> KINDS =
      Map.of(
          "BZh", "a file compressed by bzip2",
          "\u00fd7zXZ\0", "a file compressed by xz",
          "(\u00b5/\u00fd", "a file compressed by zstd",
          "7z\u00bc\u00af'\u001c", "a 7-Zip archive",
          "Rar!\u001a\u0007", "a RAR archive");

  private static final int LONGEST = 6;

  private UnreadArchive() {}

  /// What `file` is, if it is one.
  static Optional<String> of(PackageFile file) throws IOException {
    try (var in = file.open()) {
      var start = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
      return KINDS.entrySet().stream()
          .filter(kind -> start.startsWith(kind.getKey()))
          .map(Map.Entry::getValue)
          .findFirst();
    }
  }
}
