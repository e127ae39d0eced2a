package dev.tributary.testing;

import static dev.tributary.RetryPolicy.atMost;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.RetryPolicy;
import dev.tributary.spi.Instrumentation;
import dev.tributary.testing.Faults.Point;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What goes with a delivery from its receipt to its end.
@Timeout(60)
class InstrumentationTest {
  private static final String MARK = "mark";

  private final List<String> seen = new CopyOnWriteArrayList<>();

  /// Notes what it is told, and marks what is sent with `name` and the attempt that sends it.
  private Instrumentation noting(String name) {
    return message -> {
      seen.add(name + " received " + message.attempt());
      return new Instrumentation.Observation() {
        @Override
        public Message sending(Message sent) {
          return sent.withHeader(MARK, name + message.attempt());
        }

        @Override
        public void ended(Outcome outcome) {
          seen.add(name + " " + outcome.getClass().getSimpleName());
        }
      };
    };
  }

  @Test
  void resultsRetriesAndDeadLettersAreMarkedByTheAttemptThatSentThem() throws Exception {
    var application =
        app()
            .callback(
                message -> {
                  seen.add("callback " + message.headers().getOrDefault(MARK, "-"));
                  if (message.body().utf8().equals("broken") || message.attempt() == 1) {
                    throw new IOException("not yet");
                  }
                  return List.of(message);
                })
            .build();
    try (var run = TestRun.of(application)) {
      run.send(Message.of("try.it", Body.utf8("late")));
      run.advance(Duration.ofMinutes(1));
      assertThat(seen)
          .containsExactly(
              "a received 1",
              "callback -",
              "a Retried",
              "a received 2",
              "callback a1",
              "a Completed");
      assertThat(run.results()).extracting(this::mark).containsExactly("a2");

      run.send(Message.of("try.it", Body.utf8("broken")));
      run.advance(Duration.ofMinutes(1));
      assertThat(run.deadLetters())
          .extracting(letter -> mark(letter.message()))
          .containsExactly("a2");
    }
  }

  @Test
  void itEndsAlsoIfTheDeliveryCannotBeSettled() throws Exception {
    var faults = new Faults();
    faults.at(Point.BEFORE_ACK).fail();
    var application = app().callback(_ -> List.of()).build();
    try (var run = TestRun.of(faults, application)) {
      run.send(Message.of("try.it", Body.empty()));

      assertThat(seen)
          .containsSubsequence("a received 1", "a " + Interrupted.class.getSimpleName());
      assertThat(seen.stream().filter(line -> line.startsWith("a received")).count())
          .isEqualTo(seen.stream().filter(line -> !line.startsWith("a received")).count());
    }
  }

  @Test
  void whatItThrowsChangesNothing() throws Exception {
    Instrumentation broken =
        _ -> {
          throw new IllegalStateException("no room for a trace");
        };
    var application = app().instrument(broken).callback(List::of).build();
    try (var run = TestRun.of(application)) {
      run.send(Message.of("try.it", Body.empty()));

      assertThat(run.results()).hasSize(1);
      assertThat(seen).containsExactly("a received 1", "a Completed");
    }
  }

  @Test
  void theOneInstalledAroundBeginsFirstAndEndsLast() throws Exception {
    var application =
        app()
            .callback(List::of)
            .build()
            .surroundedBy(around -> around.instrument(noting("outer ")));
    try (var run = TestRun.of(application)) {
      run.send(Message.of("try.it", Body.empty()));

      assertThat(seen)
          .containsExactly("outer  received 1", "a received 1", "a Completed", "outer  Completed");
    }
  }

  private Application.Builder app() {
    return Application.named("app")
        .consumes("inputs", "#")
        .retry(
            RetryPolicy.standard()
                .on(Throwable.class, atMost(2).startingWith(Duration.ofSeconds(1))))
        .instrument(noting("a"));
  }

  private String mark(Message message) {
    return message.headers().getOrDefault(MARK, "-");
  }
}
