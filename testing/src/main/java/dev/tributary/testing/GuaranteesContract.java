package dev.tributary.testing;

import static dev.tributary.RetryPolicy.atMost;
import static dev.tributary.RetryPolicy.forever;
import static dev.tributary.RetryPolicy.never;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Abort;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Event;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.testing.Faults.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What applications may rely on, over every transport: the guarantees of ARCHITECTURE.md, as
/// tests.
@Timeout(60)
public abstract class GuaranteesContract extends ApplicationsUnderTest {
  @Test
  void deliveryIsAcknowledgedOnlyAfterItsResultsAndEventsAreConfirmed() throws Exception {
    transport().declare("sink", List.of(new Binding("app", "#")));
    run(app().callback(message -> List.of(result(message, "one"), result(message, "two"))));

    send("input");

    await().until(() -> faults().operations().contains("ack input"));
    var order = faults().operations();
    assertThat(order.indexOf("ack input"))
        .isGreaterThan(order.indexOf("confirmed app one"))
        .isGreaterThan(order.indexOf("confirmed app two"))
        .isGreaterThan(indexOfEvents(order));
  }

  @Test
  void resultsHaveTheSameIdsHoweverOftenTheInputIsDelivered() throws Exception {
    var sink = collect("app", "sink");
    faults().at(Point.AFTER_PUBLISH).fail();
    run(app().callback(message -> List.of(result(message, "result"))));

    send("input");

    await().until(() -> sink.size() >= 2);
    assertThat(sink.stream().map(Message::id).distinct()).hasSize(1);
  }

  @Test
  void processorsRunInOrderAroundTheCallback() throws Exception {
    var sink = collect("app", "sink");
    run(
        app()
            .preprocess(message -> append(message, "a"))
            .preprocess(message -> append(message, "b"))
            .callback(message -> List.of(append(message, "C")))
            .postprocess(message -> append(message, "d"))
            .postprocess(message -> append(message, "e")));

    send("");

    await().until(() -> !sink.isEmpty());
    assertThat(sink.getFirst().body().utf8()).isEqualTo("abCde");
  }

  @Test
  void abortBeforeTheResultsEndsTheMessageAndIsRecordedWithItsReason() throws Exception {
    var events = collect(Event.EXCHANGE, "record");
    run(
        app()
            .preprocess(
                _ -> {
                  throw new Abort("provider.excluded", "not this one");
                })
            .callback(message -> List.of(message)));

    send("input");

    await().until(() -> faults().operations().contains("ack input"));
    await().until(() -> text(events).contains("message.aborted"));
    assertThat(text(events)).contains("provider.excluded: not this one");
  }

  @Test
  void abortInAPostprocessorDropsThatResultOnly() throws Exception {
    var sink = collect("app", "sink");
    run(
        app()
            .callback(message -> List.of(result(message, "bad"), result(message, "good")))
            .postprocess(
                result -> {
                  if (result.body().utf8().equals("bad")) {
                    throw new Abort("result.unwanted", "no");
                  }
                  return result;
                }));

    send("input");

    await().until(() -> faults().operations().contains("ack input"));
    await().until(() -> !sink.isEmpty());
    assertThat(sink).extracting(message -> message.body().utf8()).containsExactly("good");
  }

  @Test
  void whateverIsThrownWhereverTheMessageIsDeadLetteredWithItsCauseAndOriginalBytes()
      throws Exception {
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    var failures =
        List.of(
            new IllegalStateException("callback", new IOException("the cause")),
            new StackOverflowError("deep"),
            new OutOfMemoryError("huge"));
    for (var failure : failures) {
      letters.clear();
      var runner =
          run(
              app()
                  .retry(RetryPolicy.standard().on(Throwable.class, never()))
                  .callback(
                      _ -> {
                        throw thrown(failure);
                      }));

      send("input");

      await().until(() -> !letters.isEmpty());
      var letter = DeadLetter.from(letters.getFirst());
      assertThat(letter.application()).isEqualTo("app");
      assertThat(letter.error()).isEqualTo(failure.getClass().getName());
      assertThat(letter.reason()).startsWith(failure.getMessage());
      assertThat(letter.stack()).contains(failure.getClass().getName());
      assertThat(letter.message().body().utf8()).isEqualTo("input");
      assertThat(letter.message().routingKey()).isEqualTo("do.thing");
      runner.close();
    }
  }

  @Test
  void aFailingProcessorIsAFailureOfTheMessage() throws Exception {
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    run(
        app()
            .retry(RetryPolicy.standard().on(Throwable.class, never()))
            .callback(message -> List.of(message))
            .postprocess(
                _ -> {
                  throw new IllegalArgumentException("postprocessor");
                }));

    send("input");

    await().until(() -> !letters.isEmpty());
    assertThat(DeadLetter.from(letters.getFirst()).reason()).isEqualTo("postprocessor");
  }

  @Test
  void aResultThatNobodyListensForIsAFailureThatNamesTheMissingBinding() throws Exception {
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    run(
        app()
            .retry(RetryPolicy.standard().on(Throwable.class, never()))
            .callback(message -> List.of(message.with("lost.thing", message.body()))));

    send("input");

    await().until(() -> !letters.isEmpty());
    assertThat(DeadLetter.from(letters.getFirst()).reason()).contains("\"app\"", "\"lost.thing\"");
  }

  @Test
  void failuresAreTriedAgainAsOftenAsThePolicySaysMostSpecificFirst() throws Exception {
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    var attempts = new CopyOnWriteArrayList<Integer>();
    run(
        app()
            .retry(
                RetryPolicy.standard()
                    .on(Exception.class, never())
                    .on(IOException.class, atMost(3).startingWith(Duration.ofMillis(10))))
            .callback(
                message -> {
                  attempts.add(message.attempt());
                  throw new java.io.FileNotFoundException("not yet");
                }));

    send("input");

    await().until(() -> !letters.isEmpty());
    assertThat(attempts).containsExactly(1, 2, 3);
    assertThat(DeadLetter.from(letters.getFirst()).message().attempt()).isEqualTo(3);
  }

  @Test
  void aMessageThatIsTriedAgainSucceedsLater() throws Exception {
    var sink = collect("app", "sink");
    run(
        app()
            .retry(
                RetryPolicy.standard()
                    .on(Throwable.class, atMost(5).startingWith(Duration.ofMillis(10))))
            .callback(
                message -> {
                  if (message.attempt() < 3) {
                    throw new UncheckedIOException(new IOException("not yet"));
                  }
                  return List.of(message);
                }));

    send("input");

    await().until(() -> !sink.isEmpty());
    assertThat(sink.getFirst().attempt()).isEqualTo(1);
  }

  @Test
  void nothingIsLostWhenTheBrokerFailsAtAnyPoint() throws Exception {
    var sink = collect("app", "sink");
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    for (var point : EnumSet.complementOf(EnumSet.of(Point.BEFORE_REQUEUE))) {
      faults().at(point).times(2).fail();
      var runner =
          run(
              app()
                  .retry(
                      RetryPolicy.standard()
                          .on(Throwable.class, forever().startingWith(Duration.ofMillis(10)))
                          .on(IllegalArgumentException.class, never()))
                  .callback(faults().callback(this::failOnceThenSendTwo)));

      send("input " + point);
      send("poison " + point);

      await("results after " + point).until(() -> bodies(sink).contains("first of input " + point));
      await("results after " + point)
          .until(() -> bodies(sink).contains("second of input " + point));
      await("dead letter after " + point).until(() -> bodies(letters).contains("poison " + point));
      await("end after " + point).until(() -> transport().depth("app") == 0);
      assertThat(faults().isPlanned(point)).as("%s was not reached", point).isFalse();
      runner.close();
    }
  }

  private List<Message> failOnceThenSendTwo(Message message) throws Exception {
    var body = message.body().utf8();
    if (body.startsWith("poison")) {
      throw new IllegalArgumentException("poison");
    }
    if (message.attempt() == 1) {
      throw new IOException("first time");
    }
    faults().reach(Point.BEFORE_COMMIT);
    faults().reach(Point.AFTER_COMMIT);
    return List.of(result(message, "first of " + body), result(message, "second of " + body));
  }

  @Test
  void aMessageThatCannotEvenBeGivenBackIsDeliveredAgainAllTheSame() throws Exception {
    var sink = collect("app", "sink");
    run(app().concurrency(1).callback(List::of));
    faults().at(Point.BEFORE_PUBLISH).fail();
    faults().at(Point.BEFORE_REQUEUE).fail();

    send("input");
    send("the next");

    await().until(() -> bodies(sink).containsAll(List.of("input", "the next")));
    assertThat(faults().isPlanned(Point.BEFORE_REQUEUE)).isFalse();
  }

  @Test
  void whatIsGivenBackBecauseOfTheBrokerIsNotHeldAgainstTheMessage() throws Exception {
    var sink = collect("app", "sink");
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    run(app().deliveryLimit(2).callback(List::of));
    faults().at(Point.BEFORE_PUBLISH).times(4).fail();

    send("input");

    await().until(() -> !sink.isEmpty());
    assertThat(letters).isEmpty();
  }

  @Test
  void aPoisonMessageDoesNotStopTheOthers() throws Exception {
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    var sink = collect("app", "sink");
    run(
        app()
            .concurrency(1)
            .retry(RetryPolicy.standard().on(Throwable.class, never()))
            .callback(
                message -> {
                  if (message.body().utf8().equals("poison")) {
                    throw new StackOverflowError();
                  }
                  return List.of(message);
                }));

    send("before");
    send("poison");
    send("after");

    await().until(() -> sink.size() == 2 && letters.size() == 1);
  }

  @Test
  void noMoreThanTheConcurrencyAreWorkedOnAtOnceAndAllOfItIsUsed() throws Exception {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var allThere = new CountDownLatch(8);
    run(
        app()
            .concurrency(8)
            .listenersOptional()
            .callback(
                _ -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  allThere.countDown();
                  allThere.await();
                  now.decrementAndGet();
                  return List.of();
                }));

    for (var count = 0; count < 24; count++) {
      send("input");
    }

    await().until(() -> transport().depth("app") == 0);
    assertThat(most).hasValue(8);
  }

  @Test
  void closingFinishesWhatIsInFlightAndLeavesTheRestInTheQueue() throws Exception {
    var started = new CountDownLatch(1);
    var finish = new CountDownLatch(1);
    var handled = new AtomicInteger();
    var runner =
        run(
            app()
                .concurrency(1)
                .listenersOptional()
                .callback(
                    message -> {
                      started.countDown();
                      finish.await();
                      handled.incrementAndGet();
                      return List.of(message);
                    }));
    send("first");
    send("second");
    send("third");
    started.await();

    var closing = Thread.ofVirtual().start(runner::close);
    await().until(() -> closing.getState() != Thread.State.NEW);
    finish.countDown();
    closing.join();

    assertThat(handled.get()).isBetween(1, 2);
    assertThat(transport().depth("app")).isEqualTo(3 - handled.get());
  }

  @Test
  void whatDoesNotFinishByTheDeadlineIsNamedAndDeliveredAgain() throws Exception {
    var started = new CountDownLatch(1);
    var runner =
        run(
            app()
                .callback(
                    _ -> {
                      started.countDown();
                      new CountDownLatch(1).await();
                      return List.of();
                    }));
    var input = Message.of("do.thing", Body.utf8("endless"));
    send(input);
    started.await();

    var unfinished = runner.drain(Duration.ofMillis(100));

    assertThat(unfinished).containsExactly("app " + input.id());
    var again = collect("source", "app");
    await().until(() -> bodies(again).contains("endless"));
  }

  private static String text(List<Message> messages) {
    return String.join("\n", bodies(messages));
  }

  private static int indexOfEvents(List<String> operations) {
    return operations.indexOf(
        Stream.of(operations.toArray(String[]::new))
            .filter(operation -> operation.startsWith("confirmed " + Event.EXCHANGE))
            .findFirst()
            .orElseThrow());
  }

  private static Exception thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (Exception) failure;
  }
}
