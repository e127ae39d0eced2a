package dev.tributary.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/// How much a long run says on standard error.
final class Verbosity {
  @Option(
      names = {"-v", "--verbose"},
      description = "Say what becomes of each message.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but errors.")
  private boolean quiet;

  @Option(names = "--debug", description = "Say everything, with stack traces.")
  private boolean debug;

  boolean isQuiet() {
    return quiet;
  }

  boolean isVerbose() {
    return verbose || debug;
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
    if (debug) {
      return Optional.of(Level.DEBUG);
    }
    if (verbose) {
      return Optional.of(Level.INFO);
    }
    return quiet ? Optional.of(Level.ERROR) : Optional.empty();
  }
}
