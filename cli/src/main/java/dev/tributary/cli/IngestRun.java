package dev.tributary.cli;

import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// One `ingest`: takes in, waits for the end, and knows what belongs to it. On SIGTERM or SIGINT it
/// finishes what is in flight and leaves the rest for the next run.
final class IngestRun implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final int LOOKS_WHILE_IDLE = 100;
  private static final Duration DEADLINE = Duration.ofSeconds(25);

  private final LocalSystem system;
  private final Progress progress;
  private final Set<String> ids = new LinkedHashSet<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread hook = new Thread(this::drain, "drain");

  IngestRun(LocalSystem system, Progress progress) {
    this.system = system;
    this.progress = progress;
    Runtime.getRuntime().addShutdownHook(hook);
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
              progress.received(ids.size());
            });
  }

  /// Waits until nothing is unsettled, also of what earlier runs left.
  ///
  /// @throws IllegalStateException if there is something unsettled that no message is under way
  ///   for: that would be a defect of ours, and nobody should wait for it
  void awaitTheEnd() throws InterruptedException {
    var idle = 0;
    for (var left = unsettled(); left > 0; left = unsettled()) {
      progress.unsettled(left);
      idle = system.pipeline().isIdle() ? idle + 1 : 0;
      if (idle > LOOKS_WHILE_IDLE) {
        throw new IllegalStateException(
            left
                + " deliveries have no final state though no message is under way;"
                + " `tributary deliveries` shows which, `tributary trail ID` how far they came."
                + " This is a defect, please report it");
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private long unsettled() throws InterruptedException {
    return system.catalogue().read(Deliveries::unsettled);
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

  private void drain() {
    if (!ended.get()) {
      progress.end();
      var unfinished = system.drain(DEADLINE);
      system.close();
      System.err.println(
          unfinished.isEmpty()
              ? "stopped; what is not finished goes on with the next ingest"
              : "stopped; given back to their queues: " + String.join(", ", unfinished));
    }
  }

  @Override
  public void close() {
    ended.set(true);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs; it has the system now.
      awaitForever();
    }
  }

  private static void awaitForever() {
    try {
      new java.util.concurrent.CountDownLatch(1).await();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
