package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.console.web.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How small things are shown everywhere.
final class Shown {
  private static final int KIBI = 1024;

  private Shown() {}

  /// In UTC, to the second.
  static Html time(Instant instant) {
    var text = instant.truncatedTo(ChronoUnit.SECONDS).toString();
    return Html.of(
        "<time datetime=\"{}\">{}</time>", instant, text.replace('T', ' ').replace("Z", ""));
  }

  /// The time of day, to the millisecond.
  static Html clock(Instant instant) {
    var text = instant.truncatedTo(ChronoUnit.MILLIS).toString();
    return Html.of(
        "<time datetime=\"{}\">{}</time>", instant, text.substring(11).replace("Z", ""));
  }

  /// The state of something, as a word of its colour.
  static Html state(String state) {
    var word = state.toLowerCase(Locale.ROOT).replace('_', ' ');
    return Html.of("<span class=\"state {}\">{}</span>", word.replace(' ', '-'), word);
  }

  static Html delivery(String id) {
    return Html.of("<a href=\"/deliveries/{}\"><code>{}</code></a>", Values.encode(id), id);
  }

  static Html product(String key) {
    return Html.of("<a href=\"/products/{}\">{}</a>", Values.encode(key), key);
  }

  static Html failure(String id) {
    return Html.of(
        "<a href=\"/failures/{}\"><code>{}</code></a>", Values.encode(id), shortened(id, 8));
  }

  static Html act(String id) {
    return Html.of("<a href=\"/acts/{}\"><code>{}</code></a>", Values.encode(id), shortened(id, 8));
  }

  /// The version of a mapping, which is a hash: its beginning, and the whole for who points at it.
  static Html version(String version) {
    return Html.of("<code title=\"{}\">{}</code>", version, shortened(version, 12));
  }

  static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /// One line of at most so many characters.
  static String line(String text, int length) {
    var line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= length ? line : line.substring(0, length - 1) + "…";
  }

  static String bytes(long bytes) {
    if (bytes < KIBI) {
      return bytes + " B";
    }
    var size = bytes / (double) KIBI;
    for (var unit : List.of("KiB", "MiB", "GiB")) {
      if (size < KIBI) {
        return String.format(Locale.ROOT, "%.1f %s", size, unit);
      }
      size /= KIBI;
    }
    return String.format(Locale.ROOT, "%.1f TiB", size);
  }

  static String duration(Duration duration) {
    if (duration.toMillis() < 1_000) {
      return duration.toMillis() + " ms";
    }
    if (duration.toSeconds() < 100) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    return duration.toHours() > 0
        ? "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart())
        : "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  /// A count, with the noun that belongs to it.
  static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /// A term and what it says, for a list of properties; nothing if it says nothing.
  static Html property(String term, Optional<?> value) {
    return value
        .map(it -> Html.of("<div><dt>{}</dt><dd>{}</dd></div>", term, it))
        .orElse(Html.EMPTY);
  }

  /// A table that scrolls by itself on a narrow screen.
  ///
  /// @param columns their titles; `#` before one says that it is of numbers
  static Html table(String caption, List<String> columns, Html rows) {
    return Html.of(
        """
        <div class="scroll" role="region" aria-label="{}" tabindex="0"><table>
        <caption class="quiet">{}</caption>
        <thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>
        """,
        caption,
        caption,
        Html.each(columns, Shown::column),
        rows);
  }

  private static Html column(String title) {
    return title.startsWith("#")
        ? Html.of("<th scope=\"col\" class=\"number\">{}</th>", title.substring(1))
        : Html.of("<th scope=\"col\">{}</th>", title);
  }

  /// The choices of a form, one of them chosen.
  static Html options(String all, List<String> values, Optional<String> chosen) {
    return Html.join(
        Html.of("<option value=\"\">{}</option>", all),
        Html.each(
            values,
            value ->
                Html.of(
                    "<option value=\"{}\"{}>{}</option>",
                    value,
                    Html.of(" selected").when(chosen.filter(value::equalsIgnoreCase).isPresent()),
                    value.toLowerCase(Locale.ROOT).replace('_', ' '))));
  }
}
