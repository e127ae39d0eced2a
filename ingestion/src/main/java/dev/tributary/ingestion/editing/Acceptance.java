package dev.tributary.ingestion.editing;

import dev.tributary.ingestion.editing.AcceptedFailures.AcceptedFailure;
import dev.tributary.ingestion.editing.SampleResult.Verdict;
import dev.tributary.ingestion.json.Changes;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.mapping.Mappings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Runs samples against their golden files. Used by one thread.
public final class Acceptance implements AutoCloseable {
  private final Mappings mappings;
  private final InstantSource clock;
  private final Trial trial;
  private final Map<String, AcceptedFailures> failures = new HashMap<>();

  private Acceptance(Mappings mappings, InstantSource clock) throws IOException {
    this.mappings = mappings;
    this.clock = clock;
    this.trial = Trial.asOfThen();
  }

  /// One of the samples of `mappings`.
  ///
  /// @param clock that tells whether an exception has expired
  public static Acceptance of(Mappings mappings, InstantSource clock) throws IOException {
    return new Acceptance(mappings, clock);
  }

  /// The samples of the provider of that name.
  ///
  /// @throws IllegalArgumentException if there is no such provider, or its samples or their
  ///   exceptions contradict themselves
  public List<Sample> samples(String provider) throws IOException {
    var folder = mappings.folder(provider);
    var samples = Sample.of(provider, folder);
    failures.put(provider, AcceptedFailures.read(folder, samples));
    return samples;
  }

  /// What comes of `sample`, compared with what is to come.
  public SampleResult run(Sample sample) throws IOException, InterruptedException {
    return attempt(sample).result();
  }

  /// Writes what comes of `sample` as what is to come from now on, unless the mapping is at fault.
  ///
  /// @return what it came to before that
  public SampleResult approve(Sample sample) throws IOException, InterruptedException {
    var attempt = attempt(sample);
    if (attempt.messages().stream().noneMatch(Tried::failedInMapping)
        && attempt.result().verdict() != Verdict.PASSED) {
      Golden.write(sample.golden(), attempt.found());
    }
    return attempt.result();
  }

  private record Attempt(List<Tried> messages, JsonNode found, SampleResult result) {}

  private Attempt attempt(Sample sample) throws IOException, InterruptedException {
    var begin = System.nanoTime();
    var messages = trial.run(sample.file(), Optional.of(sample.provider()), mappings);
    var found = Golden.of(messages);
    var compared = compared(sample, messages, found);
    var exception = exception(sample);
    var excepted =
        (compared.verdict() == Verdict.DIFFERS || compared.verdict() == Verdict.BROKEN)
            && exception.filter(accepted -> !accepted.hasExpired(today())).isPresent();
    var result =
        new SampleResult(
            sample.provider(),
            sample.name(),
            excepted ? Verdict.EXCEPTED : compared.verdict(),
            messages.stream().flatMap(tried -> tried.mapping().stream()).distinct().toList(),
            compared.changes(),
            compared.problem(),
            exception,
            Duration.ofNanos(System.nanoTime() - begin));
    return new Attempt(messages, found, result);
  }

  private record Compared(Verdict verdict, List<Change> changes, Optional<String> problem) {
    static Compared failed(Verdict verdict, String problem) {
      return new Compared(verdict, List.of(), Optional.of(problem));
    }
  }

  private static Compared compared(Sample sample, List<Tried> messages, JsonNode found)
      throws IOException {
    var error = messages.stream().flatMap(tried -> tried.error().stream()).findFirst();
    if (error.isPresent()) {
      return Compared.failed(Verdict.BROKEN, error.get());
    }
    if (!sample.hasGolden()) {
      return new Compared(Verdict.NEW, List.of(), Optional.empty());
    }
    try {
      var changes = Changes.between(Golden.read(sample.golden()), found);
      return new Compared(
          changes.isEmpty() ? Verdict.PASSED : Verdict.DIFFERS, changes, Optional.empty());
    } catch (IllegalArgumentException unreadable) {
      return Compared.failed(
          Verdict.GARBLED,
          "%s; mend it, or write it anew: tributary accept %s --approve %s"
              .formatted(unreadable.getMessage(), sample.provider(), sample.name()));
    }
  }

  private Optional<AcceptedFailure> exception(Sample sample) {
    return Optional.ofNullable(failures.get(sample.provider()))
        .flatMap(known -> known.of(sample.name()));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  @Override
  public void close() {
    trial.close();
  }
}
