package dev.tributary.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// `2026-01-31 12:00:00.123 WARN message.retried message_id="7" attempt="2"`, and below it the
/// stack trace, if there is one.
final class TextLayout extends LayoutBase<ILoggingEvent> {
  private static final int LONGEST_STACK = 32_000;

  private final DateTimeFormatter time =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  @Override
  public String doLayout(ILoggingEvent event) {
    var line = new StringBuilder(time.format(event.getInstant()));
    line.append(" %-5s ".formatted(event.getLevel())).append(event.getFormattedMessage());
    Fields.of(event)
        .forEach((name, value) -> line.append(' ').append(name).append('=').append(quoted(value)));
    line.append('\n');
    var thrown = event.getThrowableProxy();
    if (thrown != null) {
      var stack = ThrowableProxyUtil.asString(thrown);
      line.append(stack, 0, Math.min(stack.length(), LONGEST_STACK)).append('\n');
    }
    return line.toString();
  }

  /// On one line, whatever it holds.
  private static String quoted(Object value) {
    var text = new StringBuilder("\"");
    for (var character : value.toString().toCharArray()) {
      switch (character) {
        case '"', '\\' -> text.append('\\').append(character);
        case '\n' -> text.append("\\n");
        default -> text.append(Character.isISOControl(character) ? ' ' : character);
      }
    }
    return text.append('"').toString();
  }
}
