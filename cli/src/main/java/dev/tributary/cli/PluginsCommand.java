package dev.tributary.cli;

import dev.tributary.Setting;
import dev.tributary.ingestion.json.Json;
import dev.tributary.spi.Command;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import dev.tributary.spi.Plugin;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tributary plugins`: what is installed, and how it is.
@picocli.CommandLine.Command(
    name = "plugins",
    description = "Lists the plugins that are installed, their commands and their settings.",
    mixinStandardHelpOptions = true)
final class PluginsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;

  @Option(
      names = "--health",
      description = "Start them and ask about their health; exit with 1 if one is not well.")
  private boolean health;

  /// One plugin; names as scripts rely on them.
  private record Row(String name, String className, List<String> commands, List<String> settings) {

    static Row of(Plugin plugin) {
      return new Row(
          plugin.name(),
          plugin.getClass().getName(),
          plugin.commands().stream().map(Command::name).toList(),
          plugin.settings().stream().map(Setting::name).toList());
    }
  }

  /// The answer to one question.
  ///
  /// @param found what was found, or what is wrong
  /// @param fix what can be done about it
  private record Answer(String name, boolean healthy, String found, Optional<String> fix) {
    static Answer of(HealthCheck check) throws InterruptedException {
      return switch (check.ask()) {
        case Healthy(var detail) -> new Answer(check.name(), true, detail, Optional.empty());
        case Unhealthy(var reason, var fix) ->
            new Answer(check.name(), false, reason, Optional.of(fix));
      };
    }
  }

  private record Listing(List<Row> plugins, List<Answer> health) {
    boolean isHealthy() {
      return health.stream().allMatch(Answer::healthy);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    try (var installation = Installation.open(data)) {
      var rows = installation.plugins().all().stream().map(Row::of).toList();
      var listing = new Listing(rows, health ? answers(installation) : List.of());
      if (json.isSet()) {
        out.println(Json.text(listing));
      } else {
        print(listing, out);
      }
      return listing.isHealthy() ? 0 : Main.INTERNAL;
    }
  }

  private static List<Answer> answers(Installation installation) throws InterruptedException {
    var plugins = installation.plugins();
    plugins.start(installation.settings());
    var answers = new ArrayList<Answer>();
    for (var check : plugins.healthChecks(installation.settings())) {
      answers.add(Answer.of(check));
    }
    return answers;
  }

  private static void print(Listing listing, PrintWriter out) {
    if (listing.plugins().isEmpty()) {
      out.println("no plugins");
      return;
    }
    var table = new Table("NAME", "COMMANDS", "CLASS", "SETTINGS");
    for (var plugin : listing.plugins()) {
      table.add(
          plugin.name(), words(plugin.commands()), plugin.className(), words(plugin.settings()));
    }
    table.print(out);
    var health = new Table("HEALTH", "", "");
    for (var answer : listing.health()) {
      health.add(
          answer.name(),
          answer.healthy() ? "well" : "not well",
          answer.found() + answer.fix().map(fix -> "; " + fix).orElse(""));
    }
    if (!health.isEmpty()) {
      out.println();
      health.print(out);
    }
  }

  private static String words(List<String> words) {
    return words.isEmpty() ? "-" : String.join(" ", words);
  }
}
