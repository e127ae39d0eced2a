package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.SettingsException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
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
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit status: 0 done, 1 something went wrong on our side, 2 wrong usage,",
      "3 refused deliveries with --strict or after reingest, a refused file (try), samples that fail",
      "(accept), or books that do not agree (reconcile),",
      "4 stopped by a signal before all that was in flight was finished: the deadline `drain`"
          + " passed,",
      "or a second signal came, 5 a mapping at fault (try, reingest).",
      "130 or 143: stopped by SIGINT or SIGTERM, with all of it finished."
    })
public final class Main implements Callable<Integer> {
  static final int INTERNAL = 1;
  static final int USAGE = 2;
  static final int REFUSED = 3;
  static final int DISAGREES = 3;
  static final int FAILING_SAMPLES = 3;

  /// Stopped by a signal, and not all that was in flight was finished.
  static final int UNFINISHED = 4;

  static final int MAPPING_AT_FAULT = 5;

  static final int INTERRUPTED = 130;

  @Spec private CommandSpec spec;

  private Main() {}

  /// The commands, in the order of the help.
  private static final Map<String, Supplier<Object>> COMMANDS = commands();

  private static Map<String, Supplier<Object>> commands() {
    var commands = new LinkedHashMap<String, Supplier<Object>>();
    commands.put("ingest", IngestCommand::new);
    commands.put("up", UpCommand::new);
    commands.put("run", RunCommand::new);
    commands.put("send", SendCommand::new);
    commands.put("deliveries", DeliveriesCommand::new);
    commands.put("products", ProductsCommand::new);
    commands.put("product", ProductCommand::new);
    commands.put("matches", MatchesCommand::new);
    commands.put("match", MatchCommand::new);
    commands.put("edit", EditCommand::new);
    commands.put("trail", TrailCommand::new);
    commands.put("try", TryCommand::new);
    commands.put("accept", AcceptCommand::new);
    commands.put("new", NewCommand::new);
    commands.put("reconcile", ReconcileCommand::new);
    commands.put("score", ScoreCommand::new);
    commands.put("failures", FailuresCommand::new);
    commands.put("redrive", RedriveCommand::new);
    commands.put("reingest", ReingestCommand::new);
    commands.put("discard", DiscardCommand::new);
    commands.put("webhooks", WebhooksCommand::new);
    commands.put("pause", PauseCommand::new);
    commands.put("resume", ResumeCommand::new);
    commands.put("remove", RemoveCommand::new);
    commands.put("apps", AppsCommand::new);
    commands.put("graph", GraphCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("console-user", ConsoleUserCommand::new);
    commands.put("rules", RulesCommand::new);
    commands.put("settings", SettingsCommand::new);
    commands.put("plugins", PluginsCommand::new);
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
    var line = new CommandLine(new Main()).setOut(out).setErr(messages);
    try {
      addCommands(line, List.of(arguments));
    } catch (RuntimeException failure) {
      return ErrorReport.report(failure, line);
    }
    tellTheVersion(line);
    return line.setOut(out)
        .setErr(messages)
        .setParameterExceptionHandler((wrong, _) -> ErrorReport.refuse(wrong))
        .setExecutionExceptionHandler((failure, at, _) -> ErrorReport.report(failure, at))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .execute(arguments);
  }

  /// Every command has the option, and there is one version.
  private static void tellTheVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(Main::tellTheVersion);
  }

  /// Adds the command that the line begins with, and no other: looking at all of them takes a tenth
  /// of a second. Plugins are looked for only if none of ours is meant.
  private static void addCommands(CommandLine line, List<String> arguments) {
    var first = arguments.isEmpty() ? "" : arguments.getFirst();
    var command = COMMANDS.get(first);
    if (command != null) {
      line.addSubcommand(first, command.get());
    } else if (first.isEmpty() || first.startsWith("-")) {
      addAllCommands(line, arguments);
    } else {
      var ofPlugins = PluginCommands.find(arguments, COMMANDS.keySet());
      line.addSubcommand(first, ofPlugins.get(first, COMMANDS.keySet()));
    }
  }

  /// For the help, which shows what there is even if something is wrong with the plugins.
  private static void addAllCommands(CommandLine line, List<String> arguments) {
    COMMANDS.forEach((name, each) -> line.addSubcommand(name, each.get()));
    try {
      PluginCommands.find(arguments, COMMANDS.keySet()).addTo(line);
    } catch (SettingsException | UsageException wrong) {
      line.getErr()
          .println("tributary: the commands of plugins are not known: " + wrong.getMessage());
    }
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
