package dev.tributary.cli;

import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the folders of providers are.
final class ProvidersOption {
  @Option(
      names = "--providers",
      paramLabel = "DIR",
      description =
          "The folder with a folder for each provider (default: what the setting providers says,"
              + " ./providers).")
  private @Nullable Path providers;

  /// The folder, which need not be there yet.
  Path folder(DataOptions data) {
    return providers == null ? data.configuration().providers() : providers;
  }

  /// The mappings as they are in the folder now.
  ///
  /// @throws UsageException if the folder was named and is not there, or a provider.yaml is wrong
  Mappings open(DataOptions data) throws IOException {
    if (providers != null && !Files.isDirectory(providers)) {
      throw new UsageException(
          "expected --providers to name a folder with a folder for each provider, found none at %s"
              .formatted(providers));
    }
    try {
      return Mappings.open(folder(data), Limits.DEFAULT);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
