package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.tributary.cli.filter.TextLines;
import dev.tributary.scoring.ScoreFiles;
import dev.tributary.scoring.ScoreTree;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Files of specifications and of fitted scores.
final class ScorerFile {
  private static final String STDIN = "-";

  private ScorerFile() {}

  /// The fitted scores in a file.
  static ScoreTree read(String name) throws IOException {
    return ScoreFiles.tree(shown(name), text(name));
  }

  /// What a file holds; that of `-` is standard input.
  ///
  /// @throws UsageException if there is no such file, or it is not text
  static String text(String name) throws IOException {
    var unusable = TextLines.unusable(List.of(name));
    if (!unusable.isEmpty()) {
      throw new UsageException(String.join("\n", unusable));
    }
    try {
      return name.equals(STDIN)
          ? new String(System.in.readAllBytes(), UTF_8)
          : Files.readString(Path.of(name));
    } catch (CharacterCodingException notUtf8) {
      throw new UsageException("expected %s to be UTF-8, got other bytes".formatted(name), notUtf8);
    }
  }

  /// What an input is called in messages.
  static String shown(String name) {
    return name.equals(STDIN) ? "stdin" : name;
  }

  /// Writes all of the file or nothing.
  static void write(ScoreTree tree, Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException("expected a file in a folder that is there, got: " + file);
    }
    var written = Files.createTempFile(folder, ".score-", ".json");
    try {
      Files.writeString(written, ScoreFiles.text(tree));
      Files.move(written, file, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
