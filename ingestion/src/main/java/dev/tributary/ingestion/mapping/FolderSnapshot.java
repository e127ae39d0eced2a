package dev.tributary.ingestion.mapping;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files in a folder and below as they were when a stylesheet was compiled: what it can read. A
/// stylesheet that goes on being used when the folder has changed reads what it was judged with.
///
/// Samples, `provider.yaml`, sources in Java, hidden files and copies that editors keep are no part
/// of a mapping, and not among them; nor is what lies behind a link out of the folder. Of many
/// bytes the smallest files are kept, so that a large one that nobody reads does no harm.
final class FolderSnapshot {
  private static final String SAMPLES = "samples";

  /// How many files there may be, and how many bytes of them are kept.
  private static final int FILES = 10_000;

  private static final int MEGABYTES = 32;

  private final Path folder;
  private final SortedMap<Path, byte[]> contents = new TreeMap<>();

  /// Why others are not among them.
  private final Map<Path, String> missing = new HashMap<>();

  private FolderSnapshot(Path folder) {
    this.folder = folder;
  }

  /// The files in `folder`, given by its real path.
  ///
  /// @throws StylesheetException if there are too many
  /// @throws IOException if it cannot be looked through
  static FolderSnapshot of(Path folder) throws IOException {
    var snapshot = new FolderSnapshot(folder);
    var left = MEGABYTES << 20;
    for (var found : new Search(folder).smallestFirst()) {
      left -= snapshot.read(found, left);
    }
    return snapshot;
  }

  /// @return how many bytes of `left` it took
  private int read(Found found, int left) {
    if (found.bytes() > left) {
      leaveOut(found.file(), left);
      return 0;
    }
    try (var in = Files.newInputStream(found.file())) {
      var content = in.readNBytes(left + 1);
      if (content.length > left) {
        leaveOut(found.file(), left);
        return 0;
      }
      contents.put(found.file(), content);
      return content.length;
    } catch (IOException unreadable) {
      missing.put(found.file(), "%s cannot be read: %s".formatted(found.file(), unreadable));
      return 0;
    }
  }

  private void leaveOut(Path file, int left) {
    missing.put(
        file,
        "expected at most %d MB of files in %s and below, which stylesheets read, found more: %s has more than the %d bytes that smaller ones leave; move elsewhere what no stylesheet reads"
            .formatted(MEGABYTES, folder, file, left));
  }

  /// Where they are.
  Path folder() {
    return folder;
  }

  /// All of them.
  SortedMap<Path, byte[]> contents() {
    return contents;
  }

  /// What is in `file`, if it is one of them.
  Optional<byte[]> content(Path file) {
    return Optional.ofNullable(contents.get(file));
  }

  /// Why `file` is none of them.
  String whyNot(Path file) {
    return missing.getOrDefault(
        file,
        "expected the file %s, found none when the stylesheet was compiled (samples, provider.yaml, Java, hidden files and what is linked from elsewhere are not read); put it beside the stylesheet"
            .formatted(file));
  }

  private record Found(Path file, long bytes) {}

  /// What there is, without what is no part of a mapping.
  private static final class Search extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final List<Found> found = new ArrayList<>();

    Search(Path folder) {
      this.folder = folder;
    }

    List<Found> smallestFirst() throws IOException {
      Files.walkFileTree(folder, Set.of(), FolderStamp.FILES, this);
      found.sort(Comparator.comparingLong(Found::bytes).thenComparing(Found::file));
      return found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
      return !below.equals(folder) && (below.endsWith(SAMPLES) || isHidden(below))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isData(file)) {
        bytes(file, attributes).ifPresent(bytes -> found.add(new Found(file, bytes)));
      }
      if (found.size() > FILES) {
        throw new StylesheetException(
            "expected at most %d files in %s and below, which its stylesheets read, found more; move elsewhere what they do not need"
                .formatted(FILES, folder));
      }
      return FileVisitResult.CONTINUE;
    }

    /// It may have gone meanwhile; who reads it is told.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
      return FileVisitResult.CONTINUE;
    }

    private static boolean isData(Path file) {
      return !isHidden(file) && !file.endsWith("provider.yaml") && !Provider.isJava(file);
    }

    private static boolean isHidden(Path file) {
      var name = String.valueOf(file.getFileName());
      return name.startsWith(".") || name.endsWith("~");
    }

    /// Empty if it is no file, or a link out of the folder.
    private OptionalLong bytes(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        return OptionalLong.of(attributes.size());
      }
      try {
        return Files.isRegularFile(file) && file.toRealPath().startsWith(folder)
            ? OptionalLong.of(Files.size(file))
            : OptionalLong.empty();
      } catch (IOException goneMeanwhile) {
        return OptionalLong.empty();
      }
    }
  }
}
