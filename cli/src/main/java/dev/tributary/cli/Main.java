package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
    footer = {
      "",
      "Exit status: 0 done, 1 something went wrong on our side, 2 wrong usage,",
      "3 refused deliveries with --strict."
    })
public final class Main implements Callable<Integer> {
  static final int INTERNAL = 1;
  static final int USAGE = 2;
  static final int REFUSED = 3;
  static final int INTERRUPTED = 130;

  @Spec private CommandSpec spec;

  private Main() {}

  /// The commands, in the order of the help.
  private static final Map<String, Supplier<Object>> COMMANDS = commands();

  private static Map<String, Supplier<Object>> commands() {
    var commands = new LinkedHashMap<String, Supplier<Object>>();
    commands.put("ingest", IngestCommand::new);
    commands.put("deliveries", DeliveriesCommand::new);
    commands.put("products", ProductsCommand::new);
    commands.put("product", ProductCommand::new);
    commands.put("trail", TrailCommand::new);
    return commands;
  }

  /// Runs the command line and ends the process with its exit status.
  public static void main(String[] arguments) {
    System.exit(
        run(
            arguments,
            new PrintWriter(System.out, true, UTF_8),
            new PrintWriter(System.err, true, UTF_8)));
  }

  /// Runs the command line.
  ///
  /// @return the exit status
  static int run(String[] arguments, PrintWriter out, PrintWriter messages) {
    return commandLine(arguments.length == 0 ? "" : arguments[0])
        .setOut(out)
        .setErr(messages)
        .execute(arguments);
  }

  /// Knows the command named `first` only, if there is one: looking at the others takes a tenth of
  /// a second.
  private static CommandLine commandLine(String first) {
    var line = new CommandLine(new Main());
    COMMANDS.forEach(
        (name, command) -> {
          if (name.equals(first) || !COMMANDS.containsKey(first)) {
            line.addSubcommand(name, command.get());
          }
        });
    return line.setExecutionExceptionHandler((failure, at, _) -> Failures.report(failure, at))
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
