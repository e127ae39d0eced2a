package dev.tributary.testing;

import static dev.tributary.RetryPolicy.forever;
import static dev.tributary.RetryPolicy.never;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Binding;
import dev.tributary.Callback;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.RetryPolicy;
import dev.tributary.RetryPolicy.Schedule;
import dev.tributary.Runner;
import dev.tributary.Snooze;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.Transport.Sharing;
import dev.tributary.testing.Faults.Point;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How deliveries that are worked on at once stand to each other, over every transport: in the
/// order of their keys.
@Timeout(120)
public abstract class OrderContract extends ApplicationsUnderTest {
  /// Between failures of the broker an application waits, for up to five seconds each time.
  private static final Duration BROKER_IS_BACK = Duration.ofSeconds(90);

  private static final String KEY = "account";
  private static final Duration SHORTLY = Duration.ofMillis(200);
  private static final Schedule QUICKLY = forever().startingWith(SHORTLY).atLongest(SHORTLY);

  private final List<String> done = new CopyOnWriteArrayList<>();

  @Test
  void messagesOfOneKeyAreWorkedOnOneAfterTheOtherInTheirOrder() throws Exception {
    var busy = new AtomicBoolean();
    var overlaps = new CopyOnWriteArrayList<String>();
    waiting(ofKey("one", 40));
    run(
        app()
            .concurrency(8)
            .orderedBy(OrderContract::key)
            .callback(
                message -> {
                  if (!busy.compareAndSet(false, true)) {
                    overlaps.add(message.body().utf8());
                  }
                  LockSupport.parkNanos(100_000);
                  busy.set(false);
                  return done(message);
                }));

    await().until(() -> done.size() == 40);
    assertThat(overlaps).isEmpty();
    assertThat(done).containsExactlyElementsOf(bodies(ofKey("one", 40)));
  }

  /// So few of a key are there at once that none of them is put off: such a one would lose its
  /// place.
  @Test
  void ofSeveralProcessesOneKeepsTheOrderAndAnotherGoesOnWhereItEnds() throws Exception {
    var keys = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    var busy = ConcurrentHashMap.<String>newKeySet();
    var overlaps = new CopyOnWriteArrayList<String>();
    Callback work =
        message -> {
          if (!busy.add(key(message))) {
            overlaps.add(message.body().utf8());
          }
          LockSupport.parkNanos(1_000_000);
          busy.remove(key(message));
          return done(message);
        };
    for (var number = 0; number < 20; number++) {
      for (var key : keys) {
        waiting(List.of(of(key, key + " " + number)));
      }
    }
    var first = run(app().concurrency(40).orderedBy(OrderContract::key).callback(work));
    var beside = app().concurrency(40).orderedBy(OrderContract::key).callback(work).build();
    try (var other = connect();
        var _ = Runner.start(other, List.of(beside))) {
      await().until(() -> done.size() > 50);

      first.close();

      await().until(() -> done.size() == 20 * keys.size());
    }
    assertThat(overlaps).isEmpty();
    for (var key : keys) {
      assertThat(done.stream().filter(body -> body.startsWith(key)))
          .containsExactlyElementsOf(bodies(ofKey(key, 20)));
    }
  }

  @Test
  void messagesOfOtherKeysAndThoseOfNoneGoOnMeanwhile() throws Exception {
    var othersAreDone = new CountDownLatch(3);
    run(
        app()
            .orderedBy(OrderContract::key)
            .callback(
                message -> {
                  if (key(message).equals("held")) {
                    othersAreDone.await();
                  } else {
                    othersAreDone.countDown();
                    if (key(message).isEmpty()) {
                      othersAreDone.await();
                    }
                  }
                  return done(message);
                }));

    send("source", of("held", "first"), of("other", "second"), of("", "third"), of("", "fourth"));

    await().until(() -> done.size() == 4);
  }

  @Test
  void thoseBehindAMessageThatIsTriedAgainWaitForItAndOthersDoNot() throws Exception {
    run(
        app()
            .orderedBy(OrderContract::key)
            .retry(RetryPolicy.standard().on(Throwable.class, QUICKLY))
            .callback(
                message -> {
                  var isFirst = message.body().utf8().equals("held 0");
                  if (isFirst && (message.attempt() < 3 || !done.contains("other 2"))) {
                    throw new IOException("not yet");
                  }
                  return done(message);
                }));

    send("source", ofKey("held", 5).toArray(Message[]::new));
    send("source", ofKey("other", 3).toArray(Message[]::new));

    await().until(() -> done.size() == 8);
    assertThat(done)
        .containsSubsequence(bodies(ofKey("held", 5)))
        .containsSubsequence(bodies(ofKey("other", 3)))
        .containsSubsequence("other 2", "held 0");
  }

  @Test
  void thoseBehindASnoozedMessageWaitForIt() throws Exception {
    var snoozed = new AtomicBoolean();
    run(
        app()
            .orderedBy(OrderContract::key)
            .callback(
                message -> {
                  if (!snoozed.getAndSet(true)) {
                    throw new Snooze(SHORTLY, "not ready");
                  }
                  return done(message);
                }));

    send("source", ofKey("held", 3).toArray(Message[]::new));

    await().until(() -> done.size() == 3);
    assertThat(done).containsExactlyElementsOf(bodies(ofKey("held", 3)));
  }

  @Test
  void theOrderOutlivesABrokerThatFails() throws Exception {
    var inputs = ofKey("one", 10);
    waiting(inputs);
    faults().at(Point.BEFORE_PUBLISH).times(2).fail();
    faults().at(Point.BEFORE_ACK).times(2).fail();
    var lostConnection = new AtomicBoolean();
    run(
        app()
            .concurrency(4)
            .listenersOptional()
            .orderedBy(OrderContract::key)
            .callback(
                message -> {
                  var body = message.body().utf8();
                  done.add(body);
                  if (body.equals("one 5") && !lostConnection.getAndSet(true)) {
                    faults().at(Point.RECEIVED).fail();
                  }
                  return List.of(message);
                }));

    await()
        .atMost(BROKER_IS_BACK)
        .until(() -> done.contains("one 9") && transport().depth("app") == 0);
    assertThat(done.subList(0, done.indexOf("one 5"))).as("while only sends fail").isSorted();
    // With its connection lost, one that had just been put off is there twice.
    assertThat(done.stream().distinct()).containsExactlyElementsOf(bodies(inputs));
    assertThat(done).as("what failed was worked on again").hasSizeGreaterThan(inputs.size());
  }

  @Test
  void thoseBehindADeadLetterGoOn() throws Exception {
    run(
        app()
            .orderedBy(OrderContract::key)
            .retry(RetryPolicy.standard().on(Throwable.class, never()))
            .callback(
                message -> {
                  if (message.body().utf8().equals("one 1")) {
                    throw new IOException("poison");
                  }
                  return done(message);
                }));

    send("source", ofKey("one", 4).toArray(Message[]::new));

    await().until(() -> done.size() == 3);
    assertThat(done).containsExactly("one 0", "one 2", "one 3");
    assertThat(outcomeOf("one 1")).isInstanceOf(DeadLettered.class);
  }

  @Test
  void aKeyWithManyMessagesDoesNotHoldUpTheOthers() throws Exception {
    var otherIsDone = new CountDownLatch(1);
    var hot = ofKey("hot", 60);
    waiting(hot);
    run(
        app()
            .concurrency(4)
            .orderedBy(OrderContract::key)
            .callback(
                message -> {
                  if (key(message).equals("hot")) {
                    otherIsDone.await();
                  } else {
                    otherIsDone.countDown();
                  }
                  return done(message);
                }));

    send("source", of("other", "other"));

    await().until(() -> done.size() == 61);
    assertThat(done).startsWith("other").containsSubsequence(bodies(hot));
  }

  @Test
  void aMessageWhoseKeyCannotBeHadIsSetAsideAndTheOthersGoOn() throws Exception {
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    run(
        app()
            .retry(RetryPolicy.standard().on(Throwable.class, never()))
            .orderedBy(
                message ->
                    switch (message.body().utf8()) {
                      case "throws" -> throw new IllegalStateException("no account");
                      case "overflows" -> throw new StackOverflowError("deep");
                      default -> "one";
                    })
            .callback(this::done));

    for (var body : List.of("first", "throws", "overflows", "last")) {
      send(body);
    }

    await().until(() -> done.size() == 2 && letters.size() == 2);
    assertThat(done).containsExactly("first", "last");
    assertThat(letters)
        .extracting(letter -> DeadLetter.from(letter).reason())
        .containsExactlyInAnyOrder("no account", "deep");
  }

  /// Has `messages` wait in the application's queue before it starts.
  private void waiting(List<Message> messages) throws InterruptedException {
    var bindings = List.of(new Binding("source", "#"));
    transport().declare("app", bindings, Lifetime.DURABLE, Sharing.SINGLE_ACTIVE);
    send("source", messages.toArray(Message[]::new));
  }

  private List<Message> done(Message message) {
    done.add(message.body().utf8());
    return List.of();
  }

  private static String key(Message message) {
    return message.headers().getOrDefault(KEY, "");
  }

  private static Message of(String key, String body) {
    return message(body).withHeader(KEY, key);
  }

  /// `KEY 0`, `KEY 1` and so on.
  private static List<Message> ofKey(String key, int count) {
    var messages = new ArrayList<Message>();
    for (var number = 0; number < count; number++) {
      messages.add(of(key, key + " " + number));
    }
    return messages;
  }
}
