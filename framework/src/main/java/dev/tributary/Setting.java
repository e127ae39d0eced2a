package dev.tributary;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A named value that an operator may choose, declared where it is used:
///
///     static final Setting<Duration> TIMEOUT =
///         Setting.duration("http.timeout", "How long an answer may take.")
///             .orElse(Duration.ofSeconds(30));
///
/// Immutable. [Settings] holds the values.
public final class Setting<T> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*");
  private static final Pattern AMOUNT = Pattern.compile("([0-9]+) ?([A-Za-z]*)");
  private static final Map<String, Long> BYTES =
      Map.of(
          "",
          1L,
          "b",
          1L,
          "kb",
          1_000L,
          "mb",
          1_000_000L,
          "gb",
          1_000_000_000L,
          "kib",
          1L << 10,
          "mib",
          1L << 20,
          "gib",
          1L << 30);
  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms",
          Duration.ofMillis(1),
          "s",
          Duration.ofSeconds(1),
          "m",
          Duration.ofMinutes(1),
          "min",
          Duration.ofMinutes(1),
          "h",
          Duration.ofHours(1),
          "d",
          Duration.ofDays(1));

  private final String name;
  private final String description;
  private final Type<T> type;
  private final Optional<T> fallback;

  /// How a value is read.
  ///
  /// @param expected what a value has to be, as in `a duration such as 30s`
  /// @param parser empty if it is not one
  private record Type<T>(String expected, Parser<T> parser, boolean secret) {
    Type<T> where(Predicate<T> condition, String newExpected) {
      return new Type<>(newExpected, text -> parser.parse(text).filter(condition), secret);
    }
  }

  @FunctionalInterface
  private interface Parser<T> {
    Optional<T> parse(String text);
  }

  private Setting(String name, String description, Type<T> type, Optional<T> fallback) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected a setting's name like \"http.timeout\", got: \"" + name + "\"");
    }
    this.name = name;
    this.description = description;
    this.type = type;
    this.fallback = fallback;
  }

  private static <T> Setting<T> of(
      String name, String description, String expected, Parser<T> parser) {
    return new Setting<>(name, description, new Type<>(expected, parser, false), Optional.empty());
  }

  /// Any text but an empty one.
  public static Setting<String> text(String name, String description) {
    return of(name, description, "a text", text -> Optional.of(text).filter(t -> !t.isBlank()));
  }

  public static Setting<Integer> integer(String name, String description) {
    return of(name, description, "an integer", Setting::parseInteger);
  }

  /// `true` or `false`; also `yes`, `no`, `on`, `off`.
  public static Setting<Boolean> flag(String name, String description) {
    return of(name, description, "true or false", Setting::parseFlag);
  }

  /// `250ms`, `30s`, `5m`, `2h`, `7d`, or as ISO 8601 has it (`PT30S`).
  public static Setting<Duration> duration(String name, String description) {
    return of(name, description, "a duration such as 30s or 5m", Setting::parseDuration);
  }

  /// A number of bytes: `65536`, `64 KiB`, `1 MB`.
  public static Setting<Long> bytes(String name, String description) {
    return of(name, description, "a number of bytes such as 64 KiB", Setting::parseBytes);
  }

  /// A file or folder; a relative one is relative to where the process was started.
  public static Setting<Path> path(String name, String description) {
    return of(name, description, "a path", Setting::parsePath);
  }

  /// An absolute URI.
  public static Setting<URI> uri(String name, String description) {
    return of(name, description, "a URI such as https://example.org/api", Setting::parseUri);
  }

  /// One of the constants of `type`, in lower case and with `-` for `_`.
  public static <E extends Enum<E>> Setting<E> choice(
      String name, Class<E> type, String description) {
    var constants =
        Stream.of(type.getEnumConstants())
            .collect(Collectors.toMap(Setting::word, constant -> constant));
    var words =
        Stream.of(type.getEnumConstants()).map(Setting::word).collect(Collectors.joining(", "));
    return of(
        name,
        description,
        "one of " + words,
        text -> Optional.ofNullable(constants.get(text.strip().toLowerCase(Locale.ROOT))));
  }

  /// Several texts; where only one can be given, they are separated by commas.
  public static Setting<List<String>> list(String name, String description) {
    return of(
        name,
        description,
        "texts separated by commas",
        text ->
            Optional.of(
                Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList()));
  }

  /// A password or a token. Give it as the name of a file that holds it, by the name of the setting
  /// with `.file` added; never on the command line, which others can read.
  public static Setting<Secret> secret(String name, String description) {
    Parser<Secret> parser =
        text -> Optional.of(text.strip()).filter(t -> !t.isEmpty()).map(Secret::of);
    return new Setting<>(name, description, new Type<>("a secret", parser, true), Optional.empty());
  }

  /// This setting, with a value for those who do not choose one.
  public Setting<T> orElse(T value) {
    return new Setting<>(name, description, type, Optional.of(value));
  }

  /// This setting, which need not have a value.
  public Setting<Optional<T>> optional() {
    Parser<Optional<T>> parser =
        text -> {
          var parsed = type.parser().parse(text);
          return parsed.isPresent() ? Optional.of(parsed) : Optional.empty();
        };
    return new Setting<>(
        name,
        description,
        new Type<>(type.expected(), parser, type.secret()),
        Optional.of(Optional.<T>empty()));
  }

  /// This setting, for values that meet `condition` only.
  ///
  /// @param expected what they have to be, as in `a positive integer`
  public Setting<T> where(Predicate<T> condition, String expected) {
    return new Setting<>(name, description, type.where(condition, expected), fallback);
  }

  /// Words joined by dots and dashes; those of a plugin begin with its name.
  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  /// What a value has to be, as in `a duration such as 30s`.
  public String expected() {
    return type.expected();
  }

  /// The value for those who do not choose one; empty if one must.
  public Optional<T> fallback() {
    return fallback;
  }

  public boolean isSecret() {
    return type.secret();
  }

  /// The variable of the environment that sets it: `TRIBUTARY_HTTP_TIMEOUT` for `http.timeout`.
  public String variable() {
    return "TRIBUTARY_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// The value that `text` stands for.
  ///
  /// @throws IllegalArgumentException if it stands for none, saying what was expected
  public T parse(String text) {
    return type.parser()
        .parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected %s to be %s, got: %s"
                        .formatted(
                            name,
                            type.expected(),
                            type.secret() ? "something else" : "\"" + text + "\"")));
  }

  @Override
  public String toString() {
    return name;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Integer> parseInteger(String text) {
    try {
      return Optional.of(Integer.valueOf(text.strip()));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> parseFlag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Duration> parseDuration(String text) {
    try {
      var amount = AMOUNT.matcher(text.strip());
      if (!amount.matches()) {
        return Optional.of(Duration.parse(text.strip())).filter(parsed -> !parsed.isNegative());
      }
      return Optional.ofNullable(TIMES.get(amount.group(2).toLowerCase(Locale.ROOT)))
          .map(unit -> unit.multipliedBy(Long.parseLong(amount.group(1))));
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  private static Optional<Long> parseBytes(String text) {
    var amount = AMOUNT.matcher(text.strip());
    if (!amount.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(BYTES.get(amount.group(2).toLowerCase(Locale.ROOT)))
          .map(unit -> Math.multiplyExact(unit, Long.parseLong(amount.group(1))));
    } catch (ArithmeticException | NumberFormatException tooMany) {
      return Optional.empty();
    }
  }

  private static Optional<Path> parsePath(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (java.nio.file.InvalidPathException notOne) {
      return Optional.empty();
    }
  }

  private static Optional<URI> parseUri(String text) {
    try {
      return Optional.of(URI.create(text.strip())).filter(URI::isAbsolute);
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }
}
