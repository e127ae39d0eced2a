package dev.tributary.ingestion.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Works on several things at a time and waits for all of them.
final class Parallel {

  interface Work<T, R> {
    R on(T input) throws IOException;
  }

  interface Action<T> {
    void on(T input) throws IOException;
  }

  private Parallel() {}

  static <T> void forEach(List<T> inputs, int threads, Action<? super T> action)
      throws IOException, InterruptedException {
    map(
        inputs,
        threads,
        input -> {
          action.on(input);
          return input;
        });
  }

  /// Results come in the order of the inputs. The first failure interrupts the rest.
  static <T, R> List<R> map(List<T> inputs, int threads, Work<? super T, R> work)
      throws IOException, InterruptedException {
    if (inputs.size() == 1) {
      return List.of(work.on(inputs.getFirst()));
    }
    try (var executor = Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
      var futures = new ArrayList<Future<R>>();
      for (var input : inputs) {
        futures.add(executor.submit(() -> work.on(input)));
      }
      try {
        var results = new ArrayList<R>();
        for (var future : futures) {
          results.add(future.get());
        }
        return results;
      } catch (ExecutionException e) {
        executor.shutdownNow();
        throw asThrown(e);
      } catch (InterruptedException e) {
        executor.shutdownNow();
        throw e;
      }
    }
  }

  private static IOException asThrown(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException cause -> cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> new IOException(e);
    };
  }
}
