package dev.tributary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tributary`: turns deliveries of content into one catalogue.
@Command(
    name = "tributary",
    description = "Turns deliveries of content into one catalogue.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      IngestCommand.class,
      DeliveriesCommand.class,
      ProductsCommand.class,
      ProductCommand.class,
      TrailCommand.class,
    },
    footer = {
      "",
      "Exit status: 0 done, 1 something went wrong on our side, 2 wrong usage,",
      "3 refused deliveries with --strict."
    })
public final class Main implements Callable<Integer> {
  static final int INTERNAL = 1;
  static final int USAGE = 2;
  static final int REFUSED = 3;

  @Spec private CommandSpec spec;

  private Main() {}

  /// Runs the command line and ends the process with its exit status.
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((failure, line, _) -> Failures.report(failure, line))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "expected a command");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "tributary " + (version == null ? "(from sources)" : version), "Java " + Runtime.version(),
      };
    }
  }
}
