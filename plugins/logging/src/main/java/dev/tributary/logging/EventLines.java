package dev.tributary.logging;

import dev.tributary.Event;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.OutOfTurn;
import dev.tributary.spi.Instrumentation;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// A line for each event of an application, with all that can be searched for. These lines are for
/// people and may be dropped; what the ledger reads are the events themselves, which are not.
final class EventLines implements Instrumentation {
  /// The logger of these lines.
  static final String LOGGER = "dev.tributary.events";

  /// Headers by which messages are searched for, where they have them.
  private static final List<String> HEADERS = List.of("provider", "product", "delivery");

  private static final Logger log = LoggerFactory.getLogger(LOGGER);

  private final String application;

  EventLines(String application) {
    this.application = application;
  }

  @Override
  public Observation received(Message message) {
    var receivedAt = Instant.now();
    return outcome -> tell(message, outcome, receivedAt);
  }

  private void tell(Message message, Outcome outcome, Instant receivedAt) {
    // What was not worked on is no event; nor is what happens to messages of events.
    if (!(outcome instanceof OutOfTurn) && !message.routingKey().equals(Event.KEY)) {
      Event.of(application, message, outcome, receivedAt, Instant.now()).forEach(EventLines::tell);
    }
  }

  private static void tell(Event event) {
    var message = event.message();
    var line =
        log.atInfo()
            .addKeyValue("event_id", event.id())
            .addKeyValue("application", event.application())
            .addKeyValue("routing_key", message.routingKey())
            .addKeyValue("message_id", message.id())
            .addKeyValue("input_id", event.inputId())
            .addKeyValue("job_id", message.jobId())
            .addKeyValue("ancestor_ids", String.join(" ", message.ancestorIds()))
            .addKeyValue("originated_at", message.originatedAt())
            .addKeyValue("attempt", message.attempt())
            .addKeyValue("bytes", message.body().size())
            .addKeyValue("waited_millis", event.waited().toMillis())
            .addKeyValue("worked_millis", event.worked().toMillis());
    for (var header : HEADERS) {
      var value = message.headers().get(header);
      if (value != null) {
        line = line.addKeyValue(header, value);
      }
    }
    withReason(line, event).log(event.name());
  }

  private static LoggingEventBuilder withReason(LoggingEventBuilder line, Event event) {
    var more = line;
    if (event.reason().isPresent()) {
      more = more.addKeyValue("reason", event.reason().get());
    }
    if (event.delay().isPresent()) {
      more = more.addKeyValue("delay_millis", event.delay().get().toMillis());
    }
    return more;
  }
}
