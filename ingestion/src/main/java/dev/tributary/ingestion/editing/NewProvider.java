package dev.tributary.ingestion.editing;

import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// A provider to begin with: its settings, a stylesheet that imports the base one of a format, and
/// a sample with its golden file, which passes.
public final class NewProvider {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,59}");

  private final String name;
  private final StartingPoint like;

  /// One of that name, which ships what is `like` that.
  ///
  /// @throws IllegalArgumentException if `name` is not one that a folder can have everywhere
  public NewProvider(String name, StartingPoint like) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected a name of letters, digits, dots and hyphens, 60 at most, such as blue-harbour, got: \"%s\""
              .formatted(name));
    }
    this.name = name;
    this.like = like;
  }

  /// Makes the provider's folder in `providers`. Its `provider.yaml` comes last, so that a pipeline
  /// that runs sees all of it or nothing.
  ///
  /// @return what was written, in that order
  /// @throws IllegalArgumentException if there is such a folder, or a provider of that name, or a
  ///   provider.yaml among the others is wrong
  public List<Path> in(Path providers) throws IOException, InterruptedException {
    var folder = providers.resolve(name);
    if (Files.exists(folder)) {
      throw new IllegalArgumentException(
          "there is %s already; choose another name, or remove it".formatted(folder));
    }
    if (Mappings.open(providers, Limits.DEFAULT).find(name).isPresent()) {
      throw new IllegalArgumentException(
          "there is a provider %s already; choose another name".formatted(name));
    }
    var draft = Files.createTempDirectory("tributary-new");
    try {
      write(draft.resolve(name));
      approve(draft);
      return copy(draft.resolve(name), folder);
    } finally {
      delete(draft);
    }
  }

  private void write(Path folder) throws IOException {
    var samples = Files.createDirectories(folder.resolve(Sample.FOLDER));
    Files.writeString(folder.resolve("provider.yaml"), settings());
    Files.writeString(folder.resolve(name + ".xsl"), stylesheet());
    try (var sample = NewProvider.class.getResourceAsStream(like.word() + ".xml")) {
      if (sample == null) {
        throw new IllegalStateException("the sample for %s is not packaged".formatted(like.word()));
      }
      Files.copy(sample, samples.resolve(like.sample()));
    }
  }

  private void approve(Path providers) throws IOException, InterruptedException {
    var mappings = Mappings.open(providers, Limits.DEFAULT);
    try (var acceptance = Acceptance.of(mappings, InstantSource.system())) {
      for (var sample : acceptance.samples(name)) {
        var _ = acceptance.approve(sample);
      }
    }
  }

  private static List<Path> copy(Path draft, Path folder) throws IOException {
    List<Path> files;
    try (var walk = Files.walk(draft)) {
      files =
          walk.filter(Files::isRegularFile)
              .map(draft::relativize)
              .sorted(Comparator.comparing((Path file) -> file.endsWith("provider.yaml")))
              .toList();
    }
    for (var file : files) {
      var target = folder.resolve(file);
      Files.createDirectories(target.resolveSibling(""));
      Files.copy(draft.resolve(file), target);
    }
    return files.stream().map(folder::resolve).toList();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private String settings() {
    return """
        name: %1$s
        # Who sends it, as the header of its messages says: identifiers, or names where it has none.
        # As long as nobody is named here, name the provider at intake: ingest PATH --provider %1$s
        senders: []
        mapping: %1$s.xsl
        # severities:                  # of rules, where the rule's own is not wanted
        #   asset.missing: info
        # requiresAssets: true         # wait for the files of a message
        """
        .formatted(name);
  }

  private String stylesheet() {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- Where this provider differs from the format; all else is as the base stylesheet reads it. -->
        <xsl:stylesheet version="3.0"
            xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
            xmlns:xs="http://www.w3.org/2001/XMLSchema"
            xmlns:t="urn:tributary:mapping"
            xmlns="urn:tributary:canonical:1"
            exclude-result-prefixes="#all">

          <xsl:import href="tributary:%s.xsl"/>

          <!-- An override: without these two lines of comment it is in force, and the sample differs.
        %s
          -->

        </xsl:stylesheet>
        """
        .formatted(like.word(), like.override());
  }
}
