package dev.tributary.console.web;

import java.util.Optional;
import java.util.function.Function;

/// Text that is HTML. What becomes a part of it is escaped unless it is [Html] itself.
///
/// @param text as it is sent
public record Html(String text) {
  /// Nothing.
  public static final Html EMPTY = new Html("");

  private static final String HOLE = "{}";

  /// `template` with `values` in the place of each `{}`, in order: [Html] as it is, an [Optional]
  /// as what it holds or as nothing, all else as text, escaped for elements and for attributes in
  /// quotes alike. The template is a constant of the program, never made of data.
  ///
  /// @throws IllegalArgumentException if there are more or fewer values than places
  public static Html of(String template, Object... values) {
    var out = new StringBuilder(template.length() + 64);
    var from = 0;
    for (var value : values) {
      var hole = template.indexOf(HOLE, from);
      if (hole < 0) {
        throw new IllegalArgumentException("more values than places in: " + template);
      }
      out.append(template, from, hole);
      append(value, out);
      from = hole + HOLE.length();
    }
    if (template.indexOf(HOLE, from) >= 0) {
      throw new IllegalArgumentException("fewer values than places in: " + template);
    }
    return new Html(out.append(template, from, template.length()).toString());
  }

  /// What `part` makes of each of `values`, one after the other.
  public static <T> Html each(Iterable<T> values, Function<? super T, Html> part) {
    var out = new StringBuilder();
    values.forEach(value -> out.append(part.apply(value).text()));
    return new Html(out.toString());
  }

  /// These, one after the other.
  public static Html join(Html... parts) {
    var out = new StringBuilder();
    for (var part : parts) {
      out.append(part.text());
    }
    return new Html(out.toString());
  }

  /// This, if `wanted`.
  public Html when(boolean wanted) {
    return wanted ? this : EMPTY;
  }

  private static void append(Object value, StringBuilder out) {
    switch (value) {
      case Html html -> out.append(html.text());
      case Optional<?> maybe -> {
        if (maybe.isPresent()) {
          append(maybe.get(), out);
        }
      }
      default -> escape(value.toString(), out);
    }
  }

  /// Characters that XML and HTML do not know are shown as a replacement character.
  private static void escape(String text, StringBuilder out) {
    for (var index = 0; index < text.length(); index++) {
      var character = text.charAt(index);
      switch (character) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\t', '\n', '\r' -> out.append(character);
        default -> out.append(character < ' ' ? '\uFFFD' : character);
      }
    }
  }
}
