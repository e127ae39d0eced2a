package dev.tributary.cli;

import dev.tributary.Plugins;
import dev.tributary.SettingsException;
import dev.tributary.spi.Command;
import dev.tributary.spi.Plugin;
import dev.tributary.spi.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.InitializationException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/// The commands that plugins add to the command line.
///
/// Plugins are found by settings, and settings may stand on the line: so the line is looked through
/// for them before the command on it is known.
final class PluginCommands {
  private final Map<String, CommandSpec> byName;

  private PluginCommands(Map<String, CommandSpec> byName) {
    this.byName = byName;
  }

  /// The options that every command has, on a line of which nothing else is understood yet.
  @picocli.CommandLine.Command
  private static final class Glance {
    @Mixin private DataOptions data = new DataOptions();
  }

  /// Finds those of the plugins that the line `arguments` has.
  ///
  /// @param builtIn the names that are taken
  /// @throws SettingsException if a plugin cannot be loaded, or its commands cannot stand beside
  ///   the others
  static PluginCommands find(List<String> arguments, Set<String> builtIn) {
    return of(Installation.plugins(sources(arguments)), builtIn);
  }

  private static Sources sources(List<String> arguments) {
    var glance = new Glance();
    try {
      new CommandLine(glance)
          .setUnmatchedArgumentsAllowed(true)
          .parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException wrongUsage) {
      throw new UsageException(String.valueOf(wrongUsage.getMessage()));
    }
    return glance.data.sources();
  }

  /// The commands of `plugins`.
  ///
  /// @throws SettingsException if they cannot stand beside each other and those `builtIn`
  static PluginCommands of(Plugins plugins, Set<String> builtIn) {
    var byName = new LinkedHashMap<String, CommandSpec>();
    for (var plugin : plugins.all()) {
      for (var command : plugin.commands()) {
        if (builtIn.contains(command.name()) || byName.containsKey(command.name())) {
          throw refused(plugin, command, "there is a command of that name already");
        }
        try {
          byName.put(command.name(), PluginCommand.spec(command, plugins));
        } catch (InitializationException impossible) {
          throw refused(plugin, command, String.valueOf(impossible.getMessage()));
        }
      }
    }
    return new PluginCommands(byName);
  }

  private static SettingsException refused(Plugin plugin, Command command, String reason) {
    return new SettingsException(
        List.of(
            "plugin %s (%s) cannot bring the command \"%s\": %s"
                .formatted(plugin.name(), plugin.getClass().getName(), command.name(), reason)));
  }

  /// The one called `name`.
  ///
  /// @throws UsageException if there is none, with what may be meant
  CommandSpec get(String name, Set<String> builtIn) {
    var command = byName.get(name);
    if (command == null) {
      var known = new ArrayList<>(new TreeSet<>(builtIn));
      known.addAll(byName.keySet());
      throw new UsageException(
          "unknown command \"%s\"%s (`tributary --help` lists all)"
              .formatted(name, Suggestion.didYouMean(name, known)));
    }
    return command;
  }

  /// Adds all to `line`, under a heading of their own in its help.
  void addTo(CommandLine line) {
    byName.forEach(line::addSubcommand);
    if (!byName.isEmpty()) {
      line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, this::list);
    }
  }

  private String list(Help help) {
    var builtIn = new LinkedHashMap<>(help.subcommands());
    var added = new LinkedHashMap<>(help.subcommands());
    builtIn.keySet().removeAll(byName.keySet());
    added.keySet().retainAll(byName.keySet());
    return help.commandList(builtIn)
        + help.createHeading("%nCommands of plugins:%n")
        + help.commandList(added);
  }
}
