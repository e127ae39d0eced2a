package dev.tributary.ingestion.editing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// When samples were run, and how that went: a line of JSON for each provider of each run, in a
/// file that only grows.
public final class AcceptanceHistory {
  private final Path file;

  /// The history in `file`, which comes with its first entry.
  public AcceptanceHistory(Path file) {
    this.file = file;
  }

  /// The samples of one provider in one run.
  ///
  /// @param who ran them
  /// @param mappings versions of the mappings that they were mapped with
  /// @param excepted names of those that failed, which was accepted
  /// @param approved names of those that were given new golden files
  public record Entry(
      Instant at,
      String who,
      String provider,
      List<String> mappings,
      List<String> passed,
      List<String> excepted,
      List<String> failed,
      List<String> approved) {}

  /// Adds `entries`, in one write.
  public void add(List<Entry> entries) throws IOException {
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    var lines = new StringBuilder();
    entries.forEach(entry -> lines.append(Json.text(entry)).append('\n'));
    Files.write(
        file,
        lines.toString().getBytes(UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /// All entries, the earliest first.
  public List<Entry> entries() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    var entries = new ArrayList<Entry>();
    for (var line : Files.readAllLines(file)) {
      entries.add(Json.readOwn(line, Entry.class));
    }
    return entries;
  }

  /// The names of the provider's samples that failed when they were run last.
  public Set<String> failed(String provider) throws IOException {
    var failed = new HashSet<String>();
    for (var entry : entries()) {
      if (entry.provider().equals(provider)) {
        failed.addAll(entry.failed());
        entry.passed().forEach(failed::remove);
        entry.excepted().forEach(failed::remove);
        entry.approved().forEach(failed::remove);
      }
    }
    return failed;
  }
}
