package dev.tributary.cli;

import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.database.Database;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.pipeline.Pipeline.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The whole pipeline in this process, on embedded parts over a data folder that this process
/// holds.
final class LocalSystem implements AutoCloseable {
  private final Database catalogue;
  private final Pipeline pipeline;

  /// What is open, the latest first.
  private final Deque<AutoCloseable> open;

  private LocalSystem(Database catalogue, Pipeline pipeline, Deque<AutoCloseable> open) {
    this.catalogue = catalogue;
    this.pipeline = pipeline;
    this.open = open;
  }

  /// Starts everything. The parts that take long start side by side; if one does not start, the
  /// others are closed again.
  ///
  /// @param paths what is about to be ingested
  static LocalSystem start(DataFolder folder, Path providers, List<Path> paths)
      throws IOException, InterruptedException {
    var open = new ArrayDeque<AutoCloseable>();
    try (var threads = Executors.newCachedThreadPool()) {
      var mappings = Mappings.open(providers, Limits.DEFAULT);
      WarmUp.start(mappings, paths);
      var catalogue =
          opening(open, threads.submit(() -> Pipeline.openCatalogue(folder.catalogue())));
      var ledger = opening(open, threads.submit(() -> Pipeline.openLedger(folder.ledger())));
      var broker = opening(open, threads.submit(() -> EmbeddedBroker.start(folder.broker())));
      var content = threads.submit(() -> ContentStore.in(folder.content()));
      var stores = new Stores(result(content), catalogue.call(), ledger.call());
      var transport = ArtemisTransport.connect(broker.call());
      open.push(transport);
      var pipeline = Pipeline.start(transport, stores, mappings);
      open.push(pipeline);
      return new LocalSystem(stores.catalogue(), pipeline, open);
    } catch (IOException | InterruptedException | RuntimeException failure) {
      closeAll(open);
      throw failure;
    } catch (Exception failure) {
      closeAll(open);
      throw new IllegalStateException(failure);
    }
  }

  /// What `opened` yields; from then on it is among what is `open`.
  private static <T extends AutoCloseable> Callable<T> opening(
      Deque<AutoCloseable> open, Future<T> opened) {
    return () -> {
      var part = result(opened);
      open.push(part);
      return part;
    };
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

  Database catalogue() {
    return catalogue;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /// Finishes what is in flight; see [Pipeline#drain].
  List<String> drain(Duration deadline) {
    return pipeline.drain(deadline);
  }

  @Override
  public void close() {
    closeAll(open);
  }

  private static void closeAll(Deque<AutoCloseable> open) {
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
    if (first != null) {
      throw first;
    }
  }
}
