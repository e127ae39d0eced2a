package dev.tributary.cli;

import dev.tributary.recovery.Failure.State;
import dev.tributary.recovery.Selection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that say which failures are meant.
final class FailureOptions {
  @Option(names = "--app", paramLabel = "NAME", description = "Those of this application.")
  private @Nullable String application;

  @Option(names = "--provider", paramLabel = "NAME", description = "Those of this provider.")
  private @Nullable String provider;

  @Option(
      names = "--error",
      paramLabel = "TEXT",
      description = "Those whose error or cause has this in it.")
  private @Nullable String error;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Those since then: 30m, 12h, 7d, 2026-11-22 or 2026-11-22T10:00:00Z.")
  private @Nullable String since;

  @Option(
      names = "--after",
      paramLabel = "ACT",
      description = "Those that failed again after this act.")
  private @Nullable String after;

  /// @param ids of failures; any, if there are none
  Selection selection(List<String> ids, List<State> states, InstantSource clock) {
    return new Selection(
        ids,
        Optional.ofNullable(application),
        Optional.ofNullable(provider),
        Optional.ofNullable(error),
        Optional.ofNullable(since).map(text -> instant(text, clock)),
        Optional.empty(),
        Optional.ofNullable(after),
        states);
  }

  /// @throws UsageException if `text` is none of the forms that the help names
  static Instant instant(String text, InstantSource clock) {
    try {
      if (text.matches("[0-9]{1,6}[smhd]")) {
        var form = text.endsWith("d") ? "P" + text : "PT" + text;
        return clock.instant().minus(Duration.parse(form));
      }
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException wrong) {
      throw new UsageException(
          "expected a time such as 30m, 12h, 7d, 2026-11-22 or 2026-11-22T10:00:00Z, got: \"%s\""
              .formatted(text),
          wrong);
    }
  }
}
