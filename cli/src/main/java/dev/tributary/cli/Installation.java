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
    return open(options, List.of(), Installation.class.getClassLoader());
  }

  /// The installation for a command that runs the application of `service`: with the settings that
  /// it declares, and the plugins that stand where it does, besides all others.
  ///
  /// @throws SettingsException if a plugin cannot be loaded, or naming all that is wrong with any
  ///   setting
  static Installation open(DataOptions options, Service service) {
    return open(options, service.settings(), service.getClass().getClassLoader());
  }

  private static Installation open(
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

  /// What commands know that do without plugins.
  Configuration configuration() {
    return new Configuration(settings);
  }

  /// The application of `service`, with what the plugins install around it.
  ///
  /// @param concurrency goes before the setting, which goes before the application's own
  /// @throws UsageException if the settings do not fit together, saying how
  Application build(Service service, Optional<Integer> concurrency) {
    try {
      var own = service.application(settings);
      var application =
          concurrency
              .or(() -> settings.get(CoreSettings.CONCURRENCY))
              .map(own::withConcurrency)
              .orElse(own);
      return install(application);
    } catch (IllegalArgumentException unfit) {
      throw new UsageException(ErrorReport.said(unfit), unfit);
    }
  }

  /// `application` with what the plugins install around it.
  Application install(Application application) {
    return plugins.installInto(application, settings);
  }

  /// The application of `service`, which was changed, with the settings as they are now and the
  /// plugins as they are, started.
  ///
  /// @throws SettingsException naming all that is wrong with any setting
  /// @throws UsageException if the settings do not fit together, saying how
  Application rebuild(Service service, DataOptions options, Optional<Integer> concurrency) {
    return of(plugins, options.sources(), service.settings()).build(service, concurrency);
  }

  @Override
  public void close() {
    plugins.close();
  }
}
