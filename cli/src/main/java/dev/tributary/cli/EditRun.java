package dev.tributary.cli;

import dev.tributary.ingestion.catalogue.EditRequest;
import dev.tributary.ingestion.catalogue.Edits;
import dev.tributary.ingestion.catalogue.Edits.Outcome;
import dev.tributary.ingestion.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;

/// Has one change of an editor's made: by the process that stays up over the data folder, or else
/// by this one, which then sees to the end what follows from it.
final class EditRun {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final DataOptions data;
  private final PrintWriter messages;

  EditRun(DataOptions data, PrintWriter messages) {
    this.data = data;
    this.messages = messages;
  }

  /// Waits until it is made, or refused.
  ///
  /// @throws UsageException if nobody makes it for a minute: it will be made once somebody does
  Outcome request(EditRequest change) throws IOException, InterruptedException {
    try (var interruption =
            Interruption.ofThisThread(
                "stopped; the change is made all the same, by `tributary up` or the next command"
                    + " that edits");
        var system = LocalSystem.forAct(data, Set.of(Pipeline.EDITING), interruption, messages)) {
      system.pipeline().request(change);
      var outcome = awaitTheOutcome(change, system);
      while (system.seesToTheEnd() && !system.pipeline().isIdle()) {
        Thread.sleep(BETWEEN_LOOKS);
      }
      return outcome;
    }
  }

  private static Outcome awaitTheOutcome(EditRequest change, LocalSystem system)
      throws InterruptedException {
    var deadline = System.nanoTime() + A_MINUTE.toNanos();
    while (System.nanoTime() < deadline) {
      var outcome = system.catalogue().read(handle -> Edits.outcome(handle, change.id()));
      if (outcome.isPresent()) {
        return outcome.get();
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    throw new UsageException(
        "nobody made the change for a minute, and it waits: is %s paused or left out? (tributary apps)"
            .formatted(Pipeline.EDITING));
  }
}
