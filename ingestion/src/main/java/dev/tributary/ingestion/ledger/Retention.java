package dev.tributary.ingestion.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what is older than is to be kept: in steps, each a transaction of its own with a rest
/// after it, so that what is recorded meanwhile does not wait for long.
public final class Retention {
  /// How many of a kind a step deletes at most.
  static final int STEP = 2_000;

  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final Duration REST = Duration.ofMillis(50);
  private static final Duration BETWEEN = Duration.ofMinutes(10);

  private final List<Deletion> deletions;
  private final Duration age;
  private final InstantSource clock;
  private @Nullable Thread thread;

  /// Deletes some of what is too old, in one transaction.
  @FunctionalInterface
  public interface Deletion {
    /// Deletes what is from before `until`, the oldest first.
    ///
    /// @param limit how many of a kind at most
    /// @return how many were deleted; 0 if nothing is left
    int delete(Instant until, int limit) throws InterruptedException;
  }

  /// @param age at which is deleted what `deletions` find
  public Retention(List<Deletion> deletions, Duration age, InstantSource clock) {
    this.deletions = List.copyOf(deletions);
    this.age = age;
    this.clock = clock;
  }

  /// Deletes what is too old now and whenever something has become so, until it is stopped.
  public void start() {
    thread = Thread.ofVirtual().name("ledger-retention").start(this::deleteAlways);
  }

  private void deleteAlways() {
    try {
      while (true) {
        deleteAll();
        Thread.sleep(BETWEEN);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteAll() throws InterruptedException {
    try {
      var deleted = 0;
      for (var step = step(); step > 0; step = step()) {
        deleted += step;
        Thread.sleep(REST);
      }
      if (deleted > 0) {
        log.atInfo()
            .addKeyValue("deleted", deleted)
            .addKeyValue("older_than", age)
            .log("ledger.deleted");
      }
    } catch (RuntimeException failure) {
      log.atWarn()
          .addKeyValue("consequence", "what is old stays for another " + BETWEEN)
          .setCause(failure)
          .log("ledger.delete-failed");
    }
  }

  /// Deletes some of what is too old.
  ///
  /// @return how much; 0 if nothing is left
  int step() throws InterruptedException {
    var until = clock.instant().minus(age);
    var deleted = 0;
    for (var deletion : deletions) {
      deleted += deletion.delete(until, STEP);
    }
    return deleted;
  }

  /// Ends it, after the step that is under way.
  public void stop() throws InterruptedException {
    var running = thread;
    if (running != null) {
      running.interrupt();
      running.join();
    }
  }
}
