package dev.tributary.cli;

import dev.tributary.SettingsException;
import dev.tributary.StartException;
import dev.tributary.scoring.ScoringException;
import java.nio.file.FileSystemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells the user of a command that failed.
final class ErrorReport {
  private static final Logger log = LoggerFactory.getLogger(ErrorReport.class);

  private ErrorReport() {}

  /// Prints what went wrong, one problem a line, and returns the exit status. The stack is in the
  /// log.
  static int report(Exception failure, CommandLine line) {
    if (isOfASignal(failure)) {
      return Main.INTERRUPTED;
    }
    tell(said(failure), line);
    if (isWrongUsage(failure)) {
      return Main.USAGE;
    }
    log.atDebug().setCause(failure).log("command.failed");
    if (System.getenv("TRIBUTARY_DEBUG") == null) {
      line.getErr().println("(TRIBUTARY_DEBUG=1 in the environment shows where)");
    } else {
      failure.printStackTrace(line.getErr());
    }
    return Main.INTERNAL;
  }

  /// Prints what is wrong with the line itself, and where to read how it is written; returns the
  /// exit status. Where no command is given, that is all of the help.
  static int refuse(ParameterException wrong) {
    var line = wrong.getCommandLine();
    tell(said(wrong).replaceFirst("^Error: ", ""), line);
    UnmatchedArgumentException.printSuggestions(wrong, line.getErr());
    if (line.getSubcommands().isEmpty()) {
      line.getErr().printf("`%s --help` explains%n", line.getCommandSpec().qualifiedName());
    } else {
      line.usage(line.getErr());
    }
    return Main.USAGE;
  }

  private static void tell(String problems, CommandLine line) {
    problems
        .lines()
        .map(problem -> line.getColorScheme().errorText("tributary: " + problem))
        .forEach(line.getErr()::println);
  }

  /// Whether it is what a signal made of whatever was under way: [Interruption] leaves the thread
  /// interrupted then.
  private static boolean isOfASignal(Exception failure) {
    return failure instanceof InterruptedException || Thread.currentThread().isInterrupted();
  }

  /// Whether the one who can mend it is the user: also where a plugin finds out as it starts.
  private static boolean isWrongUsage(Throwable failure) {
    return switch (failure) {
      case UsageException _, SettingsException _, ScoringException _ -> true;
      case StartException start -> start.getCause() instanceof SettingsException;
      default -> false;
    };
  }

  /// What went wrong, with its causes.
  static String said(Throwable failure) {
    var text = new StringBuilder(text(failure));
    for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (text.indexOf(text(cause)) < 0) {
        text.append(": ").append(text(cause));
      }
    }
    return text.toString();
  }

  private static String text(Throwable failure) {
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return file.getClass().getSimpleName() + ": " + file.getFile();
    }
    var message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
