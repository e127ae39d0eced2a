package dev.tributary.recovery;

import dev.tributary.Application;
import dev.tributary.Event;
import dev.tributary.InvalidMessageException;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.Snooze;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import dev.tributary.spi.UnroutableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what somebody asked for about failures: sends them on to where they failed, or drops them.
///
/// A redrive goes through what was chosen for it in slices. Each is sent, recorded as events, and
/// written down as done, in this order: whoever dies in between has the slice sent once more, with
/// the same ids, so that its effects happen once. After a few seconds the act is put off in the
/// broker like any other message that waits, and any process can go on with it.
public final class Acts {
  /// The application's name, and its exchange's.
  public static final String NAME = "recovery";

  static final String REDRIVE = "redrive.failures";
  static final String DISCARD = "discard.failures";

  private static final Logger log = LoggerFactory.getLogger(Acts.class);

  /// Failures in one slice.
  private static final int SLICE = 250;

  /// How long an act goes on before it is put off: shorter than a shutdown waits.
  private static final Duration STRETCH = Duration.ofSeconds(5);

  private final Failures failures;
  private final Supplier<Producer> producers;
  private final InstantSource clock;

  private Acts(Failures failures, Supplier<Producer> producers, InstantSource clock) {
    this.failures = failures;
    this.producers = producers;
    this.clock = clock;
  }

  /// What it is called and consumes, without what it does.
  public static Application.Builder declared() {
    return Application.named(NAME)
        .consumes(NAME, REDRIVE)
        .consumes(NAME, DISCARD)
        .orderedBy(Message::id);
  }

  /// The application that acts on `failures`, whose messages it sends by way of `transport`.
  public static Application application(
      Failures failures, Transport transport, InstantSource clock) {
    return application(failures, transport::producer, clock);
  }

  /// The same for one who has no transport yet: `producers` is asked as an act begins to send.
  public static Application application(
      Failures failures, Supplier<Producer> producers, InstantSource clock) {
    var acts = new Acts(failures, producers, clock);
    return declared()
        .callback(acts::act)
        .retry(RetryPolicy.neverGivingUp().on(InvalidMessageException.class, RetryPolicy.never()))
        .deliveryLimit(Integer.MAX_VALUE)
        .unrecorded()
        .build();
  }

  private List<Message> act(Message message) throws InterruptedException {
    var request = message.body().as(Request.class);
    var act = failures.begin(request, clock.instant());
    switch (request.kind()) {
      case DISCARD -> failures.discard(act);
      case REDRIVE -> redrive(act, request);
    }
    log.atInfo()
        .addKeyValue("act", act.id())
        .addKeyValue("kind", act.kind())
        .addKeyValue("who", act.who())
        .addKeyValue("chosen", act.chosen())
        .log("act.finished");
    return List.of();
  }

  /// With a rate, a slice is what is due in a tenth of a second.
  private void redrive(Act act, Request request) throws InterruptedException {
    var pace = new Pace(request.rate());
    var slice = request.rate().map(rate -> Math.clamp(rate / 10, 1, SLICE)).orElse(SLICE);
    try (var producer = producers.get()) {
      while (true) {
        var chosen = failures.chosen(act.id(), slice);
        if (chosen.isEmpty()) {
          failures.finish(act.id(), clock.instant());
          return;
        }
        send(act, request, chosen, producer, pace);
        if (pace.elapsed().plus(pace.ahead()).compareTo(STRETCH) > 0) {
          throw new Snooze(pace.ahead(), "goes on after this");
        }
      }
    }
  }

  private void send(Act act, Request request, List<Failure> slice, Producer producer, Pace pace)
      throws InterruptedException {
    for (var ofOne : byApplication(slice).entrySet()) {
      var ids = ofOne.getValue().stream().map(Failure::id).toList();
      var messages =
          ofOne.getValue().stream()
              .map(failure -> failure.letter().redriven(act.id(), request.edited()))
              .toList();
      try {
        send(ofOne.getKey(), messages, producer, pace);
        record(act, ofOne.getKey(), messages, producer);
        failures.redriven(act.id(), ids, clock.instant());
      } catch (UnroutableException noQueue) {
        failures.refused(act.id(), ids, String.valueOf(noQueue.getMessage()));
      }
    }
  }

  /// In portions, each when it is due, so that whoever else uses the broker finds room between
  /// them.
  private static void send(String queue, List<Message> messages, Producer producer, Pace pace)
      throws InterruptedException {
    var portion = pace.portion().orElse(messages.size());
    for (var from = 0; from < messages.size(); from += portion) {
      var to = Math.min(from + portion, messages.size());
      Thread.sleep(pace.ahead());
      producer.sendTo(queue, messages.subList(from, to));
      pace.sent(to - from);
    }
  }

  private void record(Act act, String application, List<Message> messages, Producer producer)
      throws InterruptedException {
    var now = clock.instant();
    var reason = "by %s: %s (act %s)".formatted(act.who(), act.why(), act.id());
    var lines =
        messages.stream()
            .map(message -> Event.redriven(application, message, reason, now).toJson())
            .toList();
    producer.send(Event.EXCHANGE, Event.messages(lines, now), Listeners.OPTIONAL);
  }

  private static Map<String, List<Failure>> byApplication(List<Failure> slice) {
    var groups = new TreeMap<String, List<Failure>>();
    for (var failure : slice) {
      groups.computeIfAbsent(failure.letter().application(), _ -> new ArrayList<>()).add(failure);
    }
    return groups;
  }
}
