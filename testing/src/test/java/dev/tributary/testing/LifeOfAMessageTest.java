package dev.tributary.testing;

import static dev.tributary.RetryPolicy.atMost;
import static dev.tributary.RetryPolicy.never;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Who sees which message at which step of its life, and what is left behind when a step fails. The
/// framework alone decides this, so one broker is enough to show it.
class LifeOfAMessageTest {
  private static final RetryPolicy ONCE = RetryPolicy.standard().on(Throwable.class, never());

  private final List<String> seen = new CopyOnWriteArrayList<>();

  @Test
  void aRetryIsTheMessageAsItWasReceivedAndItsPreprocessorsRunAnew() throws Exception {
    var application =
        app()
            .retry(
                RetryPolicy.standard()
                    .on(Throwable.class, atMost(2).startingWith(Duration.ofSeconds(1))))
            .preprocess(message -> text(message, message.body().utf8() + "+").withHeader("a", "b"))
            .callback(
                message -> {
                  seen.add(message.body().utf8());
                  if (message.attempt() == 1) {
                    throw new IOException("not yet");
                  }
                  return List.of();
                });

    try (var run = TestRun.of(application.build())) {
      var input = input("x");
      run.send(input);

      assertThat(run.waiting())
          .extracting(Waiting::message)
          .allSatisfy(
              waiting -> {
                assertThat(waiting.body()).isEqualTo(input.body());
                assertThat(waiting.headers()).isEqualTo(input.headers());
              })
          .hasSize(1);
      run.advance(Duration.ofMinutes(1));
      assertThat(seen).containsExactly("x+", "x+");
    }
  }

  @Test
  void nothingIsSentIfAPostprocessorFailsAtALaterResult() throws Exception {
    var application =
        app()
            .retry(ONCE)
            .callback(message -> List.of(text(message, "one"), text(message, "two")))
            .postprocess(
                result -> {
                  seen.add(result.body().utf8());
                  if (result.body().utf8().equals("two")) {
                    throw new IOException("no");
                  }
                  return result;
                });

    try (var run = TestRun.of(application.build())) {
      run.send(input("x"));

      assertThat(seen).containsExactly("one", "two");
      assertThat(run.results()).isEmpty();
      assertThat(run.deadLetters()).hasSize(1);
    }
  }

  @Test
  void aStepThatReturnsNullFailsItsMessageAndTheOthersGoOn() throws Exception {
    var application =
        app()
            .retry(ONCE)
            .preprocess(message -> nullFor("no message", message, message))
            .callback(message -> nullFor("no list", message, List.of(message)))
            .postprocess(result -> nullFor("no result", result, result));

    try (var run = TestRun.of(application.build())) {
      for (var body : List.of("no message", "no list", "no result", "all there")) {
        run.send(input(body));
      }

      assertThat(run.deadLetters())
          .extracting(letter -> letter.message().body().utf8())
          .containsExactly("no message", "no list", "no result");
      assertThat(run.results())
          .extracting(result -> result.body().utf8())
          .containsExactly("all there");
    }
  }

  @Test
  void observersGetTheMessageAsItWasReceivedInTheOrderInWhichTheyWereAdded() throws Exception {
    var application =
        app()
            .retry(ONCE)
            .onError((message, _) -> seen.add("first " + message.body().utf8()))
            .onError((message, _) -> seen.add("second " + message.body().utf8()))
            .onSettled((message, _) -> seen.add("third " + message.body().utf8()))
            .onSettled((message, _) -> seen.add("fourth " + message.body().utf8()))
            .preprocess(message -> text(message, "changed"))
            .callback(
                _ -> {
                  throw new IOException("no");
                });

    try (var run = TestRun.of(application.build())) {
      run.send(input("x"));
    }

    assertThat(seen).containsExactly("first x", "second x", "third x", "fourth x");
  }

  @Test
  void settlementObserversAreToldAfterTheAcknowledgement() throws Exception {
    var faults = new Faults();
    var application =
        app()
            .onSettled((_, _) -> seen.addAll(faults.operations()))
            .callback(message -> List.of(message));

    try (var run = TestRun.of(faults, application.build())) {
      run.send(input("x"));
    }

    assertThat(seen).contains("ack x");
  }

  @Test
  void anAbortInAnObserverIsNoMoreThanAnyExceptionThere() throws Exception {
    var application =
        app()
            .retry(ONCE)
            .onError((_, _) -> abort())
            .onError((_, _) -> seen.add("told of the failure"))
            .onSettled((_, _) -> abort())
            .onSettled((_, _) -> seen.add("told of the settlement"))
            .callback(
                message -> {
                  if (message.body().utf8().equals("bad")) {
                    throw new IOException("no");
                  }
                  return List.of(message);
                });

    try (var run = TestRun.of(application.build())) {
      run.send(input("bad"));
      run.send(input("good"));

      assertThat(run.outcomes())
          .extracting(Settlement::outcome)
          .hasExactlyElementsOfTypes(DeadLettered.class, Completed.class);
    }
    assertThat(seen)
        .containsExactly("told of the failure", "told of the settlement", "told of the settlement");
  }

  @Test
  void aDroppedResultIsToldInTheRecordOfItsMessage() throws Exception {
    var application =
        app()
            .callback(message -> List.of(message))
            .postprocess(
                _ -> {
                  throw new Abort("result.unwanted", "nobody asked for it");
                });

    try (var run = TestRun.of(application.build())) {
      run.send(input("x"));

      assertThat(run.events())
          .singleElement()
          .asString()
          .contains("message.completed", "result.unwanted: nobody asked for it");
    }
  }

  private static Application.Builder app() {
    return Application.named("app").consumes("source", "#");
  }

  private static Message input(String body) {
    return Message.of("do.thing", Body.utf8(body)).withHeader("provider", "one");
  }

  private static Message text(Message message, String body) {
    return message.with(message.routingKey(), Body.utf8(body));
  }

  private static void abort() {
    throw new Abort("observer.aborted", "as if it had a say");
  }

  /// Null, as code gives it that no checker of nulls has seen.
  @SuppressWarnings("NullAway")
  private static <T> T nullFor(String body, Message message, T otherwise) {
    return message.body().utf8().equals(body) ? null : otherwise;
  }
}
