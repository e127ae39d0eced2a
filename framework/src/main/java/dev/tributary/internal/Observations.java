package dev.tributary.internal;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.spi.Instrumentation.Observation;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What goes with one delivery. What it throws is logged, and changes nothing.
final class Observations {
  private static final Logger log = LoggerFactory.getLogger(Observations.class);

  private final Application application;
  private final Message delivered;
  private final List<Observation> observations = new ArrayList<>();

  private Observations(Application application, Message delivered) {
    this.application = application;
    this.delivered = delivered;
  }

  /// Of a delivery of `message` that was received just now.
  static Observations of(Application application, Message message) {
    var all = new Observations(application, message);
    for (var instrumentation : application.instrumentations()) {
      try {
        all.observations.add(instrumentation.received(message));
      } catch (Throwable failure) {
        all.complain(failure);
      }
    }
    return all;
  }

  /// `message` as it is to be sent.
  Message sending(Message message) {
    var marked = message;
    for (var observation : observations) {
      try {
        marked = observation.sending(marked);
      } catch (Throwable failure) {
        complain(failure);
      }
    }
    return marked;
  }

  void ended(Outcome outcome) {
    for (var observation : observations.reversed()) {
      try {
        observation.ended(outcome);
      } catch (Throwable failure) {
        complain(failure);
      }
    }
  }

  /// An interruption is kept for whoever waits next.
  private void complain(Throwable failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    log.atWarn()
        .addKeyValue("application", application.name())
        .addKeyValue("message_id", delivered.id())
        .addKeyValue("consequence", "the message goes its way all the same")
        .setCause(failure)
        .log("instrumentation.failed");
  }
}
