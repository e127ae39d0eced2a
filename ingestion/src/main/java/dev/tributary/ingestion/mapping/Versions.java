package dev.tributary.ingestion.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Hashes of everything that decides what comes out of a mapping.
final class Versions {

  private Versions() {}

  /// The version of something that is made of parts; of one part with nothing to it, that part's.
  static String together(String... parts) {
    var versions = Arrays.stream(parts).filter(part -> !part.isEmpty()).toList();
    return versions.size() == 1 ? versions.getFirst() : hash(String.join("\n", versions));
  }

  /// The version of Java in a folder: a file may use others beside it, so all of them count.
  static String ofJavaBeside(Path file) {
    var parts = new StringBuilder();
    for (var source : sourcesBeside(file)) {
      try {
        parts
            .append(source.getFileName())
            .append('\0')
            .append(hash(Files.readString(source)))
            .append('\n');
      } catch (IOException e) {
        throw new StylesheetException("the source file %s cannot be read".formatted(source), e);
      }
    }
    return hash(parts.toString());
  }

  private static List<Path> sourcesBeside(Path file) {
    try (var files = Files.list(file.toAbsolutePath().getParent())) {
      return files.filter(each -> each.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new StylesheetException("the folder of %s cannot be read".formatted(file), e);
    }
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
