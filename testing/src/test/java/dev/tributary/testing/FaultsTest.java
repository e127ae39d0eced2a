package dev.tributary.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.Retried;
import dev.tributary.spi.TransportException;
import dev.tributary.testing.Faults.Point;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FaultsTest {
  private final Faults faults = new Faults();
  private final AtomicInteger worked = new AtomicInteger();

  @Test
  void aFaultHappensAsOftenAsItWasPlanned() throws Exception {
    faults.at(Point.RECEIVED).times(2).fail();

    for (var time = 1; time <= 2; time++) {
      assertThatThrownBy(() -> faults.reach(Point.RECEIVED))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("RECEIVED");
    }
    faults.reach(Point.RECEIVED);
    faults.reach(Point.BEFORE_ACK);
  }

  @Test
  void anAcknowledgementThatFailsMeansAnotherDelivery() throws Exception {
    faults.at(Point.BEFORE_ACK).fail();

    runOnce();

    assertThat(worked).hasValue(2);
  }

  @Test
  void anAcknowledgementThatArrivedMeansNoOther() throws Exception {
    faults.at(Point.AFTER_ACK).fail();

    runOnce();

    assertThat(worked).hasValue(1);
  }

  @Test
  void aDeliveryCanComeTwice() throws Exception {
    faults.deliverTwice(1);

    runOnce();

    assertThat(worked).hasValue(2);
  }

  @Test
  void aRetryThatIsNotAcknowledgedLeavesBothInTheQueue() throws Exception {
    faults.at(Point.BEFORE_CALLBACK).failWith(() -> new IllegalStateException("poison"));
    faults.at(Point.AFTER_RETRY).fail();

    try (var run = TestRun.of(faults, application())) {
      run.send(message());
      assertThat(worked).as("the one that was not acknowledged").hasValue(1);

      run.advance(Duration.ofMinutes(1));
      assertThat(worked).as("and the one that was put back").hasValue(2);
    }
  }

  @Test
  void anExceptionAroundTheCallbackIsAFailureOfTheMessage() throws Exception {
    faults.at(Point.AFTER_CALLBACK).failWith(() -> new IllegalStateException("poison"));

    try (var run = TestRun.of(faults, application())) {
      run.send(message());
      assertThat(run.outcomes().getFirst().outcome()).isInstanceOf(Retried.class);

      run.advance(Duration.ofMinutes(1));
      assertThat(run.outcomes().getLast().outcome()).isInstanceOf(Completed.class);
    }
  }

  @Test
  void betweenResultsTheFirstIsSentAndTheOthersAreNot() throws Exception {
    faults.at(Point.BETWEEN_RESULTS).fail();
    var application =
        Application.named("app")
            .consumes("source", "#")
            .callback(message -> List.of(named(message, "one"), named(message, "two")))
            .build();

    try (var run = TestRun.of(faults, application)) {
      run.send(message());

      assertThat(run.results())
          .extracting(result -> result.body().utf8())
          .containsExactly("one", "one", "two");
    }
  }

  @Test
  void whoeverComesToABlockStaysThereUntilItIsReleased() throws Exception {
    var block = faults.at(Point.BEFORE_ACK).block();

    try (var run = TestRun.of(faults, application()).withPatience(Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> run.send(message()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Block.stay");
      block.awaitReached();
      assertThat(run.results()).hasSize(1);
      assertThat(run.outcomes()).isEmpty();

      block.release();
      run.withPatience(Duration.ofSeconds(10)).advance(Duration.ZERO);
      assertThat(run.outcomes()).hasSize(1);
    }
  }

  @Test
  void killingIsBySigkillAndNothingComesAfterIt() throws Exception {
    var process = JavaProcess.of(Killed.class).redirectErrorStream(true).start();

    var output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(JavaProcess.KILLED);
    assertThat(output).contains("before").doesNotContain("after", "hook");
  }

  /// Dies.
  static final class Killed {
    private Killed() {}

    public static void main(String... arguments) throws InterruptedException {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
      var faults = new Faults();
      faults.at(Point.AFTER_COMMIT).kill();
      System.out.println("before");
      System.out.flush();
      faults.reach(Point.AFTER_COMMIT);
      System.out.println("after");
    }
  }

  private void runOnce() throws InterruptedException {
    try (var run = TestRun.of(faults, application())) {
      run.send(message());
    }
  }

  private Application application() {
    return Application.named("app")
        .consumes("source", "#")
        .callback(
            faults.callback(
                message -> {
                  worked.incrementAndGet();
                  return List.of(message);
                }))
        .build();
  }

  private static Message message() {
    return Message.of("do.thing", Body.utf8("input"));
  }

  private static Message named(Message message, String body) {
    return message.with("done.thing", Body.utf8(body));
  }
}
