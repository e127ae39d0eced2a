package dev.tributary.ingestion.editing;

import dev.tributary.ingestion.json.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Samples that may fail for a while, because somebody said so, in a provider's
/// `samples/exceptions.yaml`:
///
/// ```yaml
/// - sample: single.xml
///   reason: the provider sends no genre until their new system is there
///   by: Ada
///   until: 2026-12-31
/// ```
public final class AcceptedFailures {
  /// Its name, in the folder of samples.
  static final String FILE = "exceptions.yaml";

  private static final List<String> KEYS = List.of("sample", "reason", "by", "until");
  private static final int LONGEST_FILE = 100_000;

  private final Map<String, AcceptedFailure> bySample;

  /// That a sample may fail.
  ///
  /// @param until that day included
  public record AcceptedFailure(String sample, String reason, String by, LocalDate until) {
    boolean hasExpired(LocalDate today) {
      return today.isAfter(until);
    }
  }

  private AcceptedFailures(Map<String, AcceptedFailure> bySample) {
    this.bySample = bySample;
  }

  /// Reads those of the provider's folder; there are none without the file.
  ///
  /// @throws IllegalArgumentException if it says something that it cannot, naming what and where,
  ///   or speaks of a sample that is none of `samples`
  static AcceptedFailures read(Path folder, List<Sample> samples) throws IOException {
    var file = folder.resolve(Sample.FOLDER).resolve(FILE);
    var failures = new HashMap<String, AcceptedFailure>();
    if (Files.exists(file)) {
      for (var entry : entries(file)) {
        var failure = failure(file, entry);
        if (samples.stream().noneMatch(sample -> sample.name().equals(failure.sample()))) {
          throw wrong(file, "there is no sample %s; remove its entry".formatted(failure.sample()));
        }
        if (failures.put(failure.sample(), failure) != null) {
          throw wrong(file, "%s is there twice; remove one".formatted(failure.sample()));
        }
      }
    }
    return new AcceptedFailures(failures);
  }

  /// What was said about the sample of that name.
  Optional<AcceptedFailure> of(String sample) {
    return Optional.ofNullable(bySample.get(sample));
  }

  private static List<?> entries(Path file) throws IOException {
    try {
      return switch (Yaml.parse(file, Files.readString(file), LONGEST_FILE)) {
        case null -> List.of();
        case List<?> list -> list;
        case Object other -> throw wrong(file, "expected a list of exceptions, got: " + other);
      };
    } catch (YamlEngineException broken) {
      throw wrong(file, "expected YAML, found: " + broken.getMessage());
    }
  }

  private static AcceptedFailure failure(Path file, @Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> map)) {
      throw wrong(file, "expected %s of each exception, got: %s".formatted(KEYS, entry));
    }
    for (var key : map.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw wrong(file, "unknown key %s; known are %s".formatted(key, String.join(", ", KEYS)));
      }
    }
    return new AcceptedFailure(
        text(file, map, "sample"),
        text(file, map, "reason"),
        text(file, map, "by"),
        day(file, text(file, map, "until")));
  }

  private static String text(Path file, Map<?, ?> entry, String key) {
    var value = entry.get(key);
    if (value == null || String.valueOf(value).isBlank()) {
      throw wrong(file, "expected `%s` of each exception, found none in %s".formatted(key, entry));
    }
    return String.valueOf(value).strip();
  }

  private static LocalDate day(Path file, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException notADay) {
      throw wrong(file, "expected `until` to be a day such as 2026-12-31, got: \"" + text + "\"");
    }
  }

  private static IllegalArgumentException wrong(Path file, String message) {
    return new IllegalArgumentException(file + ": " + message);
  }
}
