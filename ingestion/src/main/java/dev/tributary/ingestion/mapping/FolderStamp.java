package dev.tributary.ingestion.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of providers, their samples among them, and when each was last changed: two stamps of
/// a folder are equal if nothing has happened in between.
record FolderStamp(SortedMap<Path, Long> files) {
  static final FolderStamp NONE = new FolderStamp(new TreeMap<>());

  /// How deep a provider.yaml may lie, and how deep the files beside it.
  private static final int PROVIDERS = 3;

  static final int FILES = 6;

  /// The stamp of the folder of providers as it is now; one that is not there is an empty one.
  static FolderStamp of(Path providers) throws IOException {
    var files = new TreeMap<Path, Long>();
    for (var file : regularFiles(providers, PROVIDERS)) {
      if (file.endsWith("provider.yaml")) {
        for (var beside : regularFiles(file.resolveSibling(""), FILES)) {
          files.put(beside, stamp(beside));
        }
      }
    }
    return new FolderStamp(files);
  }

  /// What of it is in `folder`.
  Map<Path, Long> within(Path folder) {
    var within = new TreeMap<Path, Long>();
    files.forEach(
        (file, stamp) -> {
          if (file.startsWith(folder)) {
            within.put(file, stamp);
          }
        });
    return within;
  }

  private static List<Path> regularFiles(Path folder, int depth) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var walk = Files.walk(folder, depth)) {
      return walk.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException goneMeanwhile) {
      throw goneMeanwhile.getCause();
    }
  }

  /// That of one file.
  static long stamp(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toMillis() * 31 + Files.size(file);
    } catch (NoSuchFileException goneMeanwhile) {
      return 0;
    }
  }
}
