package dev.tributary.ingestion.editing;

import dev.tributary.ingestion.editing.AcceptedFailures.AcceptedFailure;
import dev.tributary.ingestion.json.Changes.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What came of a sample.
///
/// @param mappings versions of the mappings that its messages were mapped with
/// @param changes from what was to come of it to what came
/// @param problem what is wrong other than that; empty if nothing is
/// @param exception what was said about its failing, be it that this is over
public record SampleResult(
    String provider,
    String sample,
    Verdict verdict,
    List<String> mappings,
    List<Change> changes,
    Optional<String> problem,
    Optional<AcceptedFailure> exception,
    Duration took) {

  /// How it went.
  public enum Verdict {
    /// What came is what was to come.
    PASSED,
    /// It fails, and somebody said that it may, until some day.
    EXCEPTED,
    /// Something else came.
    DIFFERS,
    /// Nobody has said yet what is to come.
    NEW,
    /// The mapping is at fault.
    BROKEN,
    /// Its golden file cannot be read, whatever came.
    GARBLED;

    /// Whether nobody need do anything.
    public boolean isGood() {
      return this == PASSED || this == EXCEPTED;
    }
  }

  /// In a sentence, for those who do not see the changes.
  public String sentence() {
    return switch (verdict) {
      case PASSED -> "the sample %s passes".formatted(sample);
      case EXCEPTED -> "the sample %s fails, which is accepted".formatted(sample);
      case NEW -> "the sample %s has no golden file".formatted(sample);
      case BROKEN, GARBLED -> "the sample %s: %s".formatted(sample, problem.orElse(""));
      case DIFFERS -> "the sample %s differs: %s".formatted(sample, firstChange());
    };
  }

  private String firstChange() {
    var first = changes.getFirst();
    var more = changes.size() == 1 ? "" : ", and %d more".formatted(changes.size() - 1);
    return "%s: %s → %s%s"
        .formatted(
            first.path(), first.before().orElse("nothing"), first.after().orElse("nothing"), more);
  }
}
