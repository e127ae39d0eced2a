package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.source.JavaSource;
import dev.tributary.ingestion.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;

/// A mapping in a source file of the provider's folder. What it says of its version counts together
/// with its source.
record JavaMapping(Path file, Mapping mapping, String version) implements Mapping {

  /// @throws StylesheetException if it does not compile, or has no [Mapping]
  static JavaMapping compile(Path file) {
    try {
      var type = JavaSource.compile(file).implementing(Mapping.class, "mapping");
      var mapping = JavaSource.instance(type);
      return new JavaMapping(
          file, mapping, Versions.together(mapping.version(), Versions.ofJavaBeside(file)));
    } catch (SourceException e) {
      throw ProviderFunctions.broken(file, e);
    }
  }

  @Override
  public CanonicalDocument map(Content content) throws IOException {
    try {
      return mapping.map(content);
    } catch (MappingException | StylesheetException told) {
      throw told;
    } catch (RuntimeException e) {
      throw new StylesheetException(
          "the mapping %s failed: %s; mend it and send the message again from here"
              .formatted(file, e),
          e);
    }
  }
}
