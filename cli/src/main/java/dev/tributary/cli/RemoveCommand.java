package dev.tributary.cli;

import dev.tributary.spi.Transport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary remove`: takes an application's queue away.
@Command(
    name = "remove",
    description = {
      "Takes away the queue of an application that is no more: nothing is kept for it any longer.",
      "Its exchange stays, and so does everybody else's queue. Stop the application first."
    },
    mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Parameters(paramLabel = "NAME", description = "The application.")
  private String name = "";

  @Option(names = "--yes", description = "Throw away what waits in the queue.")
  private boolean yes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var thrownAway = QueueAccess.look(data, "remove", spec.commandLine().getErr(), this::remove);
    spec.commandLine()
        .getOut()
        .printf("the queue of %s is gone, with %s%n", name, QueueAccess.messages(thrownAway));
    return 0;
  }

  private long remove(Transport transport) {
    var queue =
        transport
            .status(name)
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no queue of %s; `tributary apps` lists what there is"
                            .formatted(name)));
    if (queue.consumers() > 0) {
      throw new UsageException(
          "%s runs: its queue is consumed; stop it wherever it runs, then remove it"
              .formatted(name));
    }
    if (queue.depth() > 0 && !yes) {
      throw new UsageException(
          "%s would be thrown away with the queue of %s; say --yes if that is what you want"
              .formatted(QueueAccess.messages(queue.depth()), name));
    }
    return transport.remove(name);
  }
}
