package dev.tributary.ingestion.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder that is gone once it is closed.
record Scratch(Path folder) implements AutoCloseable {

  Scratch() throws IOException {
    this(Files.createTempDirectory("tributary-fuzz"));
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
