package dev.tributary.cli;

import dev.tributary.Application;
import dev.tributary.Plugins;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.SettingsException;
import java.util.List;
import java.util.Optional;

/// What is installed here, and how it is set: the plugins, not yet started, and all settings.
///
/// Closing it stops the plugins that were started.
final class Installation implements AutoCloseable {
  private static final String EMBEDDED = "artemis";

  private final Plugins plugins;
  private final Settings settings;

  private Installation(Plugins plugins, Settings settings) {
    this.plugins = plugins;
    this.settings = settings;
  }

  /// The installation for a command that runs no application of its own.
  ///
  /// @throws SettingsException if a plugin cannot be loaded, or naming all that is wrong with any
  ///   setting
  static Installation open(DataOptions options) {
    return open(options, List.of());
  }

  /// The installation for a command that runs an application with the settings `ofApplication`.
  ///
  /// @throws SettingsException if a plugin cannot be loaded, or naming all that is wrong with any
  ///   setting
  static Installation open(DataOptions options, List<Setting<?>> ofApplication) {
    return open(options, ofApplication, Installation.class.getClassLoader());
  }

  /// The same with the plugins that `loader` finds.
  static Installation open(
      DataOptions options, List<Setting<?>> ofApplication, ClassLoader loader) {
    var sources = options.sources();
    return of(plugins(sources, loader), sources, ofApplication);
  }

  /// The installation with plugins that were found before.
  static Installation of(Plugins plugins, Sources sources, List<Setting<?>> ofApplication) {
    return new Installation(plugins, sources.resolve(Declared.by(plugins, ofApplication)));
  }

  /// The plugins that there are, and those that the setting `plugins` names.
  ///
  /// @throws SettingsException if one cannot be loaded, or two have one name
  static Plugins plugins(Sources sources) {
    return plugins(sources, Installation.class.getClassLoader());
  }

  private static Plugins plugins(Sources sources, ClassLoader loader) {
    try {
      return Plugins.find(loader, sources.namedPlugins());
    } catch (IllegalArgumentException twins) {
      throw new SettingsException(List.of(String.valueOf(twins.getMessage())));
    }
  }

  Plugins plugins() {
    return plugins;
  }

  Settings settings() {
    return settings;
  }

  /// Where the catalogue and the embedded broker live.
  DataFolder folder() {
    return new DataFolder(settings.get(CoreSettings.DATA));
  }

  /// Whether applications run on the embedded broker.
  boolean isEmbedded() {
    return settings.get(Plugins.TRANSPORT).equals(EMBEDDED);
  }

  /// The application of `service`, with what the plugins install around it.
  ///
  /// @param concurrency goes before the setting, which goes before the application's own
  /// @throws IllegalArgumentException if the settings do not fit together, saying how
  Application build(Service service, Optional<Integer> concurrency) {
    var own = service.application(settings);
    var application =
        concurrency
            .or(() -> settings.get(CoreSettings.CONCURRENCY))
            .map(own::withConcurrency)
            .orElse(own);
    return plugins.installInto(application, settings);
  }

  /// The application of `service`, which was changed, with the settings as they are now and the
  /// plugins as they are, started.
  ///
  /// @throws SettingsException naming all that is wrong with any setting
  /// @throws IllegalArgumentException if the settings do not fit together, saying how
  Application rebuild(Service service, DataOptions options, Optional<Integer> concurrency) {
    return of(plugins, options.sources(), service.settings()).build(service, concurrency);
  }

  @Override
  public void close() {
    plugins.close();
  }
}
