package dev.tributary.cli;

import dev.tributary.Setting;
import dev.tributary.Settings.Source;
import dev.tributary.SettingsException;
import dev.tributary.cli.SettingsYaml.Entry;
import dev.tributary.spi.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file of settings, such as `tributary.yaml`:
///
///     data: /var/lib/tributary
///     audit:
///       enabled: true        # audit.enabled
///     applications:          # looked at only by a process that runs one of them
///       hello:
///         greeting: Ahoy     # hello.greeting
///
/// Relative paths in it count from its folder.
///
/// @param entries the values, in the order of the file
/// @param problems what is no value for a setting, whichever there are
record SettingsFile(Path file, List<Entry> entries, List<String> problems) {
  private static final Path USUAL = Path.of("tributary.yaml");
  private static final String APPLICATIONS = "applications.";
  private static final String FILE = ".file";

  /// Reads `given`; without one, the usual file if it is there.
  ///
  /// @throws UsageException if the file is missing or cannot be read
  /// @throws SettingsException if it is not YAML
  static Optional<SettingsFile> find(@Nullable Path given) {
    if (given == null && !Files.exists(USUAL)) {
      return Optional.empty();
    }
    var file = given == null ? USUAL : given;
    if (!Files.isRegularFile(file)) {
      throw new UsageException("expected a settings file at " + file + ", found none");
    }
    var yaml = SettingsYaml.read(file);
    return Optional.of(new SettingsFile(file, yaml.entries(), yaml.problems()));
  }

  /// A source for each value, so that each can tell its line.
  List<Source> sources(Declared declared) {
    return entries.stream()
        .flatMap(entry -> unpacked(entry, declared.ofApplication()).stream())
        .map(
            entry ->
                new Source(entry.place(), Map.of(entry.name(), text(entry, declared.all())), false))
        .toList();
  }

  /// The entry by the name that its application knows it by; none if that application is not the
  /// one that is about to run.
  private static Optional<Entry> unpacked(Entry entry, List<Setting<?>> ofApplication) {
    if (!entry.name().startsWith(APPLICATIONS)) {
      return Optional.of(entry);
    }
    var name = entry.name().substring(APPLICATIONS.length());
    var names = ofApplication.stream().map(Setting::name).toList();
    var isOurs =
        names.stream().anyMatch(each -> firstWord(each).equals(firstWord(name)))
            || Suggestion.of(name, names).isPresent();
    return isOurs ? Optional.of(new Entry(name, entry.text(), entry.place())) : Optional.empty();
  }

  /// A name in this file that may be an application's: no setting here begins with its first word.
  Optional<String> stranger(Declared declared) {
    var words = declared.all().stream().map(setting -> firstWord(setting.name())).toList();
    return entries.stream()
        .map(Entry::name)
        .filter(name -> name.contains(".") && !name.startsWith(APPLICATIONS))
        .filter(name -> !words.contains(firstWord(name)))
        .findFirst();
  }

  private static String firstWord(String name) {
    var dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private String text(Entry entry, List<Setting<?>> declared) {
    return declared.stream()
        .flatMap(setting -> path(entry, setting).stream())
        .findFirst()
        .map(Path::toString)
        .orElse(entry.text());
  }

  /// The value as a path, if it is one to `setting`, or is the file of a secret.
  private Optional<Path> path(Entry entry, Setting<?> setting) {
    try {
      var path = file.resolveSibling(entry.text());
      var isPath =
          entry.name().equals(setting.name())
              ? isPath(setting.parse(path.toString()))
              : setting.isSecret() && entry.name().equals(setting.name() + FILE);
      return isPath ? Optional.of(path) : Optional.empty();
    } catch (IllegalArgumentException ofAnotherType) {
      return Optional.empty();
    }
  }

  private static boolean isPath(Object value) {
    return switch (value) {
      case Path _ -> true;
      case Optional<?> some -> some.filter(Path.class::isInstance).isPresent();
      default -> false;
    };
  }
}
