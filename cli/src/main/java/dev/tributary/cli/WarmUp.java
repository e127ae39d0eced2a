package dev.tributary.cli;

import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.Mappings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compiles the mapping that the first message is likely to need, while the broker starts: a second
/// that a short `ingest` need not wait for.
final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

  private WarmUp() {}

  static void start(Mappings mappings, List<Path> paths) {
    Thread.ofPlatform().daemon().name("warm-up").start(() -> run(mappings, paths));
  }

  /// Whatever is wrong with the file will be told when it is its turn.
  private static void run(Mappings mappings, List<Path> paths) {
    try {
      var message = firstMessage(paths);
      if (message.isPresent()) {
        var identification = Identification.of(Content.of(message.get()));
        mappings.mapping(identification, mappings.provider(identification));
      }
    } catch (IOException | RuntimeException ofNoConsequence) {
      log.atDebug().setCause(ofNoConsequence).log("warm-up.skipped");
    }
  }

  private static Optional<Path> firstMessage(List<Path> paths) throws IOException {
    for (var path : paths) {
      try (var files = Files.walk(path)) {
        var found = files.filter(file -> file.toString().endsWith(".xml")).findFirst();
        if (found.isPresent()) {
          return found;
        }
      } catch (UncheckedIOException unreadable) {
        throw unreadable.getCause();
      }
    }
    return Optional.empty();
  }
}
