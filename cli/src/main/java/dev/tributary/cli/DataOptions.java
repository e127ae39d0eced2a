package dev.tributary.cli;

import dev.tributary.Settings.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that every command has: where the catalogue lives, and the settings.
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the catalogue lives (default: ./data, or what the setting data says).")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A YAML file of settings (default: tributary.yaml, if there is one).")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A setting for this once; may be repeated. `tributary settings` lists what there is.")
  private List<String> set = List.of();

  /// What commands need to know that do without plugins.
  Configuration configuration() {
    return Configuration.read(sources());
  }

  /// All that was given for settings, on this line and elsewhere.
  ///
  /// @throws UsageException if the file is missing or cannot be read, or if an option is not a
  ///   setting and its value
  Sources sources() {
    return sources(System.getenv());
  }

  /// The same in another environment than that of the process.
  Sources sources(Map<String, String> environment) {
    var line = new ArrayList<Source>();
    for (var each : set) {
      line.add(source(each));
    }
    if (data != null) {
      line.add(new Source("--data", Map.of(CoreSettings.DATA.name(), data.toString()), true));
    }
    return new Sources(SettingsFile.find(config), environment, line);
  }

  private static Source source(String option) {
    var end = option.indexOf('=');
    if (end < 1) {
      throw new UsageException("expected --set NAME=VALUE, got: \"" + option + "\"");
    }
    return new Source(
        "--set", Map.of(option.substring(0, end).strip(), option.substring(end + 1)), true);
  }
}
