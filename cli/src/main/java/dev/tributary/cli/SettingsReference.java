package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Plugins;
import dev.tributary.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// The page about settings (docs/settings.md): what there is to know of all of them, and a table
/// for each plugin, made of the declarations.
final class SettingsReference {
  private static final String HEAD = "settings.md";

  private SettingsReference() {}

  /// The page, in Markdown.
  static String of(Plugins plugins) {
    var page = new StringBuilder(head());
    append("Tributary's own", CoreSettings.ALL, page);
    for (var plugin : plugins.all()) {
      if (!plugin.settings().isEmpty()) {
        append("Plugin " + plugin.name(), plugin.settings(), page);
      }
    }
    return page.toString();
  }

  private static String head() {
    try (var head = SettingsReference.class.getResourceAsStream(HEAD)) {
      return new String(Objects.requireNonNull(head, HEAD).readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void append(String title, List<Setting<?>> settings, StringBuilder page) {
    page.append("\n### ").append(title).append("\n\n");
    page.append("| name | expected | default | variable | |\n|---|---|---|---|---|\n");
    for (var setting : settings) {
      page.append(row(setting)).append('\n');
    }
  }

  private static String row(Setting<?> setting) {
    var variable = setting.isSecret() ? setting.variable() + "_FILE" : setting.variable();
    var name = setting.isSecret() ? setting.name() + ".file" : setting.name();
    return "| `%s` | %s | %s | `%s` | %s |"
        .formatted(
            name,
            cell(setting.isSecret() ? "a file with a secret" : setting.expected()),
            cell(whenNotGiven(setting)),
            variable,
            cell(setting.description()));
  }

  private static String whenNotGiven(Setting<?> setting) {
    return Defaults.of(setting)
        .map(value -> "`" + value + "`")
        .orElse(setting.fallback().isPresent() ? "none" : "has to be given");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
