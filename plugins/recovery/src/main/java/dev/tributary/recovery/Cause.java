package dev.tributary.recovery;

import dev.tributary.DeadLetter;
import java.util.regex.Pattern;

/// What failures have in common that have one cause: the kind of error, and its reason without what
/// varies from message to message.
final class Cause {
  private static final int LENGTH = 160;
  private static final Pattern VARYING =
      Pattern.compile("\"[^\"]*\"|'[^']*'|\\S*/\\S*|\\b[0-9a-fA-F-]{8,}\\b|\\d+");

  private Cause() {}

  static String of(DeadLetter letter) {
    var error = letter.error().substring(letter.error().lastIndexOf('.') + 1);
    var reason = VARYING.matcher(letter.reason()).replaceAll("…").replaceAll("\\s+", " ").strip();
    var cause = error + ": " + reason;
    return cause.length() <= LENGTH ? cause : cause.substring(0, LENGTH) + "…";
  }
}
