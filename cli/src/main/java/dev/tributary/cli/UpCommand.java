package dev.tributary.cli;

import dev.tributary.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tributary up`: the whole pipeline in one process that stays up, and that others may join.
@Command(
    name = "up",
    description =
        "Runs the whole pipeline in one process, which others may join, until told to stop.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private Verbosity verbosity;
  @Mixin private WithoutOption without;

  @Option(
      names = "--inbox",
      paramLabel = "DIR",
      description = "Take in what is put into this folder, once it is complete.")
  private @Nullable Path inbox;

  @Override
  public Integer call() throws IOException, InterruptedException {
    verbosity.apply();
    var messages = spec.commandLine().getErr();
    var configuration = data.configuration();
    var folder = configuration.data();
    try (var interruption =
            Interruption.ofThisThread("stopped; what is not finished goes on with the next start");
        var system =
            LocalSystem.forAll(
                data, without.names(configuration.stages()), interruption, messages)) {
      messages.printf(
          "Tributary is up over %s, on %s. Others may join: tributary ingest PATH, tributary run NAME."
              + " Ctrl-C ends it.%n",
          folder.root(), configuration.settings().get(Plugins.TRANSPORT));
      messages.flush();
      if (inbox == null) {
        interruption.await();
      } else {
        interruption.check();
        messages.printf("Taking in what is put into %s.%n", inbox);
        messages.flush();
        Inbox.in(inbox, folder.taken(), System::nanoTime)
            .watch(system.pipeline().intake(), messages);
      }
      return 0;
    }
  }
}
