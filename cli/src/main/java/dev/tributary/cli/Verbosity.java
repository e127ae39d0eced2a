package dev.tributary.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// How much a long run says on standard error.
final class Verbosity {
  @ArgGroup private Choice choice = new Choice();

  /// One of them, or none.
  static final class Choice {
    @Option(
        names = {"-v", "--verbose"},
        description = "Say what becomes of each message.")
    boolean verbose;

    @Option(
        names = {"-q", "--quiet"},
        description = "Say nothing but errors.")
    boolean quiet;

    @Option(names = "--debug", description = "Say everything, with stack traces.")
    boolean debug;
  }

  boolean isVerbose() {
    return choice.verbose || choice.debug;
  }

  void apply() {
    if (LoggerFactory.getLogger("dev.tributary") instanceof Logger ours) {
      level().ifPresent(ours::setLevel);
    }
  }

  /// The same for a filter, which tells of bad lines itself.
  void applyToFilter() {
    apply();
    if (!isVerbose() && LoggerFactory.getLogger("dev.tributary.internal") instanceof Logger ours) {
      ours.setLevel(Level.ERROR);
    }
  }

  private Optional<Level> level() {
    if (choice.debug) {
      return Optional.of(Level.DEBUG);
    }
    if (choice.verbose) {
      return Optional.of(Level.INFO);
    }
    return choice.quiet ? Optional.of(Level.ERROR) : Optional.empty();
  }
}
