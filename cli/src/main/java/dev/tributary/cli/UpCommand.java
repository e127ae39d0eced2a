package dev.tributary.cli;

import dev.tributary.Plugins;
import dev.tributary.console.Console;
import dev.tributary.console.ConsoleSettings;
import dev.tributary.console.pages.Watched;
import dev.tributary.ingestion.trust.ShownProducts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Port of the operator's page; 0 takes any that is free (default: what the setting"
              + " console.port says, 8080).")
  private @Nullable Integer port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    verbosity.apply();
    var messages = spec.commandLine().getErr();
    var configuration = data.configuration();
    var folder = configuration.data();
    var own = inbox == null ? OwnFolders.NONE : OwnFolders.beside(inbox, configuration);
    try (var _ = OwnOutput.begin();
        var interruption =
            Interruption.ofThisThread("stopped; what is not finished goes on with the next start");
        var bound = bind(configuration);
        var system =
            LocalSystem.forAll(
                data, without.names(configuration.stages()), interruption, messages);
        var found = new FoundByOthers(configuration);
        var console = bound.open(watched(configuration, system, found))) {
      messages.printf(
          "Tributary is up over %s, on %s. Others may join: tributary ingest PATH, tributary run"
              + " NAME. Ctrl-C ends it.%nThe operator's page: %s%n",
          folder.root(), configuration.settings().get(Plugins.TRANSPORT), console.url());
      messages.flush();
      if (inbox == null) {
        interruption.await();
      } else {
        interruption.check();
        messages.printf("Taking in what is put into %s.%n", inbox);
        messages.flush();
        Inbox.in(
                inbox,
                own,
                folder.taken(),
                configuration.settings().get(CoreSettings.INBOX_QUIET),
                System::nanoTime)
            .watch(
                (path, taken) ->
                    system.pipeline().intake().take(List.of(path), Optional.empty(), taken),
                messages);
      }
      return 0;
    }
  }

  /// First of all, so that a port that is taken is told before anything is started.
  private Console bind(Configuration configuration) throws IOException {
    try {
      return Console.bind(configuration.settings(), Optional.ofNullable(port), ActOptions.who());
    } catch (IllegalArgumentException unfit) {
      throw new UsageException(String.valueOf(unfit.getMessage()), unfit);
    }
  }

  private Watched watched(Configuration configuration, LocalSystem system, FoundByOthers found) {
    var settings = configuration.settings();
    var roots = new ArrayList<Path>();
    settings.get(ConsoleSettings.ROOTS).forEach(root -> roots.add(Path.of(root)));
    if (inbox != null) {
      roots.add(inbox);
    }
    var ground = system.ground();
    return new Watched(
        ground.stores().catalogue(),
        new ShownProducts(ground.stores().catalogue(), found, configuration.trust()),
        ground.stores().ledger(),
        ground.stores().content(),
        ground.mappings(),
        system.pipeline(),
        ground.transport(),
        configuration.stages(),
        configuration.data().root(),
        roots,
        settings.get(ConsoleSettings.UPLOAD_LIMIT));
  }
}
