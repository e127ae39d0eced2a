package dev.tributary.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import dev.tributary.Application;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.processors.LogContext;
import dev.tributary.spi.Measurement;
import dev.tributary.spi.Measurement.Kind;
import dev.tributary.spi.Plugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  public static final Setting<Optional<String>> LOGSTASH =
      Setting.text(
              "logging.logstash",
              "Where Logstash listens (TCP, JSON lines), as host:port, to get all lines besides; who"
                  + " logs never waits for it.")
          .where(text -> HostAndPort.parse(text).isPresent(), "a host and a port such as logs:5000")
          .optional();

  public static final Setting<Boolean> EVENTS =
      Setting.flag(
              "logging.events",
              "Whether there is a line for each result that is sent and for what each message came"
                  + " to, with all that it can be searched for.")
          .orElse(false);

  private volatile Optional<Running> running = Optional.empty();

  /// What was changed, and what it was before.
  private record Running(
      Logger root,
      Appender<ILoggingEvent> appender,
      Optional<LogstashAppender> logstash,
      List<Appender<ILoggingEvent>> before,
      ch.qos.logback.classic.Level levelBefore,
      Logger events,
      ch.qos.logback.classic.@Nullable Level levelOfEventsBefore) {}

  @Override
  public String name() {
    return "logging";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FORMAT, LEVEL, FILE, FILE_SIZE, FILES, LOGSTASH, EVENTS);
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
    var logstash = settings.get(LOGSTASH).map(to -> Destination.logstash(to, context));
    var events = context.getLogger(EventLines.LOGGER);
    running =
        Optional.of(
            new Running(
                root, appender, logstash, before, root.getLevel(), events, events.getLevel()));
    root.addAppender(appender);
    logstash.ifPresent(root::addAppender);
    before.forEach(root::detachAppender);
    settings
        .get(LEVEL)
        .map(level -> ch.qos.logback.classic.Level.toLevel(level.name()))
        .ifPresent(root::setLevel);
    if (settings.get(EVENTS)) {
      events.setLevel(ch.qos.logback.classic.Level.INFO);
    }
  }

  @Override
  public void install(Application.Builder application, Settings settings) {
    application.with(LogContext.standard());
    if (settings.get(EVENTS)) {
      application.instrument(new EventLines(application.name()));
    }
  }

  /// What became of the lines for Logstash.
  @Override
  public List<Measurement> measurements() {
    var logstash = logstash();
    return List.of(
        counter(
            "log_lines_sent",
            "Lines that Logstash has read.",
            logstash.map(LogstashAppender::sent).orElse(0L)),
        counter(
            "log_lines_dropped",
            "Lines that found no room on their way to Logstash, or could not be written.",
            logstash.map(LogstashAppender::dropped).orElse(0L)));
  }

  /// What sends to Logstash, if anything does.
  Optional<LogstashAppender> logstash() {
    return running.flatMap(Running::logstash);
  }

  private static Measurement counter(String name, String description, long value) {
    return new Measurement(name, description, Kind.COUNTER, Map.of(), value);
  }

  @Override
  public void stop() {
    running.ifPresent(
        changed -> {
          changed.before().forEach(changed.root()::addAppender);
          changed.root().detachAppender(changed.appender());
          changed.logstash().ifPresent(changed.root()::detachAppender);
          changed.root().setLevel(changed.levelBefore());
          changed.events().setLevel(changed.levelOfEventsBefore());
          changed.appender().stop();
          changed.logstash().ifPresent(LogstashAppender::stop);
        });
    running = Optional.empty();
  }
}
