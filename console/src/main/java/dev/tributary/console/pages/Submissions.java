package dev.tributary.console.pages;

import dev.tributary.ingestion.pipeline.Intake;
import dev.tributary.ingestion.shipment.UnusablePathException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in what is submitted, in threads of its own, and remembers the last of them. Safe for use
/// by many threads.
final class Submissions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Submissions.class);

  /// How many are remembered.
  private static final int MOST = 200;

  private final Intake intake;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Submission> byId = new LinkedHashMap<>();

  /// What is to be done once something is taken in, whether that went well or not.
  @FunctionalInterface
  interface Ending {
    void run() throws IOException;
  }

  Submissions(Intake intake) {
    this.intake = intake;
  }

  /// Begins to take in `path`.
  ///
  /// @param shown what it is called
  Submission take(
      Path path, String shown, Optional<String> provider, String who, Ending afterwards) {
    var submission = new Submission(UUID.randomUUID().toString(), shown, who, Instant.now());
    remember(submission);
    threads.execute(() -> take(submission, path, provider, afterwards));
    return submission;
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

  private void take(
      Submission submission, Path path, Optional<String> provider, Ending afterwards) {
    try {
      intake.take(List.of(path), provider, submission::add);
      submission.end(Optional.empty());
    } catch (UnusablePathException unusable) {
      submission.end(Optional.of(String.valueOf(unusable.getMessage())));
    } catch (InterruptedException stopping) {
      submission.end(Optional.of("Tributary was stopped; submit it again"));
    } catch (IOException | RuntimeException failure) {
      log.atWarn()
          .addKeyValue("path", path)
          .addKeyValue("consequence", "what was registered goes on, the rest was not taken in")
          .setCause(failure)
          .log("submission.failed");
      submission.end(Optional.of("it could not be taken in: " + failure.getMessage()));
    } finally {
      end(afterwards);
    }
  }

  private static void end(Ending afterwards) {
    try {
      afterwards.run();
    } catch (IOException failure) {
      log.atWarn()
          .addKeyValue("consequence", "a file that was uploaded stays where it is")
          .setCause(failure)
          .log("upload.not-removed");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
