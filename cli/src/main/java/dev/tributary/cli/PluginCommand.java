package dev.tributary.cli;

import dev.tributary.Plugins;
import dev.tributary.spi.Command;
import dev.tributary.spi.Command.Argument;
import dev.tributary.spi.Command.Invocation;
import dev.tributary.spi.Command.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/// A command of a plugin as a command of this line: with generated help, and the options that every
/// command has.
final class PluginCommand implements Callable<Integer> {
  private final Command command;
  private final Plugins plugins;
  private final DataOptions data = new DataOptions();
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private PluginCommand(Command command, Plugins plugins) {
    this.command = command;
    this.plugins = plugins;
  }

  /// The command with all those below it.
  ///
  /// @param plugins all that there are, of which one brings it
  static CommandSpec spec(Command command, Plugins plugins) {
    var spec = new PluginCommand(command, plugins).described();
    command.commands().forEach(below -> spec.addSubcommand(below.name(), spec(below, plugins)));
    return spec;
  }

  private CommandSpec described() {
    spec.name(command.name()).mixinStandardHelpOptions(true);
    spec.usageMessage().description(escaped(command.description()));
    if (isGroup()) {
      spec.usageMessage().synopsisSubcommandLabel("COMMAND");
      return spec;
    }
    spec.addMixin("data", CommandSpec.forAnnotatedObject(data));
    command.options().forEach(option -> spec.addOption(spec(option)));
    var index = 0;
    for (var argument : command.arguments()) {
      spec.addPositional(spec(argument, index++));
    }
    return spec;
  }

  private boolean isGroup() {
    return !command.commands().isEmpty();
  }

  private static OptionSpec spec(Option option) {
    var spec = OptionSpec.builder("--" + option.name()).description(escaped(option.description()));
    return option.label().isEmpty()
        ? spec.type(boolean.class).arity("0").build()
        : spec.type(String.class).arity("1").paramLabel(option.label()).build();
  }

  private static PositionalParamSpec spec(Argument argument, int index) {
    var fewest = argument.required() ? "1" : "0";
    var spec =
        PositionalParamSpec.builder()
            .paramLabel(argument.label())
            .required(argument.required())
            .description(escaped(argument.description()));
    return argument.repeatable()
        ? spec.type(List.class)
            .auxiliaryTypes(String.class)
            .index(index + "..*")
            .arity(fewest + "..*")
            .build()
        : spec.type(String.class).index(index + "").arity(fewest + "..1").build();
  }

  /// Picocli reads descriptions as formats.
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }

  @Override
  public Integer call() throws Exception {
    if (isGroup()) {
      throw new ParameterException(
          spec.commandLine(), "expected one of the commands of " + command.name());
    }
    var out = spec.commandLine().getOut();
    try (var installation = Installation.of(plugins, data.sources(), List.of())) {
      return command
          .action()
          .run(
              new Invocation(
                  installation.settings(),
                  options(),
                  arguments(),
                  out,
                  spec.commandLine().getErr()));
    } catch (IllegalArgumentException wrongUsage) {
      throw new UsageException(
          wrongUsage.getMessage() == null ? wrongUsage.toString() : wrongUsage.getMessage());
    } finally {
      out.flush();
    }
  }

  private Map<String, String> options() {
    var given = new LinkedHashMap<String, String>();
    var line = spec.commandLine().getParseResult();
    for (var option : command.options()) {
      var name = "--" + option.name();
      if (line.hasMatchedOption(name)) {
        given.put(option.name(), option.label().isEmpty() ? "" : line.matchedOptionValue(name, ""));
      }
    }
    return given;
  }

  private List<String> arguments() {
    return spec.commandLine().getParseResult().matchedPositionals().stream()
        .flatMap(argument -> argument.stringValues().stream())
        .toList();
  }
}
