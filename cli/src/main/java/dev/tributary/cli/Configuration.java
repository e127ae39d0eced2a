package dev.tributary.cli;

import dev.tributary.Settings;
import dev.tributary.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What the settings say to commands that do without plugins.
///
/// @param data where the catalogue lives
/// @param providers the folder with a folder for each provider
/// @param drain how long what is in flight may take to finish after a signal
record Configuration(DataFolder data, Path providers, Duration drain) {
  /// Takes it out of `sources`.
  ///
  /// @throws SettingsException naming all that is wrong with any setting
  static Configuration read(Sources sources) {
    var settings = settings(sources);
    return new Configuration(
        new DataFolder(settings.get(CoreSettings.DATA)),
        settings.get(CoreSettings.PROVIDERS),
        settings.get(CoreSettings.DRAIN));
  }

  /// Looks for plugins only if something is given that may be a setting of theirs: an answer from
  /// the stores is to come at once, whatever is installed.
  private static Settings settings(Sources sources) {
    try {
      return sources.resolve(Declared.CORE);
    } catch (SettingsException maybeOfPlugins) {
      return sources.resolve(Declared.by(Installation.plugins(sources), List.of()));
    }
  }
}
