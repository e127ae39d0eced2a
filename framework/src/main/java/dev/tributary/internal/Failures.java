package dev.tributary.internal;

import dev.tributary.Application;
import dev.tributary.DeadLetter;
import dev.tributary.Detailed;
import dev.tributary.Message;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is written down of a failure. Failures are somebody else's code: what one throws when it is
/// asked is left out, and what it says may be of any length.
public final class Failures {
  private static final int CAUSES = 8;
  private static final int REASON_LIMIT = 2_000;

  /// The same in a dead letter that must be short: once for the failure, once for why it must be.
  private static final int SHORT_REASON = 200;

  private Failures() {}

  /// `failure` as it tells of itself, shortened.
  public static String text(Throwable failure) {
    try {
      return shortened(failure.toString());
    } catch (RuntimeException | Error unspeakable) {
      return failure.getClass().getName();
    }
  }

  /// As much of `text` as is kept of a reason.
  public static String shortened(String text) {
    return shortened(text, REASON_LIMIT);
  }

  private static String shortened(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit);
  }

  /// `message` as a dead letter of `application`, where it met `failure`.
  static DeadLetter letter(
      Application application, Message message, Throwable failure, Instant now) {
    return new DeadLetter(
        message,
        application.name(),
        application.version(),
        failure.getClass().getName(),
        reason(failure),
        stack(failure),
        details(failure),
        now);
  }

  /// `letter` with the least that is to be said.
  ///
  /// @param refused why it must be short
  static DeadLetter shortened(DeadLetter letter, Throwable refused) {
    var reason =
        "%s (shortened, without stack and details: %s)"
            .formatted(
                shortened(letter.reason(), SHORT_REASON), shortened(reason(refused), SHORT_REASON));
    return new DeadLetter(
        letter.message(),
        letter.application(),
        letter.version(),
        letter.error(),
        reason,
        "",
        Map.of(),
        letter.failedAt());
  }

  /// The messages of `failure` and of its causes, joined by `: `.
  static String reason(Throwable failure) {
    var reason = new StringBuilder();
    for (var each : withCauses(failure)) {
      var said = said(each);
      if (reason.isEmpty()) {
        reason.append(said);
      } else if (reason.indexOf(said) < 0) {
        reason.append(": ").append(said);
      }
    }
    return shortened(reason.toString());
  }

  /// The message of `failure`, shortened, or else its class.
  static String said(Throwable failure) {
    try {
      var message = failure.getMessage();
      return message == null || message.isBlank()
          ? failure.getClass().getSimpleName()
          : shortened(message);
    } catch (RuntimeException | Error unspeakable) {
      return failure.getClass().getSimpleName();
    }
  }

  /// `failure`, what it was caused by, and so on.
  static List<Throwable> withCauses(Throwable failure) {
    var all = new ArrayList<Throwable>();
    try {
      for (var each = failure; each != null && all.size() <= CAUSES; each = each.getCause()) {
        all.add(each);
      }
      return all;
    } catch (RuntimeException | Error unspeakable) {
      return all;
    }
  }

  /// What `failure` and its causes know beyond their messages.
  static Map<String, String> details(Throwable failure) {
    var details = new TreeMap<String, String>();
    for (var each : withCauses(failure)) {
      if (each instanceof Detailed detailed) {
        details(detailed)
            .forEach(
                (name, value) -> {
                  if (name != null && value != null) {
                    details.putIfAbsent(name, value);
                  }
                });
      }
    }
    return details;
  }

  private static Map<String, String> details(Detailed detailed) {
    try {
      return detailed.details();
    } catch (RuntimeException | Error unspeakable) {
      return Map.of();
    }
  }

  /// The stack trace of `failure`, as much as a dead letter keeps of it.
  static String stack(Throwable failure) {
    var stack = printed(failure);
    return stack.length() <= DeadLetter.STACK_LIMIT
        ? stack
        : stack.substring(0, DeadLetter.STACK_LIMIT) + "…";
  }

  private static String printed(Throwable failure) {
    try {
      var text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text));
      return text.toString();
    } catch (RuntimeException | Error unspeakable) {
      return Arrays.stream(failure.getStackTrace())
          .map(frame -> "\tat " + frame)
          .collect(Collectors.joining("\n", failure.getClass().getName() + "\n", ""));
    }
  }
}
