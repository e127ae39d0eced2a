package dev.tributary.benchmarks;

import dev.tributary.ingestion.generate.OnixGenerator;
import java.io.IOException;
import java.util.Set;

/// A generated ONIX message to the canonical form, beside one loop over the events of the same
/// file.
public final class OnixBenchmark {
  private OnixBenchmark() {}

  /// Prints all runs and the ratio of the medians.
  ///
  /// @param arguments megabytes of the message (100), how many rounds (3)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new FormBenchmark(
            "onix",
            3_200,
            (file, products) -> OnixGenerator.write(file, products, Set.of()),
            BareParse.class)
        .run(arguments);
  }
}
