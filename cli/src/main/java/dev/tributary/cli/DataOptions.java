package dev.tributary.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Options that every command has.
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where the catalogue lives (default: ./${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings: a YAML file that says where the providers' folders are"
              + " (default: tributary.yaml, if there is one).")
  private @org.jspecify.annotations.Nullable Path config;

  DataFolder folder() {
    return new DataFolder(data);
  }

  Configuration configuration() {
    return Configuration.read(config);
  }
}
