package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import java.time.Duration;
import java.time.Instant;

/// Draws when something waited and worked, on a scale from `first` to `last`.
record TimeBar(Instant first, Instant last) {
  private static final int WIDTH = 1_000;

  /// What is too short to be seen is drawn so wide all the same.
  private static final int LEAST = 6;

  Html of(Instant arrived, Instant begun, Instant ended) {
    var from = place(arrived);
    var work = Math.min(place(begun), WIDTH - LEAST);
    return Html.of(
        """
        <svg viewBox="0 0 {} 12" preserveAspectRatio="none" aria-hidden="true">
        <rect class="waited" x="{}" y="4" width="{}" height="4"/>
        <rect class="worked" x="{}" y="1" width="{}" height="10"/></svg>
        """,
        WIDTH,
        from,
        Math.max(0, work - from),
        work,
        Math.max(LEAST, place(ended) - work));
  }

  private long place(Instant instant) {
    var whole = Math.max(1, Duration.between(first, last).toMillis());
    return Math.clamp(WIDTH * Duration.between(first, instant).toMillis() / whole, 0, WIDTH);
  }
}
