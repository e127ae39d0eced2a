package dev.tributary.cli;

import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.database.Database;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.pipeline.Pipeline.Stores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The whole pipeline on embedded parts over a data folder: in this process, or in another one that
/// this process joins.
final class LocalSystem implements AutoCloseable {
  private static final String UP = "up";

  /// How long an act waits for a process that has the folder for a short while.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final boolean joined;
  private final Database catalogue;
  private final Pipeline pipeline;

  /// What is open, the latest first.
  private final Deque<AutoCloseable> open;

  private LocalSystem(
      boolean joined, Database catalogue, Pipeline pipeline, Deque<AutoCloseable> open) {
    this.joined = joined;
    this.catalogue = catalogue;
    this.pipeline = pipeline;
    this.open = open;
  }

  /// The system for one `ingest`: that of a process which stays up; else one of this process, on
  /// the broker that another one lets it join, or on a broker of its own.
  ///
  /// @param paths what is about to be ingested
  /// @param patience how long to wait for another process that has the folder and lets nobody join
  static LocalSystem forIngest(
      Configuration configuration,
      List<Path> paths,
      Duration patience,
      Interruption interruption,
      PrintWriter messages)
      throws IOException, InterruptedException {
    interruption.allow(configuration.drain());
    var folder = configuration.data();
    var open = new ConcurrentLinkedDeque<AutoCloseable>();
    if (EmbeddedBroker.isListening(folder.broker())) {
      return folder.isHeldFor(UP)
          ? join(folder, open)
          : start(
              configuration,
              paths,
              open,
              () -> ArtemisTransport.join(folder.broker()),
              new Ending(interruption, messages));
    }
    open.push(folder.hold("ingest", patience, messages));
    return start(
        configuration,
        paths,
        open,
        () -> connect(open, EmbeddedBroker.start(folder.broker())),
        new Ending(interruption, messages));
  }

  /// The system for something done about failures: that of a process which stays up, or else one of
  /// this process.
  static LocalSystem forAct(
      Configuration configuration, Interruption interruption, PrintWriter messages)
      throws IOException, InterruptedException {
    return forIngest(configuration, List.of(), PATIENCE, interruption, messages);
  }

  /// The system for as long as this process lives, which others may join.
  static LocalSystem forAll(
      Configuration configuration, Interruption interruption, PrintWriter messages)
      throws IOException, InterruptedException {
    interruption.allow(configuration.drain());
    var folder = configuration.data();
    var open = new ConcurrentLinkedDeque<AutoCloseable>();
    open.push(folder.hold(UP, Duration.ZERO, messages));
    return start(
        configuration,
        List.of(),
        open,
        () -> connect(open, EmbeddedBroker.listening(folder.broker(), BrokerHost.ANY_PORT)),
        new Ending(interruption, messages));
  }

  /// How what is in flight is finished, and what is not is told.
  private record Ending(Interruption interruption, PrintWriter messages) {
    void finish(Pipeline pipeline) {
      interruption.finish(pipeline::drain, messages);
    }
  }

  private static ArtemisTransport connect(Deque<AutoCloseable> open, EmbeddedBroker broker) {
    open.push(broker);
    return ArtemisTransport.connect(broker);
  }

  private static LocalSystem join(DataFolder folder, Deque<AutoCloseable> open)
      throws IOException, InterruptedException {
    try {
      var transport = ArtemisTransport.join(folder.broker());
      open.push(transport);
      var catalogue = Pipeline.openCatalogue(folder.catalogue());
      open.push(catalogue);
      var pipeline = Pipeline.join(transport, ContentStore.in(folder.content()), catalogue);
      open.push(pipeline);
      return new LocalSystem(true, catalogue, pipeline, open);
    } catch (Throwable failure) {
      closeAll(open);
      throw failure;
    }
  }

  /// The parts that take long start side by side; if one does not start, the others are closed
  /// again.
  private static LocalSystem start(
      Configuration configuration,
      List<Path> paths,
      Deque<AutoCloseable> open,
      Callable<ArtemisTransport> connecting,
      Ending ending)
      throws IOException, InterruptedException {
    var folder = configuration.data();
    try (var threads = Executors.newCachedThreadPool()) {
      var mappings = LiveMappings.open(configuration.providers(), Limits.DEFAULT);
      WarmUp.start(mappings.current(), paths);
      var catalogue = opening(threads, open, () -> Pipeline.openCatalogue(folder.catalogue()));
      var ledger = opening(threads, open, () -> Pipeline.openLedger(folder.ledger()));
      var transport = opening(threads, open, connecting);
      var content = threads.submit(() -> ContentStore.in(folder.content()));
      var stores = new Stores(result(content), result(catalogue), result(ledger));
      var pipeline = Pipeline.start(result(transport), stores, mappings);
      open.push(() -> ending.finish(pipeline));
      return new LocalSystem(false, stores.catalogue(), pipeline, open);
    } catch (Throwable failure) {
      closeAll(open);
      throw failure;
    }
  }

  /// Opens a part beside others; once it is open it is among what is to be closed.
  private static <T extends AutoCloseable> Future<T> opening(
      ExecutorService threads, Deque<AutoCloseable> open, Callable<T> part) {
    return threads.submit(
        () -> {
          var opened = part.call();
          open.push(opened);
          return opened;
        });
  }

  private static <T> T result(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(failure.getCause());
      }
    }
  }

  /// Whether the applications run in another process.
  boolean isJoined() {
    return joined;
  }

  Database catalogue() {
    return catalogue;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /// Finishes what is in flight and closes everything, also on behalf of a thread that was told to
  /// stop.
  @Override
  public void close() {
    closeAll(open);
  }

  private static void closeAll(Deque<AutoCloseable> open) {
    var interrupted = Thread.interrupted();
    RuntimeException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failure) {
        var wrapped = new IllegalStateException("a part does not close", failure);
        if (first == null) {
          first = wrapped;
        } else {
          first.addSuppressed(wrapped);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (first != null) {
      throw first;
    }
  }
}
