package dev.tributary.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary resume`: a paused application goes on.
@Command(
    name = "resume",
    description = "Has a paused application go on, in all processes.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Parameters(paramLabel = "NAME", description = "The application.")
  private String name = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    var note =
        QueueAccess.on(
            data,
            "resume",
            spec.commandLine().getErr(),
            transport -> {
              var before = transport.pauseOf(name);
              if (before.isEmpty() && transport.status(name).isEmpty()) {
                throw new UsageException(
                    "there is no queue of %s; `tributary apps` lists what there is"
                        .formatted(name));
              }
              transport.resume(name);
              return before;
            });
    spec.commandLine()
        .getOut()
        .println(
            note.map(said -> name + " goes on; it was " + said).orElse(name + " was not paused"));
    return 0;
  }
}
