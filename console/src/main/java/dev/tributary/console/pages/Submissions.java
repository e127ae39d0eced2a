package dev.tributary.console.pages;

import dev.tributary.ingestion.shipment.UnusablePathException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in what is submitted, in threads of its own, and remembers the last of them. What cannot
/// be used ends there; whatever else fails is tried again. Safe for use by many threads.
final class Submissions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Submissions.class);

  /// How many are remembered.
  private static final int MOST = 200;

  /// Before what could not be taken in is tried again, twice as long each time: as the inbox does.
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Taking intake;
  private final Pausing pausing;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Submission> byId = new LinkedHashMap<>();
  private volatile boolean stopping;

  /// How a path is taken in.
  @FunctionalInterface
  interface Taking {
    void take(List<Path> paths, Optional<String> provider, Consumer<List<String>> taken)
        throws IOException, InterruptedException;
  }

  /// What is to be done once something is taken in, or will not be.
  @FunctionalInterface
  interface Ending {
    /// Is called once.
    ///
    /// @param settled whether it was taken in or refused; not if that was broken off by a stop
    void run(boolean settled) throws IOException;
  }

  /// How time goes by.
  @FunctionalInterface
  interface Pausing {
    void pause(Duration duration) throws InterruptedException;
  }

  Submissions(Taking intake) {
    this(intake, Thread::sleep);
  }

  Submissions(Taking intake, Pausing pausing) {
    this.intake = intake;
    this.pausing = pausing;
  }

  /// Begins to take in `path`.
  void take(Submission submission, Path path, Optional<String> provider, Ending ending) {
    remember(submission);
    threads.execute(() -> takeNow(submission, path, provider, ending));
  }

  synchronized Optional<Submission> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  private synchronized void remember(Submission submission) {
    byId.put(submission.id(), submission);
    if (byId.size() > MOST) {
      byId.remove(byId.keySet().iterator().next());
    }
  }

  private void takeNow(Submission submission, Path path, Optional<String> provider, Ending ending) {
    var settled = false;
    try {
      var pause = FIRST_PAUSE;
      while (!take(submission, path, provider)) {
        pausing.pause(pause);
        var next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
      }
      settled = true;
    } catch (InterruptedException stop) {
      submission.end(
          Optional.of(
              "Tributary was stopped; a file that was uploaded is taken in when it is up again, a"
                  + " path is to be submitted again"));
    } finally {
      end(ending, settled);
    }
  }

  /// @return whether that is the end of it; if not, it is to be tried again
  /// @throws InterruptedException also if it failed, in whatever way, because this is stopping
  private boolean take(Submission submission, Path path, Optional<String> provider)
      throws InterruptedException {
    try {
      intake.take(List.of(path), provider, submission::add);
      submission.end(Optional.empty());
      return true;
    } catch (UnusablePathException unusable) {
      submission.end(Optional.of(String.valueOf(unusable.getMessage())));
      return true;
    } catch (IOException | RuntimeException failure) {
      if (stopping) {
        throw new InterruptedException("while taking in " + path);
      }
      putOff(submission, path, failure);
      return false;
    }
  }

  /// Told once, and again if the reason is another one.
  private static void putOff(Submission submission, Path path, Exception failure) {
    var why =
        "it cannot be taken in: %s; it is tried again until it works".formatted(said(failure));
    if (!submission.state().problem().equals(Optional.of(why))) {
      submission.putOff(why);
      log.atWarn()
          .addKeyValue("path", path)
          .addKeyValue("consequence", "it stays and is tried again, after ten minutes at most")
          .setCause(failure)
          .log("submission.failed");
    }
  }

  private static String said(Exception failure) {
    return Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
  }

  private static void end(Ending ending, boolean settled) {
    try {
      ending.run(settled);
    } catch (IOException failure) {
      log.atWarn()
          .addKeyValue("consequence", "a file that was uploaded stays, and is taken in once more")
          .setCause(failure)
          .log("upload.not-removed");
    }
  }

  @Override
  public void close() {
    stopping = true;
    threads.shutdownNow();
    threads.close();
  }
}
