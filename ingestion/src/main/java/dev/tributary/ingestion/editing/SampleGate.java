package dev.tributary.ingestion.editing;

import dev.tributary.ingestion.editing.SampleResult.Verdict;
import dev.tributary.ingestion.mapping.Gate;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.mapping.Provider;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/// Lets a changed provider pass whose samples do: all that have golden files, but for those whose
/// failing is accepted. A provider without samples passes.
public final class SampleGate implements Gate {
  private final InstantSource clock;

  /// One for which exceptions expire by `clock`.
  public SampleGate(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Optional<String> objection(Mappings mappings, Provider provider)
      throws InterruptedException {
    try (var acceptance = Acceptance.of(mappings, clock)) {
      for (var sample : acceptance.samples(provider.name())) {
        var result = acceptance.run(sample);
        if (!result.verdict().isGood() && result.verdict() != Verdict.NEW) {
          return Optional.of(result.sentence());
        }
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException wrong) {
      return Optional.of("its samples cannot be run: " + wrong.getMessage());
    }
  }
}
