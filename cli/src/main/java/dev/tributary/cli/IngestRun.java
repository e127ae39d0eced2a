package dev.tributary.cli;

import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliverySearch;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.pipeline.Acknowledgements;
import dev.tributary.ingestion.pipeline.Matching;
import dev.tributary.ingestion.pipeline.Scoring;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One `ingest`: takes in, waits for the end, and knows what belongs to it.
final class IngestRun {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final int LOOKS_WHILE_IDLE = 100;

  /// Those that hear how deliveries ended, and whose work somebody looks for afterwards.
  private static final Set<String> LISTENERS =
      Set.of(Matching.NAME, Acknowledgements.NAME, Scoring.NAME);

  private static final Duration FOR_LISTENERS = Duration.ofSeconds(5);

  private final LocalSystem system;
  private final Progress progress;
  private final Set<String> ids = new LinkedHashSet<>();

  /// Those of them that may not have come to their end yet.
  private final Set<String> open = new LinkedHashSet<>();

  IngestRun(LocalSystem system, Progress progress) {
    this.system = system;
    this.progress = progress;
  }

  void take(List<Path> paths, Optional<String> provider) throws IOException, InterruptedException {
    system
        .pipeline()
        .intake()
        .take(
            paths,
            provider,
            chunk -> {
              ids.addAll(chunk);
              open.addAll(chunk);
              progress.received(ids.size());
            });
  }

  /// Waits until nothing is unsettled: where this process sees to the end, also of what earlier
  /// runs left; where others do, of its own. Or until it is plain that no message is under way any
  /// more, which would be a defect of ours that nobody should wait for.
  void awaitTheEnd() throws InterruptedException {
    var idle = 0;
    for (var left = unsettled(); left > 0 && idle < LOOKS_WHILE_IDLE; left = unsettled()) {
      progress.unsettled(left);
      Thread.sleep(BETWEEN_LOOKS);
      idle = system.isKnownToBeIdle() ? idle + 1 : 0;
    }
    awaitWhatGoesOn();
    awaitInspection();
  }

  /// A delivery that waits has a state, and goes on when another brings its files.
  private void awaitWhatGoesOn() throws InterruptedException {
    var waiting = DeliverySearch.of(Optional.empty(), Optional.of(DeliveryState.WAITING));
    if (!system.catalogue().read(handle -> waiting.page(handle, Optional.empty(), 1)).isEmpty()) {
      while (system.seesToTheEnd() && !system.pipeline().isIdle()) {
        Thread.sleep(BETWEEN_LOOKS);
      }
    }
  }

  /// What is found in files belongs to the report; what is put off because it failed does not.
  private void awaitInspection() throws InterruptedException {
    var idle = 0;
    while (system.pipeline().isInspecting() && idle < LOOKS_WHILE_IDLE) {
      Thread.sleep(BETWEEN_LOOKS);
      idle = system.pipeline().runner().inFlight() == 0 ? idle + 1 : 0;
    }
  }

  /// Gives those that listen in this process a moment to finish. What they do not get done, because
  /// a folder cannot be written, say, waits for the next start.
  void awaitListeners() throws InterruptedException {
    var end = System.nanoTime() + FOR_LISTENERS.toNanos();
    while (isHeard() && System.nanoTime() < end) {
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private boolean isHeard() {
    return system.pipeline().runner().depths().entrySet().stream()
        .anyMatch(queue -> LISTENERS.contains(queue.getKey()) && queue.getValue() > 0);
  }

  /// How many deliveries are to be waited for. What others took in is theirs to wait for, unless
  /// only this process sees to it.
  private long unsettled() throws InterruptedException {
    return system.seesToTheEnd()
        ? system.catalogue().read(Deliveries::unsettled)
        : unsettledOfOurs();
  }

  /// Asks for the first only that had not come to their end when it was asked last, so that a look
  /// costs little; the others count as not having come to theirs.
  private long unsettledOfOurs() throws InterruptedException {
    while (!open.isEmpty()) {
      var first = open.stream().limit(Deliveries.CHUNK).toList();
      var left = system.catalogue().read(handle -> Deliveries.unsettledOf(handle, first));
      first.stream().filter(id -> !left.contains(id)).forEach(open::remove);
      if (!left.isEmpty()) {
        break;
      }
    }
    return open.size();
  }

  /// All deliveries of this run, in path order, each followed by what it was unpacked into.
  List<RegisteredDelivery> deliveries() throws InterruptedException {
    return system
        .catalogue()
        .read(
            handle -> {
              var all = new ArrayList<RegisteredDelivery>();
              for (var delivery : Deliveries.find(handle, List.copyOf(ids))) {
                all.add(delivery);
                all.addAll(Deliveries.children(handle, delivery.delivery().id()));
              }
              return all;
            });
  }
}
