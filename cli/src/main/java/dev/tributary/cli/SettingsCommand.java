package dev.tributary.cli;

import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.ingestion.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tributary settings`: what can be set, how it is set, and where that was said.
@Command(
    name = "settings",
    description = "Lists all settings, those of plugins too: values, and where they come from.",
    mixinStandardHelpOptions = true)
final class SettingsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;

  @Option(
      names = "--markdown",
      description = "Print the reference instead, as docs/settings.md has it.")
  private boolean markdown;

  /// One setting; names as scripts rely on them.
  ///
  /// @param value absent if it has none
  /// @param origin where its value was given, or `default`, or `has to be given`
  private record Row(
      String name,
      Optional<String> value,
      String origin,
      String expected,
      String variable,
      String description) {

    static Row of(Setting<?> setting, Settings settings) {
      return new Row(
          setting.name(),
          settings.given(setting).or(() -> Defaults.of(setting)),
          settings
              .origin(setting)
              .orElse(setting.fallback().isPresent() ? "default" : "has to be given"),
          setting.expected(),
          setting.variable(),
          setting.description());
    }
  }

  private record Listing(List<Row> settings) {}

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    try (var installation = Installation.open(data)) {
      if (markdown) {
        out.print(SettingsReference.of(installation.plugins()));
        out.flush();
        return 0;
      }
      var settings = installation.settings();
      var rows = settings.declared().stream().map(each -> Row.of(each, settings)).toList();
      if (json.isSet()) {
        out.println(Json.text(new Listing(rows)));
      } else {
        table(rows).print(out);
      }
    }
    return 0;
  }

  private static Table table(List<Row> rows) {
    var table = new Table("NAME", "VALUE", "FROM", "EXPECTED", "");
    for (var row : rows) {
      table.add(
          row.name(), row.value().orElse("-"), row.origin(), row.expected(), row.description());
    }
    return table;
  }
}
