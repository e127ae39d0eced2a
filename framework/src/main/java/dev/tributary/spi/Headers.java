package dev.tributary.spi;

import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Message.FailedAttempt;
import dev.tributary.internal.Ids;
import dev.tributary.internal.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A message as names and values beside its body, as brokers carry it.
///
/// The framework's own names begin with [#PREFIX]; all others are the application's headers.
/// Reading is lenient: a message that another program sent, without them or with values that make
/// no sense, is the first of a job of its own.
public final class Headers {
  /// What the framework's own header names begin with.
  public static final String PREFIX = "tributary_";

  private static final String ID = PREFIX + "id";
  private static final String JOB_ID = PREFIX + "job_id";
  private static final String ANCESTOR_IDS = PREFIX + "ancestor_ids";
  private static final String ORIGINATED_AT = PREFIX + "originated_at";
  private static final String ROUTING_KEY = PREFIX + "routing_key";
  private static final String ATTEMPT = PREFIX + "attempt";
  private static final String FAILURES = PREFIX + "failures";
  private static final String HISTORY = PREFIX + "history";

  /// Since when a message has been put off: an application's own header, which its results do not
  /// have.
  public static final String SNOOZED_SINCE = "snoozed-since";

  /// The place in a trace that a message was sent from: a header of W3C's Trace Context, section
  /// 3.2.
  public static final String TRACE_PARENT = "traceparent";

  /// What tracing systems add to [#TRACE_PARENT]: section 3.3 of the same.
  public static final String TRACE_STATE = "tracestate";

  private Headers() {}

  /// The application's headers of `message` that do not change while it is tried again, put off or
  /// redriven, nor if it is sent once more since its sender did not get to settle its own input.
  public static Map<String, String> lasting(Message message) {
    var headers = new TreeMap<>(message.headers());
    headers.remove(SNOOZED_SINCE);
    headers.remove(DeadLetter.REDRIVE);
    headers.remove(TRACE_PARENT);
    headers.remove(TRACE_STATE);
    return headers;
  }

  /// The headers of `message`, its routing key among them.
  public static Map<String, String> of(Message message) {
    var headers = new HashMap<>(message.headers());
    headers.put(ID, message.id());
    headers.put(JOB_ID, message.jobId());
    headers.put(ANCESTOR_IDS, String.join(" ", message.ancestorIds()));
    headers.put(ORIGINATED_AT, Times.text(message.originatedAt()));
    headers.put(ROUTING_KEY, message.routingKey());
    headers.put(ATTEMPT, Integer.toString(message.attempt()));
    if (!message.failures().isEmpty()) {
      headers.put(FAILURES, text(message.failures()));
    }
    headers.put(HISTORY, history(message));
    return headers;
  }

  /// `failures` as the value of a header.
  public static String text(List<FailedAttempt> failures) {
    return failures.stream()
        .map(attempt -> attempt.at() + " " + attempt.error())
        .collect(Collectors.joining("\n"));
  }

  private static String history(Message message) {
    var lines = new StringBuilder();
    for (var hop : message.history()) {
      if (!lines.isEmpty()) {
        lines.append('\n');
      }
      lines.append(hop.application()).append(' ');
      Times.append(hop.receivedAt(), lines);
      Times.append(hop.sentAt(), lines.append(' '));
    }
    return lines.toString();
  }

  /// The message that `headers` and `body` carry.
  ///
  /// @param brokerId the broker's own id of it, from which its id follows if it has none
  public static Message read(Map<String, String> headers, byte[] body, String brokerId) {
    var own = new HashMap<String, String>();
    headers.forEach(
        (name, value) -> {
          if (!name.startsWith(PREFIX)) {
            own.put(name, value);
          }
        });
    var content = Body.of(body);
    var id = headers.getOrDefault(ID, "");
    if (id.isBlank()) {
      id = Ids.derive(brokerId, HexFormat.of().formatHex(body, 0, Math.min(body.length, 64)));
    }
    return new Message(
        id,
        headers.getOrDefault(JOB_ID, id),
        words(headers.getOrDefault(ANCESTOR_IDS, "")),
        instant(headers.getOrDefault(ORIGINATED_AT, "")),
        routingKey(headers),
        attempt(headers.getOrDefault(ATTEMPT, "")),
        failures(headers.getOrDefault(FAILURES, "")),
        history(headers.getOrDefault(HISTORY, "")),
        own,
        content);
  }

  private static String routingKey(Map<String, String> headers) {
    var key = headers.getOrDefault(ROUTING_KEY, "");
    return key.isBlank() ? "unknown" : key;
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
  }

  private static Instant instant(String text) {
    try {
      return Times.parse(text);
    } catch (DateTimeException notOurs) {
      return Instant.now();
    }
  }

  /// The number of an attempt, from the value of a header; 1 if that is none.
  public static int attempt(String text) {
    if (text.isEmpty()) {
      return 1;
    }
    try {
      return Math.max(1, Integer.parseInt(text));
    } catch (NumberFormatException notOurs) {
      return 1;
    }
  }

  /// Reads back what [#text] wrote, as much of it as makes sense.
  public static List<FailedAttempt> failures(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    var failures = new ArrayList<FailedAttempt>();
    for (var line : text.lines().toList()) {
      var blank = line.indexOf(' ');
      if (blank > 0) {
        failures.add(
            new FailedAttempt(instant(line.substring(0, blank)), line.substring(blank + 1)));
      }
    }
    return failures;
  }

  private static List<Message.Hop> history(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    var hops = new ArrayList<Message.Hop>();
    for (var line : text.lines().toList()) {
      var words = words(line);
      if (words.size() == 3) {
        hops.add(new Message.Hop(words.get(0), instant(words.get(1)), instant(words.get(2))));
      }
    }
    return hops;
  }
}
