package dev.tributary.thirdparty;

import dev.tributary.Message;
import dev.tributary.Snooze;
import java.time.Duration;
import java.time.InstantSource;

/// Waits for what takes a third party long: hands it in once, and asks until it is done.
///
///     var transcript =
///         polling.await(
///             message,
///             key -> api.post("jobs", "application/json", message.body(), key).text(),
///             job -> progress(api.get("jobs/" + job)));
///
/// Between two questions the message waits in the broker ([Snooze]): nothing is in flight, no
/// attempt is counted, and a restart forgets nothing, since the number of the job is one of the
/// [Steps]. Safe for use by many threads.
public final class Polling {
  private static final String STEP = "submit";

  private final Steps steps;
  private final Duration every;
  private final Duration longest;
  private final InstantSource clock;

  /// Polling whose submissions are among `steps`.
  ///
  /// @param every how long to wait between two questions
  /// @param longest how old a job may get; less than the application's policy snoozes a message
  public Polling(Steps steps, Duration every, Duration longest) {
    this(steps, every, longest, InstantSource.system());
  }

  /// The same, by another clock.
  public Polling(Steps steps, Duration every, Duration longest, InstantSource clock) {
    this.steps = steps;
    this.every = every;
    this.longest = longest;
    this.clock = clock;
  }

  /// Asks.
  @FunctionalInterface
  public interface Poll<T> {
    /// How far `job` is.
    Progress<T> ask(String job) throws Exception;
  }

  /// What came of the job of `message`.
  ///
  /// @param submit hands it in and returns what the job is known by; done once
  /// @throws Snooze while it is not done
  /// @throws JobException if it failed, or is too old; a redrive hands it in anew
  /// @throws Exception what `submit` or `poll` threw
  public <T> T await(Message message, Steps.Work submit, Poll<T> poll) throws Exception {
    var ofMessage = steps.of(message);
    var job = ofMessage.result(STEP, submit);
    return switch (poll.ask(job.text())) {
      case Progress.Done<T>(var result) -> result;
      case Progress.Working<T> _ -> {
        var age = Duration.between(job.at(), clock.instant());
        if (age.compareTo(longest) >= 0) {
          ofMessage.forget(STEP);
          throw new JobException(
              "expected job %s to be done within %s, it has taken %s"
                  .formatted(job.text(), longest, age));
        }
        throw new Snooze(Jitter.longer(every), "job " + job.text() + " is not done yet");
      }
      case Progress.Failed<T>(var reason) -> {
        ofMessage.forget(STEP);
        throw new JobException("job %s failed: %s".formatted(job.text(), reason));
      }
    };
  }
}
