package dev.tributary.ingestion.editing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Something that a provider ships, or might, and what is to come of it: `samples/single.xml` and
/// `samples/single.golden.json` in the provider's folder. A sample may also be an archive, or a
/// folder with a message and its files.
///
/// @param provider whose it is
/// @param file the sample
/// @param golden what is to come of it; not there yet for a new sample
public record Sample(String provider, Path file, Path golden) {
  /// The folder of samples, in that of the provider.
  static final String FOLDER = "samples";

  private static final String GOLDEN = ".golden.json";

  /// The samples in a provider's folder, by name; none if it has no folder `samples`.
  ///
  /// @throws IllegalArgumentException if two samples would have the same golden file, or one is
  ///   there without its sample
  public static List<Sample> of(String provider, Path folder) throws IOException {
    var samples = new ArrayList<Sample>();
    var goldens = new HashMap<Path, Path>();
    for (var file : files(folder.resolve(FOLDER))) {
      if (isSample(file)) {
        var golden = file.resolveSibling(stem(file) + GOLDEN);
        var other = goldens.putIfAbsent(golden, file);
        if (other != null) {
          throw new IllegalArgumentException(
              "the samples %s and %s would both have the golden file %s; rename one"
                  .formatted(other, file, golden.getFileName()));
        }
        samples.add(new Sample(provider, file, golden));
      }
    }
    for (var file : files(folder.resolve(FOLDER))) {
      if (file.toString().endsWith(GOLDEN) && !goldens.containsKey(file)) {
        throw new IllegalArgumentException(
            "expected a sample beside the golden file %s, found none; put it back, or remove this"
                .formatted(file));
      }
    }
    return List.copyOf(samples);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /// What editors of text and file browsers leave behind is none.
  private static boolean isSample(Path file) {
    var name = String.valueOf(file.getFileName());
    return !name.endsWith(GOLDEN)
        && !name.startsWith(".")
        && !name.endsWith("~")
        && !name.equals(AcceptedFailures.FILE);
  }

  private static String stem(Path file) {
    var name = String.valueOf(file.getFileName());
    var dot = Files.isDirectory(file) ? -1 : name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /// By which it is known, such as `single.xml`.
  public String name() {
    return String.valueOf(file.getFileName());
  }

  /// Whether it is said what is to come of it.
  public boolean hasGolden() {
    return Files.exists(golden);
  }
}
