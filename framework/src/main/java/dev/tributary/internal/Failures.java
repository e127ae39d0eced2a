package dev.tributary.internal;

import dev.tributary.DeadLetter;
import dev.tributary.Detailed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;

/// What is written down of a failure.
final class Failures {
  private static final int CAUSES = 8;
  private static final int REASON_LIMIT = 2_000;

  private Failures() {}

  /// The messages of `failure` and of its causes, joined by `: `.
  static String reason(Throwable failure) {
    var reason = new StringBuilder(said(failure));
    var cause = failure.getCause();
    for (var depth = 0; cause != null && depth < CAUSES; depth++, cause = cause.getCause()) {
      if (reason.indexOf(said(cause)) < 0) {
        reason.append(": ").append(said(cause));
      }
    }
    return reason.length() <= REASON_LIMIT ? reason.toString() : reason.substring(0, REASON_LIMIT);
  }

  private static String said(Throwable failure) {
    var message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  /// What `failure` and its causes know beyond their messages.
  static Map<String, String> details(Throwable failure) {
    var details = new TreeMap<String, String>();
    var cause = failure;
    for (var depth = 0; cause != null && depth <= CAUSES; depth++, cause = cause.getCause()) {
      if (cause instanceof Detailed detailed) {
        detailed.details().forEach(details::putIfAbsent);
      }
    }
    return details;
  }

  /// The stack trace of `failure`, as much as a dead letter keeps of it.
  static String stack(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    var stack = text.toString();
    return stack.length() <= DeadLetter.STACK_LIMIT
        ? stack
        : stack.substring(0, DeadLetter.STACK_LIMIT) + "…";
  }
}
