package dev.tributary.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.database.Database;
import dev.tributary.testing.TestRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is done again and what is not, when callbacks fail between their steps, and what jobs that
/// take long come to.
@Timeout(60)
final class StepsTest {
  private final Message recording =
      Message.of("m1", "made.recording", Body.utf8("a song"), Instant.now());

  @TempDir Path folder;
  private Database database;
  private final List<String> paidFor = new ArrayList<>();
  private final AtomicInteger failuresToCome = new AtomicInteger();

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("steps.db"), ThirdParty.SCHEMA);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Application transcribing() {
    var steps = new Steps(database, "transcribe");
    return Application.named("transcribe")
        .consumes("recordings", "#")
        .callback(
            message -> {
              var ofMessage = steps.of(message);
              var text =
                  ofMessage.step("transcribe", key -> pay("text of " + message.body().utf8(), key));
              if (failuresToCome.getAndDecrement() > 0) {
                throw new IllegalStateException("between two steps");
              }
              var translated = ofMessage.step("translate", key -> pay(text + ", translated", key));
              return List.of(message.with("made.text", Body.utf8(translated)));
            })
        .build();
  }

  private String pay(String result, String idempotencyKey) {
    paidFor.add(idempotencyKey);
    return result;
  }

  @Test
  void aRetryGoesOnWhereItFailed() throws Exception {
    failuresToCome.set(3);
    try (var run = TestRun.of(transcribing())) {
      run.send(recording);
      run.advance(Duration.ofMinutes(1));

      assertThat(run.results())
          .extracting(result -> result.body().utf8())
          .containsExactly("text of a song, translated");
    }
    assertThat(paidFor)
        .as("one call for each step, with keys of their own")
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void aRedeliveryAfterARestartPaysForNothing() throws Exception {
    try (var run = TestRun.of(transcribing())) {
      run.send(recording);
    }
    close();
    open();
    try (var run = TestRun.of(transcribing())) {
      run.redeliver(recording);

      assertThat(run.results()).hasSize(1);
    }
    assertThat(paidFor).hasSize(2);
  }

  @Test
  void aRedrivePaysOnlyForWhatIsMissing() throws Exception {
    failuresToCome.set(5);
    try (var run = TestRun.of(transcribing())) {
      run.send(recording);
      run.advance(Duration.ofMinutes(5));
      DeadLetter letter = run.deadLetters().getFirst();
      assertThat(paidFor).hasSize(1);

      run.send(letter.message());

      assertThat(run.results()).hasSize(1);
    }
    assertThat(paidFor).hasSize(2);
  }

  @Test
  void anotherContentIsAnotherMessage() throws Exception {
    try (var run = TestRun.of(transcribing())) {
      run.send(recording);
      run.send(recording.with("made.recording", Body.utf8("another song")));

      assertThat(run.results()).hasSize(2);
    }
    assertThat(paidFor).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void whatAStepThrowsIsNotKept() throws Exception {
    var ofMessage = new Steps(database, "transcribe").of(recording);
    var calls = new AtomicInteger();
    for (var time = 0; time < 2; time++) {
      try {
        ofMessage.step(
            "fails",
            _ -> {
              calls.incrementAndGet();
              throw new IllegalStateException("no");
            });
      } catch (IllegalStateException expected) {
        assertThat(expected).hasMessage("no");
      }
    }
    assertThat(calls).hasValue(2);
  }

  @Test
  void resultsAreForgottenInTheEnd() throws Exception {
    var now = new AtomicReference<>(Instant.parse("2026-06-01T12:00:00Z"));
    var steps = new Steps(database, "transcribe", now::get);
    steps.of(recording).step("transcribe", _ -> "text");
    now.updateAndGet(before -> before.plus(Steps.KEPT).plusSeconds(1));
    for (var other = 0; other < Steps.THINNED_EVERY; other++) {
      steps.of(Message.of("do.it", Body.empty())).step("transcribe", _ -> "text");
    }

    assertThat(steps.of(recording).step("transcribe", _ -> "anew")).isEqualTo("anew");
  }

  /// A job at a third party.
  private final class Job {
    private final AtomicInteger submitted = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Progress<String> progress = new Progress.Working<>();

    Application application(TestRunClock clock) {
      var steps = new Steps(database, "transcribe", clock::instant);
      var polling = new Polling(steps, Duration.ofMinutes(1), Duration.ofHours(6), clock::instant);
      return Application.named("transcribe")
          .consumes("recordings", "#")
          .retry(ThirdParty.RETRIES)
          .callback(
              message -> {
                var text =
                    polling.await(message, _ -> "job-" + submitted.incrementAndGet(), this::ask);
                return List.of(message.with("made.text", Body.utf8(text)));
              })
          .build();
    }

    private Progress<String> ask(String job) {
      asked.incrementAndGet();
      assertThat(job).isEqualTo("job-" + submitted.get());
      return progress;
    }
  }

  /// The time of a run that is made after the application.
  private static final class TestRunClock {
    private TestRun run;

    Instant instant() {
      return run.clock().instant();
    }
  }

  private TestRun run(Job job) {
    var clock = new TestRunClock();
    clock.run = TestRun.of(job.application(clock));
    return clock.run;
  }

  @Test
  void aJobIsHandedInOnceAndAskedForUntilItIsDone() throws Exception {
    var job = new Job();
    try (var run = run(job)) {
      run.send(recording);
      run.advance(Duration.ofMinutes(30));
      assertThat(run.waiting()).as("nothing is in flight meanwhile").hasSize(1);
      assertThat(run.waiting().getFirst().message().attempt()).isEqualTo(1);
      job.progress = new Progress.Done<>("the text");

      run.advance(Duration.ofMinutes(2));

      assertThat(run.results())
          .extracting(result -> result.body().utf8())
          .containsExactly("the text");
    }
    assertThat(job.submitted).hasValue(1);
    assertThat(job.asked.get()).isBetween(20, 32);
  }

  @Test
  void aRestartForgetsNoJob() throws Exception {
    var job = new Job();
    Message waiting;
    try (var run = run(job)) {
      run.send(recording);
      waiting = run.waiting().getFirst().message();
    }
    close();
    open();
    job.progress = new Progress.Done<>("the text");
    try (var run = run(job)) {
      run.send(waiting);

      assertThat(run.outcomes().getLast().outcome()).isInstanceOf(Outcome.Completed.class);
    }
    assertThat(job.submitted).hasValue(1);
  }

  @Test
  void aJobThatFailedOrIsTooOldIsADeadLetterAndARedriveHandsItInAnew() throws Exception {
    var job = new Job();
    try (var run = run(job)) {
      job.progress = new Progress.Failed<>("too noisy");
      run.send(recording);
      assertThat(run.deadLetters().getFirst().reason()).contains("job job-1 failed: too noisy");

      job.progress = new Progress.Working<>();
      run.send(run.deadLetters().getFirst().message());
      run.advance(Duration.ofHours(7));
      assertThat(run.deadLetters().getLast().reason())
          .contains("expected job job-2 to be done within PT6H");
    }
    assertThat(job.submitted).hasValue(2);
  }
}
