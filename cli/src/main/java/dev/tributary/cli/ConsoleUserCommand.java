package dev.tributary.cli;

import dev.tributary.console.web.PasswordHash;
import dev.tributary.console.web.Role;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary console-user`: a line for the file of those who may see the operator's page.
@Command(
    name = "console-user",
    description = {
      "Prints a line for the file that the setting console.users names, with the hash of a password.",
      "The password is asked for, or read from standard input, a line."
    },
    mixinStandardHelpOptions = true)
final class ConsoleUserCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The user, as the audit is to tell it.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "OPERATOR",
      description = "What they may: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Role role = Role.OPERATOR;

  @Override
  public Integer call() throws IOException {
    if (name.isBlank() || name.contains(":") || name.chars().anyMatch(Character::isWhitespace)) {
      throw new UsageException("expected a name without blanks and colons, got: \"" + name + "\"");
    }
    var password = password();
    if (password.isBlank()) {
      throw new UsageException("expected a password, got none");
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s %s %s%n", name, role.name().toLowerCase(Locale.ROOT), PasswordHash.of(password));
    return 0;
  }

  private String password() throws IOException {
    var terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (terminal.isPresent()) {
      return terminal
          .map(console -> console.readPassword("Password of %s: ", name))
          .map(String::new)
          .orElse("");
    }
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var line = in.readLine();
    return line == null ? "" : line;
  }
}
