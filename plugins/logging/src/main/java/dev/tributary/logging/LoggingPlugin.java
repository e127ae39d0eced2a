package dev.tributary.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import dev.tributary.Application;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.processors.LogContext;
import dev.tributary.spi.Plugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/// Sends what is logged where its settings say, and puts into every line what is being worked on.
///
/// It changes the root logger of Logback while the process runs, and puts it back when it stops.
/// Levels that a `logback.xml` gives to single loggers stay. Standard output is never written to:
/// it belongs to answers.
public final class LoggingPlugin implements Plugin {
  /// How a line looks.
  public enum Format {
    /// Time, level, what happened, and `name="value"` for each field: for people.
    TEXT,
    /// One JSON object a line, as Logstash has it: `@timestamp`, `@version`, `message`, `level` …,
    /// and the fields beside them.
    JSON
  }

  /// What is logged at least.
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  public static final Setting<Format> FORMAT =
      Setting.choice("logging.format", Format.class, "How a line of the log looks.")
          .orElse(Format.TEXT);

  public static final Setting<Optional<Level>> LEVEL =
      Setting.choice(
              "logging.level",
              Level.class,
              "What is logged at least, instead of what Logback is configured for.")
          .optional();

  public static final Setting<Optional<Path>> FILE =
      Setting.path("logging.file", "The file to log to, rather than standard error.").optional();

  public static final Setting<Long> FILE_SIZE =
      Setting.bytes("logging.file-size", "When to begin a new file, which every day does as well.")
          .where(bytes -> bytes > 0, "a number of bytes such as 10 MB, 1 or more")
          .orElse(10_000_000L);

  public static final Setting<Integer> FILES =
      Setting.integer(
              "logging.files",
              "For how many days finished files are kept, and how many full ones at most.")
          .where(count -> count > 0, "a positive integer")
          .orElse(10);

  private Optional<Running> running = Optional.empty();

  /// What was changed, and what it was before.
  private record Running(
      Logger root,
      Appender<ILoggingEvent> appender,
      List<Appender<ILoggingEvent>> before,
      ch.qos.logback.classic.Level levelBefore) {}

  @Override
  public String name() {
    return "logging";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FORMAT, LEVEL, FILE, FILE_SIZE, FILES);
  }

  /// Begins to log as `settings` say.
  ///
  /// @throws IllegalStateException if SLF4J is bound to something else than Logback
  /// @throws IllegalArgumentException if the file cannot be written
  @Override
  public void start(Settings settings) {
    start(settings, LoggerFactory.getILoggerFactory());
  }

  void start(Settings settings, ILoggerFactory bound) {
    if (!(bound instanceof LoggerContext context)) {
      throw new IllegalStateException(
          "expected SLF4J to be bound to Logback, found %s; leave other bindings off the class path, or this plugin"
              .formatted(bound.getClass().getName()));
    }
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var before = new ArrayList<Appender<ILoggingEvent>>();
    root.iteratorForAppenders().forEachRemaining(before::add);
    var appender = Destination.of(settings, context);
    running = Optional.of(new Running(root, appender, before, root.getLevel()));
    root.addAppender(appender);
    before.forEach(root::detachAppender);
    settings
        .get(LEVEL)
        .map(level -> ch.qos.logback.classic.Level.toLevel(level.name()))
        .ifPresent(root::setLevel);
  }

  @Override
  public void install(Application.Builder application, Settings settings) {
    application.with(LogContext.standard());
  }

  @Override
  public void stop() {
    running.ifPresent(
        changed -> {
          changed.before().forEach(changed.root()::addAppender);
          changed.root().detachAppender(changed.appender());
          changed.root().setLevel(changed.levelBefore());
          changed.appender().stop();
        });
    running = Optional.empty();
  }
}
