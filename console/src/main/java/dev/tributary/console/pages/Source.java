package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A text as it is, with the numbers of its lines: never as what it may say it is.
final class Source {
  private static final int LINES = 10_000;

  private Source() {}

  /// @param marked the numbers of lines to point at
  static Html of(String text, List<Integer> marked, Html intro) {
    var numbers = new HashSet<>(marked);
    var number = new AtomicInteger();
    var lines =
        Html.each(
            text.lines().limit(LINES).toList(),
            line -> line(line, number.incrementAndGet(), numbers));
    return Html.join(
        intro,
        Html.of(
            """
            <div class="source" tabindex="0" role="region" aria-label="Text"><ol>{}</ol></div>
            """,
            lines));
  }

  private static Html line(String line, int number, Set<Integer> marked) {
    return Html.of(
        "<li id=\"L{}\"{}><code>{}</code></li>",
        number,
        Html.of(" class=\"marked\"").when(marked.contains(number)),
        line);
  }
}
