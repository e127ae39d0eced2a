package dev.tributary.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// What `tributary.yaml` says.
///
/// @param providers the folder with a folder for each provider
record Configuration(Path providers) {
  private static final Path USUAL_FILE = Path.of("tributary.yaml");
  private static final String PROVIDERS = "providers";

  /// Reads `file`; without one, the usual file if it is there; without that, the defaults.
  ///
  /// @throws UsageException if the file is missing or wrong, saying where
  static Configuration read(@Nullable Path file) {
    if (file == null && !Files.exists(USUAL_FILE)) {
      return new Configuration(Path.of(PROVIDERS));
    }
    var present = file == null ? USUAL_FILE : file;
    if (!Files.isRegularFile(present)) {
      throw new UsageException("expected a settings file at " + present + ", found none");
    }
    var settings = parse(present);
    for (var name : settings.keySet()) {
      if (!name.equals(PROVIDERS)) {
        throw new UsageException(
            "%s: unknown setting %s, expected: %s".formatted(present, name, PROVIDERS));
      }
    }
    if (!(settings.getOrDefault(PROVIDERS, PROVIDERS) instanceof String folder)) {
      throw new UsageException(
          "%s: expected %s to be a folder, got: %s"
              .formatted(present, PROVIDERS, settings.get(PROVIDERS)));
    }
    return new Configuration(present.toAbsolutePath().resolveSibling(folder));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> parse(Path file) {
    try {
      var loaded =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromString(Files.readString(file));
      if (loaded == null) {
        return Map.of();
      }
      if (!(loaded instanceof Map)) {
        throw new UsageException("%s: expected settings, `name: value` a line".formatted(file));
      }
      return (Map<String, Object>) loaded;
    } catch (YamlEngineException malformed) {
      throw new UsageException(file + ": " + malformed.getMessage());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
