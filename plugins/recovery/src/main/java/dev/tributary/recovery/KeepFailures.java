package dev.tributary.recovery;

import dev.tributary.Application;
import dev.tributary.DeadLetter;
import dev.tributary.RetryPolicy;
import java.util.List;

/// Reads the dead letters of all applications into their table, which is the only truth about them.
/// Never gives up itself.
public final class KeepFailures {
  /// The application's name, which is that of the queue of all dead letters.
  public static final String NAME = DeadLetter.QUEUE;

  private static final int CONCURRENCY = 256;

  private KeepFailures() {}

  /// What it is called and consumes, without what it does.
  public static Application.Builder declared() {
    return Application.named(NAME).consumes(DeadLetter.EXCHANGE, "#");
  }

  /// The application that keeps them in `failures`.
  public static Application application(Failures failures) {
    return declared()
        .callback(
            message -> {
              failures.keep(DeadLetter.from(message));
              return List.of();
            })
        .retry(RetryPolicy.neverGivingUp())
        .deliveryLimit(Integer.MAX_VALUE)
        .concurrency(CONCURRENCY)
        .build();
  }
}
