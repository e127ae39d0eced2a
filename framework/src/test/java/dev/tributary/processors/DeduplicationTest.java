package dev.tributary.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Callback;
import dev.tributary.DeadLetter;
import dev.tributary.Extension;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.Outcome.Retried;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeduplicationTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final OneQueue broker = new OneQueue();
  private final List<Message> worked = new CopyOnWriteArrayList<>();
  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private volatile Instant now = NOON;

  @Test
  void aMessageThatWasCompletedIsAbortedTheNextTime() {
    try (var _ = broker.run(application(byIdAndContent(), this::work))) {
      deliver(message("1", "hello"), 1);
      deliver(message("1", "hello"), 2);
    }

    assertThat(worked).hasSize(1);
    assertThat(reasons()).containsExactly("message.duplicate");
  }

  @Test
  void theSameIdWithOtherContentIsAnotherMessage() {
    try (var _ = broker.run(application(byIdAndContent(), this::work))) {
      deliver(message("1", "hello"), 1);
      deliver(message("1", "hello, mended"), 2);
      deliver(message("1", "hello").with("takedown.order", Body.utf8("hello")), 3);
      deliver(message("2", "hello"), 4);
    }

    assertThat(worked).hasSize(4);
  }

  @Test
  void otherHeadersMakeNoOtherMessage() {
    try (var _ = broker.run(application(byIdAndContent(), this::work))) {
      deliver(message("1", "hello"), 1);
      deliver(message("1", "hello").withHeader("sent_at", "another time"), 2);
    }

    assertThat(worked).hasSize(1);
  }

  @Test
  void aBodyThatIsCheckedInCountsByItsName() {
    try (var _ = broker.run(application(byIdAndContent(), this::work))) {
      deliver(message("1", "").withHeader(ClaimCheck.HEADER, "aa"), 1);
      deliver(message("1", "").withHeader(ClaimCheck.HEADER, "bb"), 2);
      deliver(message("1", "").withHeader(ClaimCheck.HEADER, "aa"), 3);
    }

    assertThat(worked).hasSize(2);
  }

  @Test
  void theKeyMayBeAnything() {
    var byOrder = Deduplication.by(message -> message.headers().getOrDefault("order", ""));
    try (var _ = broker.run(application(byOrder.remembering(10, HOUR), this::work))) {
      deliver(message("1", "a").withHeader("order", "7"), 1);
      deliver(message("2", "b").withHeader("order", "7"), 2);
      deliver(message("3", "c"), 3);
      deliver(message("3", "c"), 4);
    }

    assertThat(worked).extracting(Message::id).containsExactly("1", "3", "3");
  }

  @Test
  void aRetryIsNotItsOwnDuplicate() {
    var attempts = new AtomicInteger();
    Callback failingTwice =
        message -> {
          if (attempts.incrementAndGet() <= 2) {
            throw new IllegalStateException("not yet");
          }
          return work(message);
        };
    try (var _ = broker.run(application(byIdAndContent(), failingTwice))) {
      deliver(message("1", "hello"), 3);
    }

    assertThat(worked).hasSize(1);
    assertThat(told()).hasAtLeastOneElementOfType(Completed.class);
  }

  @Test
  void aDeadLetterThatIsSentOnIsNotItsOwnDuplicate() {
    var mended = new CountDownLatch(1);
    Callback failingUntilMended =
        message -> {
          if (mended.getCount() > 0) {
            throw new IllegalStateException("not mended");
          }
          return work(message);
        };
    try (var _ = broker.run(application(byIdAndContent(), failingUntilMended))) {
      deliver(message("1", "hello"), 5);
      assertThat(told()).hasAtLeastOneElementOfType(DeadLettered.class);
      mended.countDown();
      deliver(DeadLetter.from(broker.sentTo(DeadLetter.EXCHANGE).getFirst()).message(), 6);
    }

    assertThat(worked).hasSize(1);
  }

  @Test
  void aMessageWhoseAcknowledgementFailedIsWorkedOnAgain() {
    broker.failingAcks.set(1);
    try (var _ = broker.run(application(byIdAndContent(), this::work))) {
      deliver(message("1", "hello"), 1);
    }

    assertThat(worked).hasSize(2);
    assertThat(broker.settledBy("requeue")).isEqualTo(1);
    assertThat(broker.settledBy("ack")).isEqualTo(1);
  }

  @Test
  void whileOneIsWorkedOnAnotherOfItsKeyIsPutOff() throws Exception {
    var working = new CountDownLatch(1);
    var finish = new CountDownLatch(1);
    Callback slow =
        message -> {
          working.countDown();
          finish.await();
          return work(message);
        };
    try (var _ = broker.run(application(byIdAndContent(), slow))) {
      broker.waiting.add(message("1", "hello"));
      working.await();
      broker.waiting.add(message("1", "hello"));
      await().until(() -> outcomes.stream().anyMatch(Snoozed.class::isInstance));
      finish.countDown();
      await().until(() -> !reasons().isEmpty());
    }

    assertThat(worked).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Snoozed.class::isInstance)
        .first()
        .isEqualTo(
            new Snoozed(
                Deduplication.PUT_OFF, "another message of the same key is being worked on"));
  }

  @Test
  void ofManyAtOnceEachKeyIsWorkedOnOnce() {
    var keys = 50;
    var copies = 40;
    try (var _ = broker.run(application(byIdAndContent(), this::work))) {
      for (var copy = 0; copy < copies; copy++) {
        for (var key = 0; key < keys; key++) {
          broker.waiting.add(message("" + key, "hello"));
        }
      }
      await()
          .atMost(Duration.ofSeconds(50))
          .until(() -> broker.settledBy("ack") == (long) keys * copies);
    }

    assertThat(worked).hasSize(keys);
    assertThat(new HashSet<>(worked.stream().map(Message::id).toList())).hasSize(keys);
    assertThat(reasons()).hasSize(keys * (copies - 1));
  }

  @Test
  void theOldestIsForgottenFirst() {
    var lastTwo = Deduplication.byIdAndContent().remembering(2, HOUR, () -> now);
    try (var _ = broker.run(application(lastTwo, this::work))) {
      deliver(message("1", "hello"), 1);
      deliver(message("2", "hello"), 2);
      deliver(message("3", "hello"), 3);
      deliver(message("3", "hello"), 4);
      deliver(message("2", "hello"), 5);
      deliver(message("1", "hello"), 6);
    }

    assertThat(worked).extracting(Message::id).containsExactly("1", "2", "3", "1");
  }

  @Test
  void whatIsTooOldIsForgotten() {
    var anHour = Deduplication.byIdAndContent().remembering(10, HOUR, () -> now);
    try (var _ = broker.run(application(anHour, this::work))) {
      deliver(message("1", "hello"), 1);
      now = NOON.plus(HOUR).minusSeconds(1);
      deliver(message("1", "hello"), 2);
      now = NOON.plus(HOUR);
      deliver(message("1", "hello"), 3);
    }

    assertThat(worked).hasSize(2);
  }

  @Test
  void applicationsDoNotTakeEachOthersMessagesForTheirOwn() {
    var store = new Remembering();
    var deduplication = Deduplication.byIdAndContent().in(store);
    var other = new OneQueue();
    try (var _ = broker.run(application("orders", deduplication, this::work));
        var _ = other.run(application("invoices", deduplication, this::work))) {
      deliver(message("1", "hello"), 1);
      other.waiting.add(message("1", "hello"));
      await().until(() -> other.settledBy("ack") == 1);
    }

    assertThat(worked).hasSize(2);
    assertThat(store.keys).hasSize(2).allMatch(key -> key.length() == 64);
  }

  @Test
  void aStoreThatFailsToAnswerFailsTheMessageAndOneThatFailsToRememberDoesNot() {
    var failing = new Remembering();
    failing.failures.addAll(List.of("contains", "add"));
    try (var _ = broker.run(application(Deduplication.byIdAndContent().in(failing), this::work))) {
      deliver(message("1", "hello"), 2);
      deliver(message("1", "hello"), 3);
      deliver(message("1", "hello"), 4);
    }

    assertThat(outcomes).hasAtLeastOneElementOfType(Retried.class);
    assertThat(worked).as("not remembered the first time, so done again").hasSize(2);
    assertThat(reasons()).containsExactly("message.duplicate");
  }

  @Test
  void whoWasNeverToldOfTheEndDoesNotHoldItsKeyForEver() throws Exception {
    var store = new Remembering();
    var application = application(Deduplication.byIdAndContent().in(store), this::work);
    var deduplication = application.preprocessors().getFirst();
    var message = message("1", "hello");
    // A delivery that ended without its outcome having been told, as when the broker fails.
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                deduplication.apply(message);
              } catch (Exception failure) {
                throw new AssertionError(failure);
              }
            })
        .join();

    assertThat(deduplication.apply(message)).isEqualTo(message);
    assertThat(deduplication.apply(message)).as("on the same thread again").isEqualTo(message);
  }

  @Test
  void aMemoryWithoutRoomIsRefused() {
    assertThatThrownBy(() -> Deduplication.byIdAndContent().remembering(0, HOUR))
        .hasMessage("expected to remember 1 key or more for some time, got: 0, PT1H");
    assertThatThrownBy(() -> Deduplication.byIdAndContent().remembering(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void memoryIsBoundedWhateverComes() {
    var recent = new RecentKeys(1000, HOUR, () -> now);
    IntStream.range(0, 100_000).forEach(number -> recent.add("key " + number));

    assertThat(IntStream.range(0, 100_000).filter(number -> recent.contains("key " + number)))
        .hasSize(1000)
        .allMatch(number -> number >= 99_000);
  }

  /// A store that remembers everything, and fails once at each operation that it is told to.
  private static final class Remembering implements SeenStore {
    final List<String> keys = new CopyOnWriteArrayList<>();
    final Set<String> failures = ConcurrentHashMap.newKeySet();

    @Override
    public boolean contains(String key) {
      fail("contains");
      return keys.contains(key);
    }

    @Override
    public void add(String key) {
      fail("add");
      keys.add(key);
    }

    private void fail(String operation) {
      if (failures.remove(operation)) {
        throw new IllegalStateException("the database is away");
      }
    }
  }

  private static Deduplication byIdAndContent() {
    return Deduplication.byIdAndContent().remembering(10_000, HOUR);
  }

  private Application application(Extension deduplication, Callback callback) {
    return application("orders", deduplication, callback);
  }

  private Application application(String name, Extension deduplication, Callback callback) {
    return Application.named(name)
        .consumes("received", "#")
        .with(deduplication)
        .callback(callback)
        .retry(RetryPolicy.standard())
        .onSettled((_, outcome) -> outcomes.add(outcome))
        .build();
  }

  private List<Message> work(Message message) {
    worked.add(message);
    return List.of();
  }

  /// Delivers `message` and waits until so many outcomes have been told in all. What comes back
  /// faster than its last outcome is told is put off; that does not count.
  private void deliver(Message message, int told) {
    broker.waiting.add(message);
    await().until(() -> told().size() == told);
  }

  private List<Outcome> told() {
    return outcomes.stream().filter(outcome -> !(outcome instanceof Snoozed)).toList();
  }

  private List<String> reasons() {
    return outcomes.stream()
        .filter(Aborted.class::isInstance)
        .map(outcome -> ((Aborted) outcome).abort().reason())
        .toList();
  }

  private static Message message(String id, String body) {
    return Message.of(id, "upsert.order", Body.utf8(body), Instant.now());
  }
}
