package dev.tributary.cli;

import dev.tributary.Setting;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Defaults of settings as one would write them.
final class Defaults {
  /// The largest first.
  private static final List<Map.Entry<String, Duration>> TIMES =
      List.of(
          Map.entry("d", Duration.ofDays(1)),
          Map.entry("h", Duration.ofHours(1)),
          Map.entry("m", Duration.ofMinutes(1)),
          Map.entry("s", Duration.ofSeconds(1)),
          Map.entry("ms", Duration.ofMillis(1)));

  private static final List<Map.Entry<String, Long>> BYTES =
      List.of(
          Map.entry(" GiB", 1L << 30), Map.entry(" MiB", 1L << 20), Map.entry(" KiB", 1L << 10));

  private Defaults() {}

  /// The default of `setting`; empty if it has none, or if it is to have no value.
  static Optional<String> of(Setting<?> setting) {
    return setting.fallback().flatMap(Defaults::text);
  }

  private static Optional<String> text(Object value) {
    return switch (value) {
      case Optional<?> some -> some.flatMap(Defaults::text);
      case Collection<?> many when many.isEmpty() -> Optional.empty();
      case Collection<?> many ->
          Optional.of(many.stream().map(String::valueOf).collect(Collectors.joining(",")));
      case Duration time -> Optional.of(written(time));
      case Long bytes -> Optional.of(written(bytes));
      case Enum<?> choice -> Optional.of(choice.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      default -> Optional.of(value.toString());
    };
  }

  private static String written(Duration time) {
    return TIMES.stream()
        .filter(unit -> !time.isZero() && time.toNanos() % unit.getValue().toNanos() == 0)
        .findFirst()
        .map(unit -> time.dividedBy(unit.getValue()) + unit.getKey())
        .orElseGet(time::toString);
  }

  private static String written(long bytes) {
    return BYTES.stream()
        .filter(unit -> bytes != 0 && bytes % unit.getValue() == 0)
        .findFirst()
        .map(unit -> bytes / unit.getValue() + unit.getKey())
        .orElseGet(() -> Long.toString(bytes));
  }
}
