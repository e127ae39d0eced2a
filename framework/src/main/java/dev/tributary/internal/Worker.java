package dev.tributary.internal;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.DeadLetter;
import dev.tributary.DeliveryLimitException;
import dev.tributary.Event;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Outcome.OutOfTurn;
import dev.tributary.Outcome.Retried;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.Outcome.Unavailable;
import dev.tributary.RetryPolicy.Schedule;
import dev.tributary.Snooze;
import dev.tributary.TimeLimitException;
import dev.tributary.internal.Batcher.InterruptedBatchException;
import dev.tributary.internal.Lanes.Turn;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.TransportException;
import dev.tributary.spi.UnroutableException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// The life of a message in one application, from top to bottom: wait for its turn, preprocess,
/// callback, postprocess, send, record, settle.
///
/// The order is the guarantee. Results are confirmed before the record, the record before the
/// settlement: whenever this process dies, the broker delivers the message again and the same ids
/// come out once more. Nothing that is thrown, wherever, leaves a delivery without an outcome: what
/// is not the broker's fault, nor that of a shutdown, is a failure of the message.
final class Worker {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  /// A century: no clock reckons with what is much longer.
  private static final Duration LONGEST_SNOOZE = Duration.ofDays(36_500);

  private final Application application;
  private final Producer producer;
  private final EventLog events;
  private final InstantSource clock;
  private final GivenBack givenBack = new GivenBack();
  private volatile boolean shuttingDown;

  /// A delivery, and what goes with it.
  private record Received(Delivery delivery, Instant at, Observations observations) {
    Message message() {
      return delivery.message();
    }
  }

  Worker(Application application, Producer producer, EventLog events, InstantSource clock) {
    this.application = application;
    this.producer = producer;
    this.events = events;
    this.clock = clock;
  }

  /// Works on `delivery` and settles it. Throws nothing: what could not be settled stays with the
  /// broker, which delivers it again.
  ///
  /// @return what it came to
  Outcome handle(Delivery delivery, Turn turn, TimeLimit timeLimit) {
    var observations = Observations.of(application, delivery.message());
    var outcome = handle(new Received(delivery, clock.instant(), observations), turn, timeLimit);
    observations.ended(outcome);
    return outcome;
  }

  private Outcome handle(Received received, Turn turn, TimeLimit timeLimit) {
    try {
      return end(received, turn, process(received, turn, timeLimit));
    } catch (Throwable failure) {
      return isOfTheMessage(failure)
          ? setAside(received, turn, failure)
          : giveBack(received.delivery(), turn, failure);
    }
  }

  private Outcome end(Received received, Turn turn, Outcome outcome) throws InterruptedException {
    record(received, outcome);
    turn.settling(outcome);
    settle(received, outcome);
    givenBack.forget(received.delivery(), outcome);
    tellSettled(received.message(), outcome);
    return outcome;
  }

  /// What cannot be told of a message, or not be put back, cannot be the next time either. If it
  /// cannot even be set aside, the broker counts its deliveries.
  private Outcome setAside(Received received, Turn turn, Throwable failure) {
    try {
      return end(received, turn, deadLettered(received.message(), failure, clock.instant()));
    } catch (Throwable again) {
      return isOfTheMessage(again)
          ? putBack(received.delivery(), turn, again)
          : giveBack(received.delivery(), turn, again);
    }
  }

  /// Gives back `delivery`, on which `cause` allows no work, and which is not to blame.
  ///
  /// @return what it came to
  Outcome giveBack(Delivery delivery, Turn turn, Throwable cause) {
    givenBack.add(delivery);
    return putBack(delivery, turn, cause);
  }

  private Outcome putBack(Delivery delivery, Turn turn, Throwable cause) {
    var outcome = new Interrupted(cause);
    turn.settling(outcome);
    requeue(delivery, cause);
    return outcome;
  }

  /// What is still in flight is about to be interrupted, because this process ends.
  void shutDown() {
    shuttingDown = true;
  }

  private Outcome process(Received received, Turn turn, TimeLimit timeLimit) {
    var message = received.message();
    try {
      var notYet = turn.await();
      if (notYet.isPresent()) {
        return new OutOfTurn(notYet.get());
      }
      refuseDeliveredTooOften(received.delivery());
      var results = new ArrayList<Message>();
      var dropped = new ArrayList<Abort>();
      work(received, timeLimit, results, dropped);
      send(results);
      return new Completed(List.copyOf(results), List.copyOf(dropped));
    } catch (Abort abort) {
      return new Aborted(abort);
    } catch (Snooze snooze) {
      return snoozed(message, snooze);
    } catch (InterruptedException | TransportException noFaultOfTheMessage) {
      return new Interrupted(noFaultOfTheMessage);
    } catch (Throwable failure) {
      return isShutdown(failure) ? new Interrupted(failure) : failed(message, failure);
    }
  }

  /// Whoever delivers it the next time would meet the same end. What was given back here, because
  /// of the broker, ended nobody.
  private void refuseDeliveredTooOften(Delivery delivery) {
    var counted = delivery.count() - givenBack.times(delivery);
    if (counted > application.deliveryLimit()) {
      throw new DeliveryLimitException(counted, application.deliveryLimit());
    }
  }

  /// What is the application's own to do, within its time limit.
  private void work(
      Received received, TimeLimit timeLimit, List<Message> results, List<Abort> dropped)
      throws Exception {
    timeLimit.begin();
    try {
      var input = preprocess(received.message());
      var returned = application.callback().apply(input);
      postprocess(returned, received, results, dropped);
    } catch (Abort | Snooze decided) {
      throw decided;
    } catch (Throwable failure) {
      if (timeLimit.end()) {
        throw new TimeLimitException(application.timeLimit(), failure);
      }
      throw failure;
    } finally {
      timeLimit.end();
    }
  }

  /// Whether `failure` comes of this thread's being interrupted, whatever it looks like, or of the
  /// interruption of the one that it waited for.
  private boolean isShutdown(Throwable failure) {
    return Thread.interrupted()
        || failure instanceof ClosedByInterruptException
        || (shuttingDown && failure instanceof InterruptedBatchException);
  }

  /// Whether `failure`, once the work is done, comes of the message rather than of the broker, of a
  /// shutdown, or of memory that somebody else took.
  private static boolean isOfTheMessage(Throwable failure) {
    return !Thread.currentThread().isInterrupted()
        && Failures.withCauses(failure).stream().noneMatch(Worker::isOfThisProcess);
  }

  private static boolean isOfThisProcess(Throwable failure) {
    return failure instanceof TransportException
        || failure instanceof UnroutableException
        || failure instanceof InterruptedException
        || failure instanceof ClosedByInterruptException
        || failure instanceof OutOfMemoryError;
  }

  private Message preprocess(Message message) throws Exception {
    var input = message;
    for (var processor : application.preprocessors()) {
      input = processor.apply(input);
    }
    return input;
  }

  private void postprocess(
      List<Message> returned, Received received, List<Message> results, List<Abort> dropped)
      throws Exception {
    for (var ordinal = 0; ordinal < returned.size(); ordinal++) {
      try {
        var result = returned.get(ordinal);
        for (var processor : application.postprocessors()) {
          result = processor.apply(result);
        }
        results.add(received.observations().sending(sent(result, received, ordinal)));
      } catch (Abort abort) {
        dropped.add(abort);
      }
    }
  }

  private Message sent(Message result, Received received, int ordinal) {
    return Lineage.sent(
        result, received.message(), application.name(), ordinal, received.at(), clock.instant());
  }

  private void send(List<Message> results) throws InterruptedException {
    if (!results.isEmpty()) {
      var listeners = application.listenersOptional() ? Listeners.OPTIONAL : Listeners.REQUIRED;
      producer.send(application.name(), results, listeners);
    }
  }

  private Outcome snoozed(Message message, Snooze snooze) {
    var delay = snooze.delay().compareTo(LONGEST_SNOOZE) < 0 ? snooze.delay() : LONGEST_SNOOZE;
    return waitedTooLong(message, snooze).orElseGet(() -> new Snoozed(delay, snooze.reason()));
  }

  /// Set aside if it was put off for the first time longer ago than the policy allows.
  private Optional<Outcome> waitedTooLong(Message message, Throwable cause) {
    var now = clock.instant();
    var since = Lineage.putOffSince(message).orElse(now);
    var longest = application.retryPolicy().longestSnooze();
    if (Duration.between(since, now).compareTo(longest) < 0) {
      return Optional.empty();
    }
    var failure =
        new IllegalStateException(
            "put off since %s, which is longer than %s: %s"
                .formatted(since, longest, Failures.said(cause)),
            cause instanceof Snooze ? null : cause);
    return Optional.of(deadLettered(message, failure, now));
  }

  private Outcome failed(Message message, Throwable failure) {
    tellFailed(message, failure);
    var policy = application.retryPolicy();
    var pause = policy.pauseFor(failure);
    if (pause.isPresent()) {
      return waitedTooLong(message, failure)
          .orElseGet(() -> new Unavailable(delay(message, pause.get()), failure));
    }
    var now = clock.instant();
    return policy
        .delay(failure, message, now, RandomGenerator.getDefault())
        .<Outcome>map(delay -> new Retried(delay, failure))
        .orElseGet(() -> deadLettered(message, failure, now));
  }

  /// As long again as the message has waited already, within what the schedule allows.
  private Duration delay(Message message, Schedule schedule) {
    var now = clock.instant();
    var waited = Duration.between(Lineage.putOffSince(message).orElse(now), now);
    var least = waited.compareTo(schedule.first()) > 0 ? waited : schedule.first();
    return least.compareTo(schedule.longest()) < 0 ? least : schedule.longest();
  }

  private Outcome deadLettered(Message message, Throwable failure, Instant now) {
    return new DeadLettered(Failures.letter(application, message, failure, now), failure);
  }

  private void record(Received received, Outcome outcome) throws InterruptedException {
    if (application.recorded() && !(outcome instanceof OutOfTurn)) {
      events.record(
          Event.of(
              application.name(), received.message(), outcome, received.at(), clock.instant()));
    }
  }

  private void settle(Received received, Outcome outcome) throws InterruptedException {
    var delivery = received.delivery();
    switch (outcome) {
      case Completed(var results, _) -> {
        ack(delivery);
        inform("message.completed", delivery, results.size() + " results sent");
      }
      case Aborted(var abort) -> {
        ack(delivery);
        inform("message.aborted", delivery, abort.reason() + ": " + abort.getMessage());
      }
      case Retried(var delay, var cause) -> {
        warn("message.retried", delivery, cause, "tried again in " + delay);
        var retry = Lineage.nextAttempt(delivery.message(), cause, clock.instant());
        retryAfter(delivery, received.observations().sending(retry), delay, cause);
      }
      case Snoozed(var delay, var reason) -> {
        retryAfter(delivery, putOff(received), delay, null);
        inform("message.snoozed", delivery, "for " + delay + ": " + reason);
      }
      case Unavailable(var delay, var cause) -> {
        warn("message.unavailable", delivery, cause, "tried again in " + delay);
        retryAfter(delivery, putOff(received), delay, cause);
      }
      case OutOfTurn(var delay) -> retryAfter(delivery, delivery.message(), delay, null);
      case DeadLettered(var letter, var cause) -> {
        warn("message.dead-lettered", delivery, cause, "set aside as a dead letter");
        sendWhole(received, letter);
        ack(delivery);
      }
      case Interrupted(var cause) -> {
        givenBack.add(delivery);
        requeue(delivery, cause);
      }
    }
  }

  /// That it is not acknowledged says nothing of the message.
  private static void ack(Delivery delivery) {
    try {
      delivery.ack();
    } catch (TransportException broker) {
      throw broker;
    } catch (RuntimeException notAcknowledged) {
      throw new TransportException("the delivery was not acknowledged", notAcknowledged);
    }
  }

  /// @param cause why it is to be tried again, if it failed
  private static void retryAfter(
      Delivery delivery, Message retry, Duration delay, @Nullable Throwable cause)
      throws InterruptedException {
    try {
      delivery.retryAfter(retry, delay);
    } catch (RuntimeException refused) {
      throw isOfTheMessage(refused) ? cannotWait(refused, cause) : refused;
    }
  }

  private static RuntimeException cannotWait(Throwable refused, @Nullable Throwable cause) {
    var why = "it cannot wait in its queue: " + Failures.reason(refused);
    if (cause == null) {
      return new IllegalStateException(why, refused);
    }
    var both = new IllegalStateException(why + "; it had failed: " + Failures.reason(cause));
    both.addSuppressed(cause);
    return both;
  }

  /// Sends all of `letter`, or as much of it as the broker takes.
  private void sendWhole(Received received, DeadLetter letter) throws InterruptedException {
    try {
      send(received, letter);
    } catch (RuntimeException refused) {
      if (!isOfTheMessage(refused)) {
        throw refused;
      }
      send(received, Failures.shortened(letter, refused));
    }
  }

  private void send(Received received, DeadLetter letter) throws InterruptedException {
    var sent = received.observations().sending(letter.toMessage());
    producer.send(DeadLetter.EXCHANGE, List.of(sent), Listeners.REQUIRED);
  }

  private Message putOff(Received received) {
    return received.observations().sending(Lineage.putOff(received.message(), clock.instant()));
  }

  /// An interruption must not keep it from going back. What does not go back is delivered again all
  /// the same, once its consumer is closed.
  private void requeue(Delivery delivery, Throwable cause) {
    var _ = Thread.interrupted();
    try {
      delivery.requeue();
    } catch (Throwable brokerIsAway) {
      if (brokerIsAway != cause) {
        cause.addSuppressed(brokerIsAway);
      }
    }
    warn("message.interrupted", delivery, cause, "stays in the queue and will be delivered again");
  }

  private void tellFailed(Message message, Throwable failure) {
    for (var observer : application.errorObservers()) {
      try {
        observer.failed(message, failure);
      } catch (Throwable ofItsOwn) {
        complain("error-observer.failed", message, ofItsOwn);
      }
    }
  }

  private void tellSettled(Message message, Outcome outcome) {
    for (var observer : application.settlementObservers()) {
      try {
        observer.settled(message, outcome);
      } catch (Throwable ofItsOwn) {
        complain("settlement-observer.failed", message, ofItsOwn);
      }
    }
  }

  /// What an observer throws is its own business. An interruption is kept for whoever waits next.
  private void complain(String event, Message message, Throwable failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    var line =
        log.atWarn()
            .addKeyValue("application", application.name())
            .addKeyValue("message_id", message.id())
            .addKeyValue("consequence", "the message goes its way all the same");
    log(line, event, failure);
  }

  private void inform(String event, Delivery delivery, String what) {
    var message = delivery.message();
    log.atInfo()
        .addKeyValue("application", application.name())
        .addKeyValue("message_id", message.id())
        .addKeyValue("routing_key", message.routingKey())
        .addKeyValue("what", what)
        .log(event);
  }

  private void warn(String event, Delivery delivery, Throwable cause, String consequence) {
    var message = delivery.message();
    var line =
        log.atWarn()
            .addKeyValue("application", application.name())
            .addKeyValue("message_id", message.id())
            .addKeyValue("attempt", message.attempt())
            .addKeyValue("consequence", consequence);
    log(line, event, cause);
  }

  /// A log asks a failure what it has to say, which may fail.
  private static void log(LoggingEventBuilder line, String event, Throwable cause) {
    try {
      line.setCause(cause instanceof InterruptedException ? null : cause).log(event);
    } catch (RuntimeException | Error unspeakable) {
      line.setCause(null).addKeyValue("cause", cause.getClass().getName()).log(event);
    }
  }
}
