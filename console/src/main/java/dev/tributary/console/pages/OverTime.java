package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.recovery.Failure.Group;
import dev.tributary.recovery.Failures.Hourly;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Failures hour by hour, as small columns.
///
/// @param hourly those of the last two days
record OverTime(List<Hourly> hourly, Instant now) {
  private static final int HOURS = 48;
  private static final int COLUMN = 10;
  private static final int HEIGHT = 40;

  /// From when on failures are counted.
  static Instant since(Instant now) {
    return now.truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1L, ChronoUnit.HOURS);
  }

  /// All of them, with words for those who do not see it.
  Html all() {
    var counts = counts(Optional.empty());
    var most = Arrays.stream(counts).max().orElse(0);
    return Html.of(
            """
            <figure class="over-time">{}
            <figcaption><span>{} (UTC)</span><span>at most {} an hour</span><span>now</span></figcaption>
            </figure>
            """,
            columns(counts, "Failures in each of the last 48 hours, at most " + most + " in one"),
            Shown.time(since(now)),
            most)
        .when(most > 0);
  }

  /// Those of one group.
  Html of(Group group) {
    var counts = counts(Optional.of(group));
    return columns(counts, Arrays.stream(counts).sum() + " in the last 48 hours");
  }

  private long[] counts(Optional<Group> group) {
    var counts = new long[HOURS];
    for (var each : hourly) {
      var place = Duration.between(since(now), each.hour()).toHours();
      if (place >= 0 && place < HOURS && group.filter(it -> !isOf(it, each)).isEmpty()) {
        counts[Math.toIntExact(place)] += each.number();
      }
    }
    return counts;
  }

  private static boolean isOf(Group group, Hourly each) {
    return group.application().equals(each.application()) && group.cause().equals(each.cause());
  }

  private static Html columns(long[] counts, String label) {
    var most = Math.max(1, Arrays.stream(counts).max().orElse(1));
    return Html.of(
        "<svg viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\" role=\"img\""
            + " aria-label=\"{}\">{}</svg>",
        HOURS * COLUMN,
        HEIGHT,
        label,
        Html.each(
            IntStream.range(0, HOURS).filter(hour -> counts[hour] > 0).boxed().toList(),
            hour -> column(hour, Math.max(2, HEIGHT * counts[hour] / most))));
  }

  private static Html column(int hour, long height) {
    return Html.of(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
        hour * COLUMN,
        HEIGHT - height,
        COLUMN - 2,
        height);
  }
}
