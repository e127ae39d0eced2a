package dev.tributary;

import dev.tributary.spi.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The values of settings: what was chosen, or else their defaults. Immutable.
public final class Settings {
  private static final String FILE = ".file";

  /// Variables that the launcher and the command line read before there are settings.
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("TRIBUTARY_JAVA_OPTS", "TRIBUTARY_CLASS_PATH", "TRIBUTARY_DEBUG", "TRIBUTARY_LOG");

  private final Map<String, Setting<?>> declared;
  private final Map<String, Chosen> chosen;

  /// A value as it was given.
  ///
  /// @param origin where it was given, for people: `tributary.yaml`, `--set`
  private record Chosen(String text, String origin) {}

  /// Where values come from.
  ///
  /// @param name for people: `tributary.yaml`
  /// @param values by the names of settings
  /// @param isPublic whether others can read it, so that it must not hold secrets
  public record Source(String name, Map<String, String> values, boolean isPublic) {
    public Source {
      values = Map.copyOf(values);
    }

    /// The variables of `environment` that set what is `declared`; those that begin like ours and
    /// set nothing keep their names, and so will be refused.
    public static Source environment(
        Map<String, String> environment, Collection<Setting<?>> declared) {
      var names = new TreeMap<String, String>();
      for (var setting : declared) {
        names.put(setting.variable(), setting.name());
        if (setting.isSecret()) {
          names.put(fileVariable(setting), setting.name() + FILE);
        }
      }
      var values = new TreeMap<String, String>();
      environment.forEach(
          (variable, value) -> {
            if (names.containsKey(variable)) {
              values.put(names.get(variable), value);
            } else if (variable.startsWith("TRIBUTARY_") && !isOfTheLauncher(variable)) {
              values.put(variable, value);
            }
          });
      return new Source("the environment", values, false);
    }

    private static boolean isOfTheLauncher(String variable) {
      return OF_THE_LAUNCHER.contains(variable) || variable.startsWith("TRIBUTARY_TEST_");
    }
  }

  private Settings(Map<String, Setting<?>> declared, Map<String, Chosen> chosen) {
    this.declared = declared;
    this.chosen = chosen;
  }

  /// Defaults only, of the settings `declared`.
  ///
  /// @throws IllegalArgumentException if two of them have one name or one variable
  public static Settings defaults(Collection<Setting<?>> declared) {
    return resolve(declared, List.of());
  }

  /// The values of `declared` settings from `sources`, of which a later one overrules the earlier.
  ///
  /// @throws SettingsException if a source has a name that is not declared, a value that is not
  ///   what its setting expects, or a secret where others can read it; it names all of them
  /// @throws IllegalArgumentException if two of `declared` have one name or one variable
  public static Settings resolve(Collection<Setting<?>> declared, List<Source> sources) {
    var byName = byName(declared);
    var chosen = new TreeMap<String, Chosen>();
    var problems = new ArrayList<String>();
    for (var source : sources) {
      for (var entry : new TreeMap<>(source.values()).entrySet()) {
        try {
          var setting = setting(entry.getKey(), byName);
          chosen.put(setting.name(), chosen(setting, entry, source));
        } catch (IllegalArgumentException problem) {
          problems.add(problem.getMessage() + " (" + source.name() + ")");
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new Settings(byName, chosen);
  }

  private static Map<String, Setting<?>> byName(Collection<Setting<?>> declared) {
    var byName = new LinkedHashMap<String, Setting<?>>();
    var byVariable = new HashMap<String, Setting<?>>();
    for (var setting : declared) {
      var twin = byName.put(setting.name(), setting);
      if (twin != null && !twin.equals(setting)) {
        throw new IllegalArgumentException(
            "the setting " + setting.name() + " is declared twice; give one of them another name");
      }
      for (var variable : variables(setting)) {
        var other = byVariable.put(variable, setting);
        if (other != null && !other.equals(setting)) {
          throw new IllegalArgumentException(
              "the settings %s and %s share the variable %s; give one of them another name"
                  .formatted(other, setting, variable));
        }
      }
    }
    return byName;
  }

  /// The variables of the environment that set it.
  private static List<String> variables(Setting<?> setting) {
    return setting.isSecret()
        ? List.of(setting.variable(), fileVariable(setting))
        : List.of(setting.variable());
  }

  private static String fileVariable(Setting<?> secret) {
    return secret.variable() + "_FILE";
  }

  private static Setting<?> setting(String name, Map<String, Setting<?>> declared) {
    var setting = declared.get(name);
    if (setting == null && name.endsWith(FILE)) {
      setting = declared.get(name.substring(0, name.length() - FILE.length()));
      if (setting != null && !setting.isSecret()) {
        setting = null;
      }
    }
    if (setting == null) {
      var suggestion =
          name.startsWith("TRIBUTARY_")
              ? Suggestion.didYouMean(
                  name, declared.values().stream().map(Setting::variable).toList())
              : Suggestion.didYouMean(name, declared.keySet());
      throw new IllegalArgumentException("unknown setting " + name + suggestion);
    }
    return setting;
  }

  /// The value as text, found to be what its setting expects.
  private static Chosen chosen(Setting<?> setting, Map.Entry<String, String> entry, Source source) {
    var text = entry.getValue();
    if (!entry.getKey().equals(setting.name())) {
      text = content(setting, text);
    } else if (setting.isSecret() && source.isPublic()) {
      throw new IllegalArgumentException(
          "expected %s not to be given where others can read it; put it into a file and give %s"
              .formatted(setting.name(), setting.name() + FILE));
    }
    var value = setting.parse(text);
    return value instanceof Secret secret
        ? new Chosen(secret.reveal(), source.name())
        : new Chosen(text, source.name());
  }

  private static String content(Setting<?> setting, String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "expected %s to name a readable file, got: \"%s\" (%s)"
              .formatted(setting.name() + FILE, file, unreadable),
          unreadable);
    }
  }

  /// The value of `setting`.
  ///
  /// @throws SettingsException if it has neither a value nor a default
  /// @throws IllegalArgumentException if whoever asks did not declare it
  public <T> T get(Setting<T> setting) {
    if (declared.get(setting.name()) != setting) {
      throw new IllegalArgumentException(
          "expected the setting "
              + setting.name()
              + " to be declared; name it in settings() of whoever reads it");
    }
    var value = chosen.get(setting.name());
    if (value != null) {
      return setting.parse(value.text());
    }
    return setting
        .fallback()
        .orElseThrow(
            () ->
                new SettingsException(
                    List.of(
                        "expected a value for the setting %s (%s), found none; give it in tributary.yaml, as %s, or with --set %s=…"
                            .formatted(
                                setting.name(),
                                setting.expected(),
                                setting.variable(),
                                setting.name()))));
  }

  /// The settings there are, in the order in which they were declared.
  public List<Setting<?>> declared() {
    return List.copyOf(declared.values());
  }

  /// The value of `setting` as it was given, and where; empty for a default. A secret is not shown.
  public Optional<String> given(Setting<?> setting) {
    return Optional.ofNullable(chosen.get(setting.name()))
        .map(value -> setting.isSecret() ? "(secret)" : value.text());
  }

  /// Where the value of `setting` was given; empty for a default.
  public Optional<String> origin(Setting<?> setting) {
    return Optional.ofNullable(chosen.get(setting.name())).map(Chosen::origin);
  }
}
