package dev.tributary.examples.audit;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.spi.Command;
import dev.tributary.spi.Command.Invocation;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.HealthCheck.Health;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import dev.tributary.spi.Plugin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Writes down what became of every message, whichever application of the process it was for.
public final class AuditPlugin implements Plugin {
  static final Setting<Boolean> ENABLED =
      Setting.flag("audit.enabled", "Whether anything is written down.").orElse(true);

  static final Setting<Path> FILE =
      Setting.path("audit.file", "The file in which it is written down.")
          .orElse(Path.of("data", "audit.log"));

  private static final int LINES = 10;

  private Optional<AuditFile> open = Optional.empty();

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ENABLED, FILE);
  }

  @Override
  public void start(Settings settings) throws IOException {
    if (settings.get(ENABLED)) {
      open = Optional.of(AuditFile.open(settings.get(FILE)));
    }
  }

  @Override
  public void install(Application.Builder application, Settings settings) {
    var name = application.name();
    open.ifPresent(
        file ->
            application.onSettled((message, outcome) -> file.append(line(name, message, outcome))));
  }

  @Override
  public void stop() throws IOException {
    if (open.isPresent()) {
      open.get().close();
    }
  }

  private static String line(String application, Message message, Outcome outcome) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return String.join(
        "\t", now.toString(), application, word(outcome), message.routingKey(), message.id());
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed _ -> "completed";
      case Outcome.Aborted(var abort) -> "aborted: " + abort.reason();
      case Outcome.Retried _ -> "retried";
      case Outcome.Snoozed _ -> "snoozed";
      case Outcome.DeadLettered _ -> "dead-lettered";
      case Outcome.Unavailable _ -> "unavailable";
      case Outcome.OutOfTurn _ -> "out-of-turn";
      case Outcome.Interrupted _ -> "interrupted";
    };
  }

  @Override
  public List<Command> commands() {
    return List.of(
        Command.of(
            "audit",
            "Shows what became of the latest messages.",
            List.of(new Command.Option("last", "N", "How many messages (default: 10).")),
            List.of(),
            AuditPlugin::showLast));
  }

  private static int showLast(Invocation invocation) throws IOException {
    var file = invocation.settings().get(FILE);
    var lines =
        AuditFile.last(invocation.option("last").map(AuditPlugin::count).orElse(LINES), file);
    if (lines.isEmpty()) {
      invocation.messages().println("nothing is written down in " + file + " yet");
    }
    lines.forEach(invocation.out()::println);
    return 0;
  }

  private static int count(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "expected --last to be a positive integer, got: \"" + text + "\"");
    }
    return Integer.parseInt(text);
  }

  @Override
  public List<HealthCheck> healthChecks(Settings settings) {
    return settings.get(ENABLED)
        ? List.of(new HealthCheck("audit", () -> health(settings.get(FILE))))
        : List.of();
  }

  private static Health health(Path file) {
    return AuditFile.canBeWritten(file)
        ? new Healthy(file + " can be written")
        : new Unhealthy(
            file + " cannot be written", "let this user write it, or choose another audit.file");
  }
}
