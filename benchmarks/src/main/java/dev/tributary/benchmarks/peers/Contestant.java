package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// One contender in one workload, from its first round to its last. Closing ends it.
interface Contestant extends AutoCloseable {

  /// Lets it have its turn; meanwhile no other has one.
  ///
  /// @param remarks is told what the figures do not show
  /// @return the figures, one for each column
  /// @throws IllegalStateException if it cannot; it is to be closed then
  List<Double> round(Consumer<String> remarks) throws IOException, InterruptedException;

  /// Ends it after its last round, and counts once more.
  ///
  /// @param remarks is told what the figures do not show
  default void finish(Consumer<String> remarks) throws IOException, InterruptedException {}

  @Override
  default void close() throws IOException {}
}
