package dev.tributary.processors;

import dev.tributary.Application;
import dev.tributary.Extension;
import dev.tributary.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Puts what is worked on into the log: every line that is logged on the delivery's thread carries
/// it, as SLF4J's MDC.
///
///     .with(LogContext.standard())
///     .with(LogContext.of("provider", message -> message.headers().get("provider")))
///
/// It begins where it is added, among the preprocessors, and ends when the message is settled. A
/// batch callback runs on the thread of one of its messages, and so in the context of that one. What
/// other threads log, which a callback started, does not carry it.
///
/// It never fails a message: a value that cannot be had is left out. A value is shortened to
/// [#LONGEST] characters, and control characters in it become spaces, so that nobody's header writes
/// lines of its own into a log.
public final class LogContext implements Extension {
  /// No value is longer, in characters.
  public static final int LONGEST = 256;

  private static final Logger log = LoggerFactory.getLogger(LogContext.class);

  private final Map<String, Value> values;

  @FunctionalInterface
  private interface Value {
    @Nullable String of(String application, Message message);
  }

  private LogContext(Map<String, Value> values) {
    this.values = values;
  }

  /// `application`, `message_id`, `job_id`, `routing_key` and `attempt`.
  public static LogContext standard() {
    var values = new LinkedHashMap<String, Value>();
    values.put("application", (application, _) -> application);
    values.put("message_id", (_, message) -> message.id());
    values.put("job_id", (_, message) -> message.jobId());
    values.put("routing_key", (_, message) -> message.routingKey());
    values.put("attempt", (_, message) -> Integer.toString(message.attempt()));
    return new LogContext(values);
  }

  /// One value more.
  ///
  /// @param value of a message; null if it has none
  public static LogContext of(String name, Function<Message, @Nullable String> value) {
    return new LogContext(Map.of(name, (_, message) -> value.apply(message)));
  }

  @Override
  public void extend(Application.Builder application) {
    var name = application.name();
    application
        .preprocess(
            message -> {
              for (var value : values.entrySet()) {
                put(value.getKey(), value.getValue(), name, message);
              }
              return message;
            })
        .onSettled((_, _) -> values.keySet().forEach(MDC::remove));
  }

  private static void put(String key, Value value, String application, Message message) {
    try {
      var found = value.of(application, message);
      if (found != null) {
        MDC.put(key, printable(found));
        return;
      }
    } catch (RuntimeException failure) {
      log.atDebug().addKeyValue("key", key).setCause(failure).log("log-context.value-failed");
    }
    MDC.remove(key);
  }

  private static String printable(String value) {
    var shown = value.length() <= LONGEST ? value : value.substring(0, LONGEST - 1) + "…";
    return shown.chars().anyMatch(Character::isISOControl)
        ? shown.replaceAll("\\p{Cntrl}", " ")
        : shown;
  }
}
