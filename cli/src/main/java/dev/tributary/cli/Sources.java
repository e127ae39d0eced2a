package dev.tributary.cli;

import dev.tributary.Plugins;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// All that was given for settings. What stands in the file is overruled by the environment, and
/// that by the line.
///
/// @param environment the variables of the process
/// @param line what was given on the command line; later ones overrule earlier ones
record Sources(Optional<SettingsFile> file, Map<String, String> environment, List<Source> line) {
  /// Variables that begin like those of settings but are the launcher's and the log's.
  private static final Set<String> NO_SETTINGS =
      Set.of("TRIBUTARY_CLASS_PATH", "TRIBUTARY_DEBUG", "TRIBUTARY_LOG");

  Sources {
    var settings = new TreeMap<>(environment);
    settings.keySet().removeAll(NO_SETTINGS);
    environment = settings;
  }

  /// The values of the settings.
  ///
  /// @throws SettingsException naming all that is wrong
  Settings resolve(Declared declared) {
    var problems = new ArrayList<>(file.map(SettingsFile::problems).orElse(List.of()));
    try {
      var given = all(declared);
      var settings = Settings.resolve(declared.all(), given);
      if (problems.isEmpty()) {
        given.addFirst(belowData(declared, settings));
        return Settings.resolve(declared.all(), given);
      }
    } catch (SettingsException wrong) {
      problems.add(wrong.getMessage());
      file.flatMap(settings -> settings.stranger(declared))
          .map(Sources::adviceAbout)
          .ifPresent(problems::add);
    } catch (IllegalArgumentException declaredTwice) {
      problems.add(declaredTwice.getMessage());
    }
    throw new SettingsException(problems);
  }

  /// Defaults that lie in the usual data folder, in the one that is used instead.
  private static Source belowData(Declared declared, Settings settings) {
    var usual = CoreSettings.DATA.fallback().orElseThrow();
    var used = settings.get(CoreSettings.DATA);
    var moved = new TreeMap<String, String>();
    for (var setting : declared.all()) {
      if (setting.fallback().orElse(null) instanceof Path path && path.startsWith(usual)) {
        moved.put(setting.name(), used.resolve(usual.relativize(path)).toString());
      }
    }
    moved.remove(CoreSettings.DATA.name());
    return new Source("below data", used.equals(usual) ? Map.of() : moved, false);
  }

  private static String adviceAbout(String name) {
    return "if %s is a setting of an application, put it below `applications:`, where only who runs"
            .formatted(name)
        + " the application looks at it";
  }

  /// The classes of plugins that the setting `plugins` names. Nothing else is looked at.
  List<String> namedPlugins() {
    var declared = new Declared(List.of(Plugins.NAMED), List.of());
    var given =
        all(declared).stream()
            .flatMap(source -> only(Plugins.NAMED.name(), source).stream())
            .toList();
    return Settings.resolve(declared.all(), given).get(Plugins.NAMED);
  }

  private static Optional<Source> only(String name, Source source) {
    return Optional.ofNullable(source.values().get(name))
        .map(value -> new Source(source.name(), Map.of(name, value), source.isPublic()));
  }

  private List<Source> all(Declared declared) {
    var all = new ArrayList<Source>();
    file.ifPresent(settings -> all.addAll(settings.sources(declared)));
    all.add(Source.environment(environment, declared.all()));
    all.addAll(line);
    return all;
  }
}
