package dev.tributary.benchmarks;

import dev.tributary.ingestion.generate.TableGenerator;
import java.io.IOException;

/// A generated table (CSV) to the canonical form, beside one loop over the records of the same
/// file.
public final class TableBenchmark {
  private TableBenchmark() {}

  /// Prints all runs and the ratio of the medians.
  ///
  /// @param arguments megabytes of the table (100), how many rounds (3)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new FormBenchmark("table", 300, TableGenerator::write, BareTable.class).run(arguments);
  }
}
