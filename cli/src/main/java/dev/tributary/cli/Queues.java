package dev.tributary.cli;

import dev.tributary.DeadLetter;
import dev.tributary.ingestion.pipeline.Stage;
import dev.tributary.spi.QueueStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is to be said about the queues of a broker.
final class Queues {
  private Queues() {}

  /// While nothing runs: what waits.
  static List<Finding> atRest(Topology topology) {
    var findings = new ArrayList<Finding>();
    all(topology)
        .forEach(
            (name, queue) -> {
              if (queue.depth() > 0) {
                findings.add(
                    Finding.warn(
                        "queue " + name,
                        QueueAccess.messages(queue.depth()) + " in it, and nothing runs",
                        "tributary up, or the next ingest, goes on with the pipeline's;"
                            + " run others with tributary run"));
              }
              paused(name, queue, findings);
            });
    return orFine(findings, "nothing waits");
  }

  /// While applications run: who is missing, and what is not as declared.
  static List<Finding> atWork(Topology topology) {
    var findings = new ArrayList<Finding>();
    if (wasStarted(topology)) {
      for (var drift : topology.driftOfStages()) {
        findings.add(Finding.warn("queue " + drift.queue(), drift.found(), drift.fix()));
      }
    }
    all(topology)
        .forEach(
            (name, queue) -> {
              paused(name, queue, findings);
              if (queue.consumers() == 0 && queue.pause().isEmpty()) {
                findings.add(undrained(name, queue));
              }
            });
    return orFine(findings, "as declared, and each is consumed");
  }

  /// Whether any application of the pipeline ever was; the queue of dead letters is everybody's.
  private static boolean wasStarted(Topology topology) {
    return topology.stages().stream()
        .map(Stage::name)
        .filter(name -> !name.equals(DeadLetter.QUEUE))
        .anyMatch(name -> topology.queue(name).isPresent());
  }

  private static Map<String, QueueStatus> all(Topology topology) {
    return topology.live().map(Topology.Live::queues).orElseThrow();
  }

  private static void paused(String name, QueueStatus queue, List<Finding> findings) {
    queue
        .pause()
        .ifPresent(
            note ->
                findings.add(
                    Finding.warn(
                        "queue " + name,
                        "%s; %s in it".formatted(note, QueueAccess.messages(queue.depth())),
                        "tributary resume " + name)));
  }

  private static Finding undrained(String name, QueueStatus queue) {
    return Finding.warn(
        "queue " + name,
        queue.depth() == 0
            ? "bound, and nobody consumes it: it will fill"
            : "nobody consumes it, and %s in it".formatted(QueueAccess.messages(queue.depth())),
        "tributary run %s, or tributary remove %s".formatted(name, name));
  }

  private static List<Finding> orFine(List<Finding> findings, String fine) {
    return findings.isEmpty() ? List.of(Finding.ok("queues", fine)) : findings;
  }
}
