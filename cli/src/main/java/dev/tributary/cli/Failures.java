package dev.tributary.cli;

import dev.tributary.SettingsException;
import dev.tributary.StartException;
import java.nio.file.FileSystemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// Tells the user of a command that failed.
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /// Prints what went wrong, one problem a line, and returns the exit status. The stack is in the
  /// log.
  static int report(Exception failure, CommandLine line) {
    if (failure instanceof InterruptedException) {
      return Main.INTERRUPTED;
    }
    said(failure)
        .lines()
        .map(problem -> line.getColorScheme().errorText("tributary: " + problem))
        .forEach(line.getErr()::println);
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

  /// Whether the one who can mend it is the user: also where a plugin finds out as it starts.
  private static boolean isWrongUsage(Throwable failure) {
    return switch (failure) {
      case UsageException _, SettingsException _ -> true;
      case StartException start -> start.getCause() instanceof SettingsException;
      default -> false;
    };
  }

  private static String said(Throwable failure) {
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
