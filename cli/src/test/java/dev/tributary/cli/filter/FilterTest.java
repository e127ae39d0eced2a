package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.BatchCallback.Reply;
import dev.tributary.Body;
import dev.tributary.Callback;
import dev.tributary.Message;
import dev.tributary.Outcome.Completed;
import dev.tributary.RetryPolicy;
import dev.tributary.Snooze;
import dev.tributary.StartException;
import dev.tributary.cli.filter.Filtered.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An application as a filter does what it does on a broker.
@Timeout(60)
class FilterTest {
  private static final RetryPolicy AT_ONCE =
      RetryPolicy.standard()
          .on(IOException.class, RetryPolicy.atMost(3).startingWith(Duration.ofMillis(20)));

  @Test
  void everyLineIsAMessageAndEveryResultALine() throws Exception {
    var doubled =
        application(message -> List.of(message, message.with("again", message.body()))).build();

    var run = Filtered.run(doubled, "{\"a\":1}\n2\n");

    assertThat(run.status()).isEqualTo(Filter.DONE);
    assertThat(run.output()).isEqualTo("{\"a\":1}\n{\"a\":1}\n2\n2\n");
    assertThat(run.said()).isEmpty();
  }

  @Test
  void resultsKeepTheOrderOfTheInputThoughTheLastIsDoneFirst() throws Exception {
    var done = IntStream.range(0, 21).mapToObj(_ -> new CountDownLatch(1)).toList();
    done.get(20).countDown();
    var backwards =
        application(
                message -> {
                  var number = Integer.parseInt(text(message));
                  done.get(number + 1).await();
                  done.get(number).countDown();
                  return List.of(message);
                })
            .concurrency(20)
            .build();

    var run = Filtered.run(backwards, numbers(0, 20));

    assertThat(run.output()).isEqualTo(numbers(0, 20));
  }

  @Test
  void unorderedResultsAreWrittenAsTheyCome() throws Exception {
    var output = new ByteArrayOutputStream();
    var application =
        application(
                message -> {
                  if (text(message).equals("1")) {
                    await().until(() -> output.toString(UTF_8).lines().count() == 2);
                  }
                  return List.of(message);
                })
            .build();

    var status =
        new Filter(
                application,
                Options.none().withUnordered().build(),
                stream("1\n2\n3\n"),
                output,
                new PrintWriter(new StringWriter()))
            .run();

    assertThat(status).isEqualTo(Filter.DONE);
    assertThat(output.toString(UTF_8).lines())
        .containsExactlyInAnyOrder("1", "2", "3")
        .endsWith("1");
  }

  @Test
  void aLineThatIsTriedAgainKeepsItsPlace() throws Exception {
    var attempts = new CopyOnWriteArrayList<Integer>();
    var failing =
        application(
                message -> {
                  if (text(message).equals("2")) {
                    attempts.add(message.attempt());
                    if (message.attempt() < 3) {
                      throw new IOException("not yet");
                    }
                  }
                  return List.of(message);
                })
            .retry(AT_ONCE)
            .build();

    var run = Filtered.run(failing, numbers(1, 5));

    assertThat(run.output()).isEqualTo(numbers(1, 5));
    assertThat(attempts).containsExactly(1, 2, 3);
    assertThat(run.status()).isZero();
  }

  @Test
  void aSnoozeIsWaitedForAndCostsNoAttempt() throws Exception {
    var calls = new AtomicInteger();
    var snoozing =
        application(
                message -> {
                  if (text(message).equals("1") && calls.incrementAndGet() < 4) {
                    throw new Snooze(Duration.ofMillis(20), "later");
                  }
                  return List.of(
                      message.with("seen", Body.utf8(Integer.toString(message.attempt()))));
                })
            .build();

    var run = Filtered.run(snoozing, "1\n");

    assertThat(calls).hasValue(4);
    assertThat(run.output()).isEqualTo("1\n");
  }

  @Test
  void whatFailsForGoodIsABadLine() throws Exception {
    var failing =
        application(
                message -> {
                  if (text(message).equals("2")) {
                    throw new IOException("no such price");
                  }
                  return List.of(message);
                })
            .retry(AT_ONCE)
            .build();

    var run = Filtered.run(failing, numbers(1, 4));

    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly("1", "3");
    assertThat(run.said())
        .contains("stdin:2: filtered failed: no such price (IOException, after 3 attempts)\n")
        .contains("filtered: 2 lines worked on, 1 bad; 2 results\n");
  }

  @Test
  void anAbortIsSilentAndCounted() throws Exception {
    var picky =
        application(
                message -> {
                  if (text(message).equals("2")) {
                    throw new Abort("line.unwanted", "two is not wanted");
                  }
                  return List.of(message);
                })
            .build();

    assertThat(Filtered.run(picky, numbers(1, 4)))
        .isEqualTo(new Filtered(Filter.DONE, "1\n3\n", ""));
    assertThat(Filtered.run(picky, Options.none().withVerbose(), numbers(1, 4)).said())
        .isEqualTo("filtered: 2 lines worked on, 1 aborted; 2 results\n");
  }

  @Test
  void processorsHooksAndObserversRunAsOnABroker() throws Exception {
    var happened = new CopyOnWriteArrayList<String>();
    var application =
        Application.named("filtered")
            .consumes("received", "upsert.*")
            .onStart(() -> happened.add("started"))
            .onStop(() -> happened.add("stopped"))
            .preprocess(
                message -> {
                  happened.add("before " + message.routingKey());
                  return message.withHeader("seen", "1");
                })
            .callback(message -> List.of(message, message.with("dropped.it", message.body())))
            .postprocess(
                result -> {
                  if (result.routingKey().equals("dropped.it")) {
                    throw new Abort("result.unwanted", "once is enough");
                  }
                  happened.add("after " + result.headers());
                  return result;
                })
            .onSettled(
                (_, outcome) ->
                    happened.add(
                        outcome instanceof Completed(var results, var dropped)
                            ? "settled " + results.size() + " " + dropped.size()
                            : "not settled"))
            .build();

    var run = Filtered.run(application, Options.none().withVerbose(), "1\n");

    assertThat(happened)
        .containsExactly(
            "started", "before upsert.line", "after {seen=1}", "settled 1 1", "stopped");
    assertThat(run.lines()).containsExactly("1");
    assertThat(run.said()).contains("1 results, and 1 dropped");
  }

  @Test
  void aStartHookThatFailsIsTheEndBeforeTheFirstLine() {
    var worked = new AtomicInteger();
    var application =
        application(
                _ -> {
                  worked.incrementAndGet();
                  return List.of();
                })
            .onStart(
                () -> {
                  throw new IOException("no such database");
                })
            .build();

    assertThatThrownBy(() -> Filtered.run(application, "1\n"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no such database");
    assertThat(worked).hasValue(0);
  }

  @Test
  void resultsBelongToTheJobOfTheirLine() throws Exception {
    var seen = new CopyOnWriteArrayList<Message>();
    var sent = new CopyOnWriteArrayList<Message>();
    var application =
        application(
                message -> {
                  seen.add(message);
                  return List.of(message, message.fanOut(0, "child.line", message.body()));
                })
            .onSettled(
                (_, outcome) -> {
                  if (outcome instanceof Completed(var results, _)) {
                    sent.addAll(results);
                  }
                })
            .build();

    assertThat(Filtered.run(application, "1\n2\n").status()).isZero();

    assertThat(seen).extracting(Message::id).doesNotHaveDuplicates();
    assertThat(sent).extracting(Message::id).doesNotHaveDuplicates().hasSize(4);
    assertThat(sent)
        .allSatisfy(
            result -> {
              assertThat(result.history())
                  .extracting(Message.Hop::application)
                  .containsExactly("filtered");
              assertThat(seen)
                  .extracting(Message::jobId)
                  .containsAnyOf(result.jobId(), ancestorOf(result));
            });
  }

  private static String ancestorOf(Message message) {
    return message.ancestorIds().isEmpty() ? "" : message.ancestorIds().getFirst();
  }

  @Test
  void linesOfTheSameKeyAreWorkedOnOneAfterTheOtherAtFullSpeed() throws Exception {
    var underWay = new ConcurrentHashMap<String, Integer>();
    var together = new AtomicInteger();
    Map<String, List<String>> byKey = new ConcurrentHashMap<>();
    var application =
        application(
                message -> {
                  var key = keyOf(message);
                  if (underWay.merge(key, 1, Integer::sum) > 1) {
                    together.incrementAndGet();
                  }
                  byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(text(message));
                  LockSupport.parkNanos(1);
                  underWay.merge(key, -1, Integer::sum);
                  if (message.attempt() == 1 && text(message).endsWith("77\"")) {
                    byKey.get(key).removeLast();
                    throw new IOException("once more");
                  }
                  return List.of(message);
                })
            .orderedBy(FilterTest::keyOf)
            .retry(AT_ONCE)
            .build();
    var input =
        IntStream.range(0, 3_000)
            .mapToObj(number -> "\"%s%d\"\n".formatted("ab".charAt(number % 2), number))
            .collect(joining());

    var run = Filtered.run(application, input);

    assertThat(run.output()).isEqualTo(input);
    assertThat(together).hasValue(0);
    var expected = new HashMap<String, List<String>>();
    input
        .lines()
        .forEach(
            line ->
                expected.computeIfAbsent(line.substring(1, 2), _ -> new ArrayList<>()).add(line));
    assertThat(byKey).isEqualTo(expected);
  }

  private static String keyOf(Message message) {
    return text(message).substring(1, 2);
  }

  @Test
  void batchesGatherFromTheLines() throws Exception {
    var sizes = new CopyOnWriteArrayList<Integer>();
    var application =
        Application.named("filtered")
            .consumes("received", "#")
            .concurrency(20)
            .batch(
                10,
                Duration.ofSeconds(20),
                messages -> {
                  sizes.add(messages.size());
                  return messages.stream().map(Reply::done).toList();
                })
            .build();

    var run = Filtered.run(application, numbers(0, 100));

    assertThat(run.output()).isEqualTo(numbers(0, 100));
    assertThat(sizes).hasSize(10).allMatch(size -> size == 10);
  }

  record Order(String id, int count) {}

  record Invoice(String order, int cents) {}

  @Test
  void typedCallbacksReadLinesAndWriteTheirResults() throws Exception {
    var application =
        Application.named("filtered")
            .consumes("received", "#")
            .sends(Invoice.class, "upsert.invoice")
            .callback(Order.class, order -> List.of(new Invoice(order.id(), order.count() * 250)))
            .build();

    var run =
        Filtered.run(
            application, "{\"id\":\"o-1\",\"count\":2}\n{\"id\":\"o-2\",\"count\":\"x\"}\n");

    assertThat(run.lines()).containsExactly("{\"order\":\"o-1\",\"cents\":500}");
    assertThat(run.said()).contains("stdin:2: filtered failed: ").contains("count");
  }

  @Test
  void whatTheCallbackPrintsGoesToStandardErrorAndNotAmongTheResults() throws Exception {
    var systemOut = System.out;
    var systemErr = System.err;
    var errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, UTF_8));
    try {
      var talking =
          application(
                  message -> {
                    System.out.println("working on " + text(message));
                    return List.of(message);
                  })
              .build();

      var run = Filtered.run(talking, "1\n");

      assertThat(run.output()).isEqualTo("1\n");
      assertThat(errors.toString(UTF_8)).contains("working on 1");
      assertThat(System.out).isSameAs(systemOut);
    } finally {
      System.setErr(systemErr);
    }
  }

  @Test
  void theRoutingKeyIsOneThatTheApplicationConsumesUnlessAnotherIsAskedFor() throws Exception {
    var telling =
        Application.named("filtered")
            .consumes("received", "upsert.*.#")
            .callback(message -> List.of(message.with("x", Body.utf8(message.routingKey()))))
            .build();

    assertThat(Filtered.run(telling, "1\n").output()).isEqualTo("\"upsert.line.line\"\n");
    assertThat(Filtered.run(telling, Options.none().withKey("takedown.track"), "1\n").output())
        .isEqualTo("\"takedown.track\"\n");
  }

  private static Application.Builder application(Callback callback) {
    return Application.named("filtered").consumes("received", "#").callback(callback);
  }

  private static String text(Message message) {
    return message.body().utf8();
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /// A line for each number.
  private static String numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> number + "\n").collect(joining());
  }
}
