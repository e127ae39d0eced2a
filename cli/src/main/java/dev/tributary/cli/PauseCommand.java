package dev.tributary.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary pause`: an application stops receiving, wherever it runs, until it is resumed.
@Command(
    name = "pause",
    description = {
      "Has an application stop receiving, in all processes, within a second or two.",
      "What is in flight is finished; what comes waits in its queue, also after a restart."
    },
    mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Parameters(paramLabel = "NAME", description = "The application.")
  private String name = "";

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "The reason, which everybody sees.")
  private String why = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    var reason = why.isBlank() ? "" : ": " + why;
    var note =
        "paused by %s at %s%s"
            .formatted(ActOptions.who(), Instant.now().truncatedTo(ChronoUnit.SECONDS), reason);
    QueueAccess.on(
        data,
        "pause",
        spec.commandLine().getErr(),
        transport -> {
          transport.pause(name, note);
          return note;
        });
    spec.commandLine().getOut().printf("%s is %s%n", name, note);
    return 0;
  }
}
