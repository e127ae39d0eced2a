package dev.tributary.testing;

import static dev.tributary.RetryPolicy.atMost;
import static dev.tributary.RetryPolicy.never;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.Outcome.Retried;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.RetryPolicy;
import dev.tributary.Snooze;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What an application's parts do, over every transport: bindings, results, observers, and the ways
/// in which a message ends or is put off.
@Timeout(120)
public abstract class ApplicationContract extends ApplicationsUnderTest {
  private static final Duration SHORTLY = Duration.ofMillis(100);

  private final List<Message> inputs = new CopyOnWriteArrayList<>();

  @Test
  void anApplicationGetsWhatEachOfItsBindingsMatchesAndNothingElse() throws Exception {
    var others = collect("source", "ignored.*", "others");
    run(
        Application.named("app")
            .consumes("source", "upsert.*")
            .consumes("source", "takedown.#")
            .consumes("elsewhere", "*.order")
            .callback(
                message -> {
                  inputs.add(message);
                  return List.of();
                }));

    send("source", keyed("upsert.order"), keyed("takedown.order.all"), keyed("ignored.order"));
    send("elsewhere", keyed("insert.order"));

    await().until(() -> inputs.size() == 3 && others.size() == 1);
    assertThat(inputs)
        .extracting(Message::routingKey)
        .containsExactlyInAnyOrder("upsert.order", "takedown.order.all", "insert.order");
  }

  @Test
  void resultsOfDifferentKindsGoToThoseWhoAreBoundForThem() throws Exception {
    var invoices = collect("app", "upsert.invoice", "invoices");
    var parcels = collect("app", "upsert.parcel", "parcels");
    run(
        app()
            .callback(
                message ->
                    List.of(
                        message.with("upsert.invoice", message.body()),
                        message.with("upsert.parcel", message.body()),
                        message.with("upsert.parcel", message.body()))));

    send("input");

    await().until(() -> invoices.size() == 1 && parcels.size() == 2);
    assertThat(parcels).extracting(Message::id).doesNotHaveDuplicates();
  }

  @Test
  void aResultBelongsToTheJobOfItsInputAndRemembersItsWay() throws Exception {
    var sink = collect("app", "sink");
    run(app().callback(message -> List.of(message.with("done.thing", Body.utf8("result")))));
    var input = Message.of("do.thing", Body.utf8("input")).withHeader("provider", "one");

    send(input);

    await().until(() -> !sink.isEmpty());
    var result = sink.getFirst();
    assertThat(result.id()).isNotEqualTo(input.id());
    assertThat(result.jobId()).isEqualTo(input.jobId());
    assertThat(result.originatedAt()).isEqualTo(input.originatedAt());
    assertThat(result.headers()).isEqualTo(input.headers());
    assertThat(result.history()).extracting(Message.Hop::application).containsExactly("app");
  }

  @Test
  void childrenOfAFanOutAreJobsOfTheirOwn() throws Exception {
    var sink = collect("app", "sink");
    run(
        app()
            .callback(
                message ->
                    List.of(
                        message.fanOut(0, "child.thing", Body.utf8("first")),
                        message.fanOut(1, "child.thing", Body.utf8("second")))));
    var input = Message.of("do.thing", Body.utf8("input"));

    send(input);

    await().until(() -> sink.size() == 2);
    assertThat(sink).extracting(Message::jobId).doesNotHaveDuplicates().doesNotContain(input.id());
    assertThat(sink).extracting(Message::ancestorIds).containsOnly(List.of(input.jobId()));
  }

  @Test
  void abortInAPreprocessorOrTheCallbackEndsTheMessageAndNothingIsSent() throws Exception {
    var sink = collect("app", "sink");
    var failures = new CopyOnWriteArrayList<Throwable>();
    run(
        app()
            .onError((_, failure) -> failures.add(failure))
            .preprocess(message -> aborted(message, "in the preprocessor"))
            .callback(message -> List.of(aborted(message, "in the callback"))));

    send("in the preprocessor");
    send("in the callback");
    send("nowhere");

    await().until(() -> settled().size() == 3);
    assertThat(outcomeOf("in the preprocessor")).isInstanceOf(Aborted.class);
    assertThat(outcomeOf("in the callback")).isInstanceOf(Aborted.class);
    await().until(() -> !sink.isEmpty());
    assertThat(bodies(sink)).containsExactly("nowhere");
    assertThat(failures).as("an abort is no failure").isEmpty();
  }

  @Test
  void abortInAPostprocessorDropsThatResultWithItsReason() throws Exception {
    var sink = collect("app", "sink");
    run(
        app()
            .callback(message -> List.of(result(message, "bad"), result(message, "good")))
            .postprocess(message -> aborted(message, "bad")));

    send("input");

    await().until(() -> settled().size() == 1);
    assertThat(outcomeOf("input")).isInstanceOf(Completed.class);
    var outcome = (Completed) outcomeOf("input");
    assertThat(outcome.dropped()).extracting(Abort::reason).containsExactly("order.unwanted");
    assertThat(bodies(outcome.results())).containsExactly("good");
    await().until(() -> bodies(sink).equals(List.of("good")));
  }

  @Test
  void aSnoozedMessageComesBackAfterItsDelayAndItCostsNoAttempt() throws Exception {
    var comings = new CopyOnWriteArrayList<Instant>();
    var delay = Duration.ofMillis(300);
    run(
        app()
            .callback(
                message -> {
                  inputs.add(message);
                  comings.add(Instant.now());
                  if (inputs.size() < 3) {
                    throw new Snooze(delay, "not ready");
                  }
                  return List.of();
                }));

    send("input");

    await().until(() -> settled().size() == 3);
    assertThat(inputs).extracting(Message::attempt).containsExactly(1, 1, 1);
    assertThat(inputs).extracting(Message::id).containsOnly(inputs.getFirst().id());
    assertThat(Duration.between(comings.getFirst(), comings.get(1))).isGreaterThanOrEqualTo(delay);
    assertThat(settled().getFirst().outcome()).isEqualTo(new Snoozed(delay, "not ready"));
    assertThat(outcomeOf("input")).isInstanceOf(Completed.class);
  }

  @Test
  void resultsDoNotTellThatTheirInputWasSnoozed() throws Exception {
    var sink = collect("app", "sink");
    run(
        app()
            .callback(
                message -> {
                  inputs.add(message);
                  if (inputs.size() == 1) {
                    throw new Snooze(Duration.ZERO, "not ready");
                  }
                  return List.of(message);
                }));

    send(message("input").withHeader("provider", "one"));

    await().until(() -> !sink.isEmpty());
    assertThat(sink.getFirst().headers()).containsOnlyKeys("provider");
  }

  @Test
  void aMessageIsSnoozedForTheLongestSnoozeAndThenSetAside() throws Exception {
    var letters = collect(DeadLetter.EXCHANGE, "letters");
    run(
        app()
            .retry(RetryPolicy.standard().snoozedForUpTo(SHORTLY.multipliedBy(3)))
            .callback(
                _ -> {
                  throw new Snooze(SHORTLY, "never ready");
                }));

    send("input");

    await().until(() -> !letters.isEmpty());
    var letter = DeadLetter.from(letters.getFirst());
    assertThat(letter.reason()).contains("put off since", "PT0.3S", "never ready");
    assertThat(letter.message().attempt()).isEqualTo(1);
    await().until(() -> outcomeOf("input") instanceof DeadLettered);
    assertThat(settled().getFirst().outcome()).isEqualTo(new Snoozed(SHORTLY, "never ready"));
  }

  @Test
  void errorObserversLearnOfFailuresAndHaveNoSay() throws Exception {
    var seen = new CopyOnWriteArrayList<String>();
    run(
        app()
            .retry(RetryPolicy.standard().on(Throwable.class, atMost(2).startingWith(SHORTLY)))
            .onError(
                (_, _) -> {
                  throw new AssertionError("of an observer");
                })
            .onError(
                (_, _) -> {
                  throw new IOException("of another");
                })
            .onError((message, failure) -> seen.add(message.attempt() + failure.getMessage()))
            .callback(
                _ -> {
                  throw new StackOverflowError(": deep");
                }));

    send("input");

    await().until(() -> settled().size() == 2);
    assertThat(seen).containsExactly("1: deep", "2: deep");
    assertThat(settled().getFirst().outcome()).isInstanceOf(Retried.class);
    assertThat(outcomeOf("input")).isInstanceOf(DeadLettered.class);
  }

  @Test
  void settlementObserversLearnOfEveryOutcomeAndHaveNoSay() throws Exception {
    var seen = new CopyOnWriteArrayList<Class<?>>();
    run(
        app()
            .retry(RetryPolicy.standard().on(Throwable.class, never()))
            .onSettled(
                (_, _) -> {
                  throw new AssertionError("of an observer");
                })
            .onSettled(
                (_, _) -> {
                  throw new IOException("of another");
                })
            .onSettled((_, outcome) -> seen.add(outcome.getClass()))
            .callback(
                message -> {
                  inputs.add(message);
                  aborted(message, "aborted");
                  if (message.body().utf8().equals("failed")) {
                    throw new IOException("failed");
                  }
                  return List.of();
                }));

    for (var body : List.of("completed", "aborted", "failed")) {
      send(body);
      await().until(() -> bodies(inputs).contains(body));
    }

    await().until(() -> seen.size() == 3);
    assertThat(seen).containsExactlyInAnyOrder(Completed.class, Aborted.class, DeadLettered.class);
    await().until(() -> transport().depth("app") == 0);
    assertThat(inputs).as("each was delivered once").hasSize(3);
  }

  private static Message keyed(String routingKey) {
    return message(routingKey).with(routingKey, message(routingKey).body());
  }

  /// `message`, if its body is not the one to be aborted.
  private static Message aborted(Message message, String body) {
    if (message.body().utf8().equals(body)) {
      throw new Abort("order.unwanted", "not this one");
    }
    return message;
  }
}
