package dev.tributary.console.pages;

import dev.tributary.ingestion.shipment.UnusablePathException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in what is submitted, in threads of its own, and remembers the last of them. Safe for use
/// by many threads.
final class Submissions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Submissions.class);

  /// How many are remembered.
  private static final int MOST = 200;

  private final Taking intake;
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

  Submissions(Taking intake) {
    this.intake = intake;
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
      intake.take(List.of(path), provider, submission::add);
      submission.end(Optional.empty());
      settled = true;
    } catch (UnusablePathException unusable) {
      submission.end(Optional.of(String.valueOf(unusable.getMessage())));
      settled = true;
    } catch (InterruptedException | IOException | RuntimeException failure) {
      settled = failed(submission, path, failure);
    } finally {
      end(ending, settled);
    }
  }

  /// @return whether that is the end of it: what fails while this is stopping fails of that
  private boolean failed(Submission submission, Path path, Exception failure) {
    if (stopping) {
      submission.end(
          Optional.of(
              "Tributary was stopped; a file that was uploaded is taken in when it is up again, a"
                  + " path is to be submitted again"));
      return false;
    }
    log.atWarn()
        .addKeyValue("path", path)
        .addKeyValue("consequence", "what was registered goes on, the rest was not taken in")
        .setCause(failure)
        .log("submission.failed");
    submission.end(Optional.of("it could not be taken in: " + failure.getMessage()));
    return true;
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
