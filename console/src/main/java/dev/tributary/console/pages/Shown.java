package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.console.web.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
    return Html.of("<time datetime=\"{}\">{}</time>", instant, text.substring(11).replace("Z", ""));
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
    return product(key, key);
  }

  /// Without its provider, where that stands beside it.
  static Html productInShort(String key) {
    return product(key, key.substring(key.indexOf('/') + 1));
  }

  private static Html product(String key, String shown) {
    return Html.of("<a href=\"/products/{}\">{}</a>", Values.encode(key), shown);
  }

  /// A file by its name, and its folder as far as there is room.
  ///
  /// @param name as a link, say
  static Html file(String path, Html name) {
    return Html.of(
        "<span class=\"file\" title=\"{}\"><b>{}</b><small>{}</small></span>",
        path,
        name,
        path.substring(0, path.lastIndexOf('/') + 1));
  }

  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// That there is nothing to show, and perhaps what to do about it.
  static Html nothing(Html words) {
    return Html.of("<p class=\"empty\" role=\"status\">{}</p>", words);
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

  /// How long something plays, from what ISO 8601 says: `3:07`, or as it is told if it says
  /// something else.
  static String length(String iso) {
    try {
      var length = Duration.parse(iso);
      return length.toHours() > 0
          ? "%d:%02d:%02d"
              .formatted(length.toHours(), length.toMinutesPart(), length.toSecondsPart())
          : "%d:%02d".formatted(length.toMinutes(), length.toSecondsPart());
    } catch (DateTimeParseException other) {
      return iso;
    }
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
    return table(caption, Html.of("<caption class=\"quiet\">{}</caption>", caption), columns, rows);
  }

  /// The same below a heading; nothing without rows.
  static Html section(String heading, List<String> columns, Html rows) {
    return Html.of("<h2>{}</h2>{}", heading, table(heading, Html.EMPTY, columns, rows))
        .when(!rows.text().isEmpty());
  }

  private static Html table(String label, Html caption, List<String> columns, Html rows) {
    return Html.of(
        """
        <div class="scroll" role="region" aria-label="{}" tabindex="0"><table>{}
        <thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>
        """,
        label,
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
