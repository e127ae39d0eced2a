package dev.tributary.spi;

import dev.tributary.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command that a plugin adds to the command line: `tributary NAME [OPTIONS] [ARGUMENTS]`, with
/// its help generated. It has an action, or commands of its own.
///
/// @param name lower-case words joined by `-`
/// @param description one sentence for the help
/// @param options in the order of the help
/// @param arguments in the order of the line
/// @param commands below this one
/// @param action what it does; not asked for if there are commands below it
public record Command(
    String name,
    String description,
    List<Option> options,
    List<Argument> arguments,
    List<Command> commands,
    Action action) {

  public Command {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
    commands = List.copyOf(commands);
  }

  /// A command without commands below it.
  public static Command of(
      String name,
      String description,
      List<Option> options,
      List<Argument> arguments,
      Action action) {
    return new Command(name, description, options, arguments, List.of(), action);
  }

  /// A command that only groups others.
  public static Command group(String name, String description, List<Command> commands) {
    return new Command(
        name,
        description,
        List.of(),
        List.of(),
        commands,
        _ -> {
          throw new IllegalStateException("expected one of the commands of " + name);
        });
  }

  /// An option `--name VALUE`, or `--name` alone if it has no label.
  ///
  /// @param name without the dashes
  /// @param label of its value in the help, such as `DURATION`; empty for a flag
  public record Option(String name, String label, String description) {}

  /// A positional argument.
  ///
  /// @param label in the help, such as `FILE`
  /// @param repeatable whether there may be more than one; only the last may
  public record Argument(String label, String description, boolean required, boolean repeatable) {}

  /// What a command does.
  @FunctionalInterface
  public interface Action {
    /// Does it.
    ///
    /// @return the exit status: 0 done, 1 something went wrong on our side, 2 wrong usage
    /// @throws IllegalArgumentException if the line makes no sense: it is shown, and the status is
    ///   2
    int run(Invocation invocation) throws Exception;
  }

  /// The line as it was given.
  ///
  /// @param options by name; a flag that was given has an empty value
  /// @param out for the answer
  /// @param messages for everything else
  public record Invocation(
      Settings settings,
      Map<String, String> options,
      List<String> arguments,
      PrintWriter out,
      PrintWriter messages) {

    public Optional<String> option(String name) {
      return Optional.ofNullable(options.get(name));
    }
  }
}
