package dev.tributary.ingestion.score;

import dev.tributary.ingestion.score.Scoreboard.Failure;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Scores what was there before the scorer was: all products as it begins, and whenever the scorer
/// has changed. On a thread of its own, so that what changes meanwhile does not wait.
final class Rescoring {
  private static final Logger log = LoggerFactory.getLogger(Rescoring.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Scoreboard board;
  private Optional<Thread> thread = Optional.empty();

  Rescoring(Scoreboard board) {
    this.board = board;
  }

  void start() {
    thread = Optional.of(Thread.ofVirtual().name("rescoring").start(this::run));
  }

  void close() throws InterruptedException {
    if (thread.isPresent()) {
      thread.get().interrupt();
      thread.get().join();
    }
  }

  private void run() {
    var done = "";
    try {
      while (true) {
        var version = board.version();
        if (!version.equals(done) && isDone()) {
          done = version;
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /// What fails as a whole is tried again with the next look: what changes is scored by the
  /// application, which pauses while a database is away.
  private boolean isDone() throws InterruptedException {
    try {
      var unscored = board.scoreAll();
      unscored.first().ifPresent(first -> tell(unscored.count(), first));
      return true;
    } catch (RuntimeException failure) {
      log.atWarn()
          .setCause(failure)
          .addKeyValue(
              "consequence", "products keep the scores that they have; tried again at once")
          .log("rescoring.failed");
      return false;
    }
  }

  /// Once for a version of the scorer, however many there are.
  private static void tell(int count, Failure first) {
    log.atWarn()
        .setCause(first.cause())
        .addKeyValue("products", count)
        .addKeyValue("first", first.key())
        .addKeyValue(
            "consequence", "they keep the scores that they have until they or the scorer change")
        .log("rescoring.incomplete");
  }
}
