package dev.tributary.testing;

import static dev.tributary.RetryPolicy.forever;
import static dev.tributary.RetryPolicy.never;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Abort;
import dev.tributary.BatchCallback.Reply;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Outcome.Retried;
import dev.tributary.RetryPolicy;
import dev.tributary.RetryPolicy.Schedule;
import dev.tributary.Snooze;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Deliveries that are worked on together as a batch, over every transport.
@Timeout(120)
public abstract class BatchContract extends ApplicationsUnderTest {
  private static final Duration A_LONG_TIME = Duration.ofHours(1);
  private static final Duration SHORTLY = Duration.ofMillis(200);
  private static final Schedule QUICKLY = forever().startingWith(SHORTLY).atLongest(SHORTLY);

  @Test
  void aFullBatchDoesNotLinger() throws Exception {
    var sizes = new CopyOnWriteArrayList<Integer>();
    run(
        app()
            .concurrency(6)
            .batch(
                3,
                A_LONG_TIME,
                messages -> {
                  sizes.add(messages.size());
                  return messages.stream().map(_ -> Reply.done()).toList();
                }));

    for (var count = 0; count < 6; count++) {
      send("input " + count);
    }

    await().until(() -> settled().size() == 6);
    assertThat(sizes).containsExactly(3, 3);
  }

  @Test
  void aLoneMessageLingersThenGoes() throws Exception {
    var sizes = new CopyOnWriteArrayList<Integer>();
    run(
        app()
            .batch(
                3,
                SHORTLY,
                messages -> {
                  sizes.add(messages.size());
                  return List.of(Reply.done());
                }));

    send("alone");

    await().until(() -> settled().size() == 1);
    assertThat(sizes).containsExactly(1);
  }

  @Test
  void eachMessageOfABatchIsSettledByItsOwnReply() throws Exception {
    var sink = collect("app", "sink");
    run(
        app()
            .concurrency(5)
            .retry(RetryPolicy.standard().on(Throwable.class, QUICKLY))
            .batch(
                5,
                SHORTLY,
                messages -> messages.stream().map(BatchContract::replyByBody).toList()));

    for (var body : List.of("done", "another", "failed", "aborted", "snoozed")) {
      send(body);
    }

    await().until(() -> settled().size() == 7);
    assertThat(outcomeOf("done")).isInstanceOf(Completed.class);
    assertThat(outcomeOf("failed")).isInstanceOf(Completed.class);
    assertThat(outcomeOf("snoozed")).isInstanceOf(Completed.class);
    assertThat(outcomeOf("aborted")).isInstanceOf(Aborted.class);
    await().until(() -> sink.size() == 4);
    assertThat(bodies(sink))
        .containsExactlyInAnyOrder("of done 1", "of another 1", "of failed 2", "of snoozed 1");
  }

  @Test
  void whatABatchThrowsIsAFailureOfEachOfItsMessages() throws Exception {
    run(
        app()
            .concurrency(2)
            .retry(RetryPolicy.standard().on(Throwable.class, QUICKLY))
            .batch(
                2,
                SHORTLY,
                messages -> {
                  if (messages.stream().anyMatch(message -> message.attempt() == 1)) {
                    throw new StackOverflowError("deep");
                  }
                  return messages.stream().map(_ -> Reply.done()).toList();
                }));

    send("one");
    send("two");

    await().until(() -> settled().size() >= 4 && transport().depth("app") == 0);
    for (var body : List.of("one", "two")) {
      assertThat(settled())
          .filteredOn(each -> each.body().equals(body))
          .first()
          .satisfies(first -> assertThat(first.outcome()).isInstanceOf(Retried.class));
      assertThat(outcomeOf(body)).isInstanceOf(Completed.class);
    }
  }

  @Test
  void aBatchWithAWrongNumberOfRepliesFails() throws Exception {
    run(
        app()
            .concurrency(2)
            .retry(RetryPolicy.standard().on(Throwable.class, never()))
            .batch(2, A_LONG_TIME, _ -> List.of(Reply.done())));

    send("one");
    send("two");

    await().until(() -> settled().size() == 2);
    for (var body : List.of("one", "two")) {
      assertThat(((DeadLettered) outcomeOf(body)).letter().reason())
          .isEqualTo("expected one reply for each of 2 messages of a batch, got: 1");
    }
  }

  @Test
  void anInterruptionOfABatchIsAFailureOfThoseThatWaitedForIt() throws Exception {
    var cutOff = new AtomicBoolean();
    run(
        app()
            .concurrency(2)
            .retry(RetryPolicy.standard().on(Throwable.class, QUICKLY))
            .batch(
                2,
                SHORTLY,
                messages -> {
                  if (messages.size() == 2 && !cutOff.getAndSet(true)) {
                    throw new InterruptedException("cut off");
                  }
                  return messages.stream().map(_ -> Reply.done()).toList();
                }));

    send("one");
    send("two");

    await().until(() -> outcomes(Completed.class).count() >= 2 && transport().depth("app") == 0);
    assertThat(outcomes(Interrupted.class)).as("the one that did the work").hasSize(1);
    assertThat(outcomes(Retried.class))
        .singleElement()
        .satisfies(
            outcome ->
                assertThat(((Retried) outcome).cause())
                    .hasMessageContaining("the batch of 2 messages was interrupted"));
  }

  @Test
  void aBatchThatTheEndOfItsApplicationInterruptsGoesBackAsAWhole() throws Exception {
    var started = new CountDownLatch(1);
    var runner =
        run(
            app()
                .concurrency(8)
                .batch(
                    8,
                    A_LONG_TIME,
                    _ -> {
                      started.countDown();
                      new CountDownLatch(1).await();
                      return List.of();
                    }));
    for (var count = 0; count < 8; count++) {
      send("input " + count);
    }
    started.await();

    var unfinished = runner.drain(Duration.ofMillis(100));

    assertThat(unfinished).hasSize(8);
    assertThat(settled()).allMatch(each -> each.outcome() instanceof Interrupted);
  }

  private Stream<Outcome> outcomes(Class<? extends Outcome> kind) {
    return settled().stream().map(Settled::outcome).filter(kind::isInstance);
  }

  private static Reply replyByBody(Message message) {
    var body = message.body().utf8();
    var isNew = message.attempt() == 1 && !message.headers().containsKey("snoozed-since");
    var done = Reply.done(result(message, "of " + body + " " + message.attempt()));
    return switch (body) {
      case "failed" -> isNew ? Reply.failed(new IOException("not yet")) : done;
      case "snoozed" -> isNew ? Reply.failed(new Snooze(SHORTLY, "not ready")) : done;
      case "aborted" -> Reply.failed(new Abort("order.unwanted", "not this one"));
      default -> done;
    };
  }
}
