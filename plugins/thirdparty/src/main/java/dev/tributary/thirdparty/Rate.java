package dev.tributary.thirdparty;

import java.time.Duration;

/// How many calls a third party allows in any stretch of time of a given length.
///
/// Calls are spread evenly. To be sure that never more of them *arrive*, however long each is on
/// its way, a little more than the time is shared out among them: see [#slack].
public record Rate(int calls, Duration per) {
  private static final int SLACK_SHARE = 10;
  private static final Duration MOST_SLACK = Duration.ofMillis(250);

  public Rate {
    if (calls < 1 || !per.isPositive()) {
      throw new IllegalArgumentException(
          "expected a rate of 1 call or more in some time, got: %d in %s".formatted(calls, per));
    }
  }

  public static Rate perSecond(int calls) {
    return new Rate(calls, Duration.ofSeconds(1));
  }

  /// The rate that `text` says: a number, `/`, and `s`, `m` or `h`, such as `50/s`.
  ///
  /// @throws IllegalArgumentException if it says none
  public static Rate parse(String text) {
    if (!text.matches("[1-9][0-9]{0,5}/[smh]")) {
      throw new IllegalArgumentException("expected a rate such as 50/s, got: \"" + text + "\"");
    }
    var calls = Integer.parseInt(text.substring(0, text.length() - 2));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> perSecond(calls);
      case 'm' -> new Rate(calls, Duration.ofMinutes(1));
      default -> new Rate(calls, Duration.ofHours(1));
    };
  }

  /// By how much a call may arrive later than planned, and no stretch of time sees too many: calls
  /// that arrive within `per` were planned within `per` and this.
  Duration slack() {
    var share = per.dividedBy(SLACK_SHARE);
    return share.compareTo(MOST_SLACK) < 0 ? share : MOST_SLACK;
  }

  /// From one call to the next.
  Duration interval() {
    return per.plus(slack()).dividedBy(calls);
  }
}
