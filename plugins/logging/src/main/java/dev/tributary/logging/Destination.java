package dev.tributary.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.tributary.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.stacktrace.ShortenedThrowableConverter;

/// Where lines go, and how they look.
final class Destination {
  private static final int LONGEST_STACK = 32_000;

  private Destination() {}

  /// The appender that `settings` ask for, started.
  ///
  /// @throws IllegalArgumentException if it cannot be
  static OutputStreamAppender<ILoggingEvent> of(Settings settings, LoggerContext context) {
    var encoder =
        switch (settings.get(LoggingPlugin.FORMAT)) {
          case TEXT -> text(context);
          case JSON -> json(context);
        };
    var appender =
        settings
            .get(LoggingPlugin.FILE)
            .<OutputStreamAppender<ILoggingEvent>>map(file -> file(settings, file, context))
            .orElseGet(Destination::standardError);
    appender.setContext(context);
    appender.setName("tributary");
    appender.setEncoder(encoder);
    appender.start();
    if (!appender.isStarted()) {
      throw new IllegalArgumentException(
          "expected logging.file to be a file that can be written, got: \"%s\""
              .formatted(settings.get(LoggingPlugin.FILE).map(Path::toString).orElse("")));
    }
    return appender;
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    var layout = new TextLayout();
    layout.setContext(context);
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.setCharset(UTF_8);
    encoder.start();
    return encoder;
  }

  /// What sends to Logstash, started.
  static LogstashAppender logstash(String receiver, LoggerContext context) {
    var appender = new LogstashAppender(HostAndPort.parse(receiver).orElseThrow(), json(context));
    appender.setContext(context);
    appender.setName("tributary-logstash");
    appender.start();
    return appender;
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    var stacks = new ShortenedThrowableConverter();
    stacks.setMaxLength(LONGEST_STACK);
    stacks.start();
    var encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.setTimeZone("UTC");
    encoder.setThrowableConverter(stacks);
    // One provider for both, so that no name is there twice.
    encoder.setIncludeMdc(false);
    encoder.setIncludeKeyValuePairs(false);
    encoder.addProvider(new FieldsProvider());
    encoder.setLineSeparator("UNIX");
    encoder.start();
    return encoder;
  }

  private static ConsoleAppender<ILoggingEvent> standardError() {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setTarget("System.err");
    return appender;
  }

  private static RollingFileAppender<ILoggingEvent> file(
      Settings settings, Path file, LoggerContext context) {
    var path = file.toAbsolutePath().toString();
    if (path.contains("%") || Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "expected logging.file to be a file, without \"%%\" in its path, got: \"%s\""
              .formatted(file));
    }
    var size = settings.get(LoggingPlugin.FILE_SIZE);
    var files = settings.get(LoggingPlugin.FILES);
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(path);
    var rolling = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(path + ".%d{yyyy-MM-dd}.%i");
    rolling.setMaxFileSize(new FileSize(size));
    rolling.setMaxHistory(files);
    rolling.setTotalSizeCap(new FileSize(Math.multiplyExact(size, (long) files)));
    rolling.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(rolling);
    return appender;
  }
}
