package dev.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Hook;
import dev.tributary.Message;
import dev.tributary.Outcome.Completed;
import dev.tributary.RetryPolicy;
import dev.tributary.Runner;
import dev.tributary.StartException;
import dev.tributary.spi.UnroutableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How applications start and stop, over every transport: hooks, extensions, trials, and a broker
/// that goes away and comes back.
@Timeout(120)
public abstract class LifecycleContract extends ApplicationsUnderTest {
  private final List<String> log = new CopyOnWriteArrayList<>();

  /// Whether a transport finds its broker again after that was stopped and started.
  protected boolean clientsComeBack() {
    return true;
  }

  @Test
  void startHooksRunInOrderBeforeAnythingIsReceived() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    send("waited for the start");

    run(
        app().onStart(logged("first")).onStart(logged("second")).callback(this::log),
        Application.named("other")
            .consumes("elsewhere", "#")
            .onStart(logged("of the other"))
            .callback(this::log));

    await().until(() -> log.size() == 4);
    assertThat(log).containsExactly("first", "second", "of the other", "waited for the start");
  }

  @Test
  void stopHooksRunInReverseAfterTheLastSettlement() throws Exception {
    var received = new CountDownLatch(1);
    var finish = new CountDownLatch(1);
    var runner =
        run(
            app()
                .onStop(logged("first"))
                .onStop(logged("second"))
                .onSettled((_, _) -> log.add("settled"))
                .callback(
                    _ -> {
                      received.countDown();
                      finish.await();
                      return List.of();
                    }));
    send("in flight");
    received.await();

    var closing = Thread.ofVirtual().start(runner::close);
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    finish.countDown();
    closing.join();

    assertThat(log).containsExactly("settled", "second", "first");
  }

  @Test
  void stopHooksOfTheLastApplicationRunFirst() {
    var runner =
        run(
            app().onStop(logged("of the first")).callback(this::log),
            Application.named("other")
                .consumes("elsewhere", "#")
                .onStop(logged("of the last"))
                .callback(this::log));

    runner.close();

    assertThat(log).containsExactly("of the last", "of the first");
  }

  @Test
  void whenAStartHookFailsJustTheStopHooksBeforeItRunAndNothingIsReceived() throws Exception {
    transport().declare("app", List.of(new Binding("source", "#")));
    send("waits on");

    assertThatThrownBy(
            () ->
                run(
                    Application.named("earlier")
                        .consumes("elsewhere", "#")
                        .onStop(logged("close the earlier application's"))
                        .callback(this::log),
                    app()
                        .onStart(logged("open"))
                        .onStop(logged("close"))
                        .onStart(
                            () -> {
                              throw new IOException("no license");
                            })
                        .onStop(logged("close what was not opened"))
                        .onStart(logged("open what comes after"))
                        .callback(this::log)))
        .isInstanceOf(StartException.class)
        .hasMessage("application app does not start: no license")
        .hasCauseInstanceOf(IOException.class);

    assertThat(log).containsExactly("open", "close", "close the earlier application's");
    assertThat(transport().depth("app")).isEqualTo(1);
  }

  @Test
  void aFailingStopHookDoesNotStopTheOthers() {
    var runner =
        run(
            app()
                .onStop(logged("last"))
                .onStop(
                    () -> {
                      throw new AssertionError("an error");
                    })
                .onStop(
                    () -> {
                      log.add("interrupted: " + Thread.currentThread().isInterrupted());
                    })
                .onStop(
                    () -> {
                      throw new InterruptedException("interrupted");
                    })
                .onStop(
                    () -> {
                      throw new IOException("an exception");
                    })
                .callback(this::log));

    runner.close();

    // What the hook threw may have been kept for whoever waits next.
    var _ = Thread.interrupted();
    assertThat(log).containsExactly("interrupted: false", "last");
  }

  @Test
  void anExtensionStandsAroundTheApplicationsOwnParts() throws Exception {
    var sink = collect("app", "sink");
    var application =
        app()
            .preprocess(message -> append(message, "b"))
            .callback(message -> List.of(append(message, "C")))
            .postprocess(message -> append(message, "d"))
            .onStart(logged("inner start"))
            .onStop(logged("inner stop"))
            .build()
            .surroundedBy(
                around ->
                    around
                        .preprocess(message -> append(message, "a"))
                        .postprocess(message -> append(message, "e"))
                        .onStart(logged("outer start"))
                        .onStop(logged("outer stop")));
    var runner = closedAtTheEnd(Runner.start(transport(), List.of(application)));

    send("");
    await().until(() -> !sink.isEmpty());
    runner.close();

    assertThat(bodies(sink)).containsExactly("abCde");
    assertThat(log).containsExactly("outer start", "inner start", "inner stop", "outer stop");
  }

  @Test
  void aTrialGetsItsMessagesBesideTheApplicationOfTheSameName() throws Exception {
    var durable = new CopyOnWriteArrayList<String>();
    var trial = new CopyOnWriteArrayList<String>();
    run(app().callback(message -> kept(durable, message)));
    var application = app().callback(message -> kept(trial, message)).build();
    closedAtTheEnd(Runner.startTrial(transport(), application, "1"));

    send("for both");

    await().until(() -> durable.contains("for both") && trial.contains("for both"));
  }

  @Test
  void aTrialsResultsMayGoUnheard() throws Exception {
    var application =
        app()
            .retry(RetryPolicy.standard().on(Throwable.class, RetryPolicy.never()))
            .callback(message -> List.of(message))
            .build();
    closedAtTheEnd(Runner.startTrial(transport(), application, "1"));

    send("input");

    await().until(() -> settled().size() == 1);
    assertThat(outcomeOf("input")).isInstanceOf(Completed.class);
  }

  @Test
  void aTrialWaitsForItsRetriesInItsOwnQueue() throws Exception {
    var quickly = RetryPolicy.atMost(2).startingWith(Duration.ofMillis(50));
    var application =
        app()
            .retry(RetryPolicy.standard().on(Throwable.class, quickly))
            .callback(
                message -> {
                  if (message.attempt() == 1) {
                    throw new IOException("not yet");
                  }
                  return List.of();
                })
            .build();
    closedAtTheEnd(Runner.startTrial(transport(), application, "1"));

    send("input");

    await().until(() -> settled().size() == 2);
    assertThat(outcomeOf("input")).isInstanceOf(Completed.class);
  }

  @Test
  void theQueueOfATrialEndsWithItsTransport() throws Exception {
    var own = connect();
    var runner = Runner.startTrial(own, app().callback(this::log).build(), "1");
    send("while it runs");
    await().until(() -> log.contains("while it runs"));

    runner.close();
    own.close();

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> send("afterwards"))
                    .isInstanceOf(UnroutableException.class));
  }

  @Test
  void anApplicationGoesOnWhenTheBrokerIsBack() throws Exception {
    assumeTrue(clientsComeBack(), "this transport ends with its broker");
    run(app().callback(this::log));
    send("before");
    await().until(() -> log.contains("before"));

    stopBroker();
    startBroker();

    await()
        .untilAsserted(
            () -> {
              send("after");
              assertThat(log).contains("after");
            });
  }

  @Test
  void whatWasInFlightWhenTheBrokerWentIsDeliveredAgain() throws Exception {
    assumeTrue(clientsComeBack(), "this transport ends with its broker");
    var received = new CountDownLatch(1);
    var brokerIsBack = new CountDownLatch(1);
    run(
        app()
            .listenersOptional()
            .callback(
                message -> {
                  log.add("worked on");
                  received.countDown();
                  brokerIsBack.await();
                  return List.of(message);
                }));
    send("in flight");
    received.await();

    stopBroker();
    startBroker();
    brokerIsBack.countDown();

    await().until(() -> log.size() >= 2);
    await().until(() -> transport().depth("app") == 0);
    assertThat(outcomeOf("in flight")).isInstanceOf(Completed.class);
  }

  private Hook logged(String what) {
    return () -> log.add(what);
  }

  private List<Message> log(Message message) {
    return kept(log, message);
  }

  private static List<Message> kept(List<String> bodies, Message message) {
    bodies.add(message.body().utf8());
    return List.of();
  }
}
