package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.source.JavaSource;
import dev.tributary.ingestion.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The steps of a provider's pre-wash, one after the other: each is a class in Java ([Prewash]) or
/// a stylesheet that makes another XML of the message. Safe for use by many threads.
///
/// @param version a hash of all steps
record PrewashChain(List<Prewash> steps, String version, Limits limits) {

  /// Compiles the steps.
  ///
  /// @throws StylesheetException if one does not compile
  static PrewashChain compile(List<Path> files, Limits limits) {
    var steps = new ArrayList<Prewash>();
    var versions = new ArrayList<String>();
    for (var file : files) {
      if (Provider.isJava(file)) {
        steps.add(java(file));
        versions.add(Versions.ofJavaBeside(file));
      } else {
        var stylesheet = Stylesheet.compile(file, List.of());
        steps.add(new StylesheetPrewash(stylesheet, limits));
        versions.add(stylesheet.version());
      }
    }
    return new PrewashChain(
        List.copyOf(steps), Versions.together(versions.toArray(String[]::new)), limits);
  }

  private static Prewash java(Path file) {
    try {
      var type = JavaSource.compile(file).implementing(Prewash.class, "pre-wash");
      var wash = JavaSource.instance(type);
      return message -> wash(file, wash, message);
    } catch (SourceException e) {
      throw ProviderFunctions.broken(file, e);
    }
  }

  private static byte[] wash(Path file, Prewash wash, byte[] message) throws IOException {
    try {
      return wash.wash(message);
    } catch (MappingException | StylesheetException told) {
      throw told;
    } catch (RuntimeException e) {
      throw new StylesheetException(
          "the pre-wash %s failed: %s; mend it and send the message again from here"
              .formatted(file, e),
          e);
    }
  }

  /// The message after all steps.
  ///
  /// @throws MappingException if it is too large, or a step cannot read it
  /// @throws StylesheetException if a step fails
  Content apply(Content message) throws IOException {
    byte[] washed;
    try (var in = LimitedStream.of(message.open(), limits, () -> new Location("/", 1))) {
      washed = in.readAllBytes();
    }
    for (var step : steps) {
      washed = step.wash(washed);
    }
    return Content.of(washed);
  }
}
