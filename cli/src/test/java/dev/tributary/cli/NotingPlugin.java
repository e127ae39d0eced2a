package dev.tributary.cli;

import dev.tributary.Application;
import dev.tributary.Secret;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.spi.Command;
import dev.tributary.spi.Command.Argument;
import dev.tributary.spi.Command.Invocation;
import dev.tributary.spi.Command.Option;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import dev.tributary.spi.Plugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A plugin with one of everything, for tests that name it.
public final class NotingPlugin implements Plugin {
  static final Setting<String> WORD = Setting.text("noting.word", "What is noted.").orElse("hello");
  static final Setting<Path> FOLDER =
      Setting.path("noting.folder", "Where it is noted.").orElse(Path.of("data", "notes"));
  static final Setting<List<String>> COLOURS =
      Setting.list("noting.colours", "Colours of ink.").orElse(List.of("blue", "black"));
  static final Setting<Duration> PAUSE =
      Setting.duration("noting.pause", "Between notes.").orElse(Duration.ofSeconds(90));
  static final Setting<Optional<Secret>> TOKEN =
      Setting.secret("noting.token", "What opens the book.").optional();
  static final Setting<Boolean> WELL = Setting.flag("noting.well", "How it is.").orElse(true);

  @Override
  public String name() {
    return "noting";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(WORD, FOLDER, COLOURS, PAUSE, TOKEN, WELL);
  }

  @Override
  public void install(Application.Builder application, Settings settings) {
    application.preprocess(message -> message.withHeader("noted", settings.get(WORD)));
  }

  @Override
  public List<Command> commands() {
    return List.of(
        Command.of(
            "note",
            "Notes words, 100% of them.",
            List.of(
                new Option("loud", "", "In capitals."),
                new Option("sign", "NAME", "Whose note it is.")),
            List.of(
                new Argument("FIRST", "A word.", true, false),
                new Argument("MORE", "More words.", false, true)),
            NotingPlugin::note),
        Command.group(
            "notes",
            "All about notes.",
            List.of(
                Command.of(
                    "count",
                    "Counts notes.",
                    List.of(),
                    List.of(),
                    invocation -> {
                      invocation.out().println("0 notes");
                      return 0;
                    }))));
  }

  private static int note(Invocation invocation) {
    var words = String.join(" ", invocation.arguments());
    if (words.contains("nothing")) {
      throw new IllegalArgumentException("expected something to note, got: \"" + words + "\"");
    }
    var text = invocation.settings().get(WORD) + " " + words;
    invocation
        .out()
        .print(invocation.option("loud").isPresent() ? text.toUpperCase(Locale.ROOT) : text);
    invocation.option("sign").ifPresent(name -> invocation.out().print(", " + name));
    return 0;
  }

  @Override
  public List<HealthCheck> healthChecks(Settings settings) {
    return List.of(
        new HealthCheck(
            "ink",
            () ->
                settings.get(WELL)
                    ? new Healthy("there is some")
                    : new Unhealthy("there is none", "buy some")));
  }
}
