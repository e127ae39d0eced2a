package dev.tributary.ingestion.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Territories as tables have them: codes by whatever they are parted, or words.
///
/// Commas part whatever they stand between, blanks and the like nothing but codes in capitals: of
/// `World ex US` or `not in US` no single word is on offer, and `United Kingdom` is one name. What
/// is no code stays as it is written, for a table of words or for whoever is told of it.
final class TableTerritories {

  private static final String WORLDWIDE = "Worldwide";

  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  private static final Pattern COMMAS = Pattern.compile("\\s*,\\s*");
  private static final Pattern BETWEEN_CODES = Pattern.compile("[\\s/&+]+");

  /// A country, a part of one, or a number of CISAC's.
  private static final Pattern CODE = Pattern.compile("([A-Z]{2})(-[A-Z0-9]{1,3})?|\\d{1,4}");

  private TableTerritories() {}

  /// Where something is on offer. The world beside anything but codes is mostly the world without
  /// some of it, and so stays one text.
  static List<String> offered(List<String> texts) {
    var parts = parts(texts);
    return parts.contains(WORLDWIDE) && !parts.stream().allMatch(TableTerritories::isCode)
        ? List.of(String.join(", ", texts))
        : parts;
  }

  /// Where nothing is on offer: also by the codes within what cannot be read as a whole, since an
  /// offer too few can be mended.
  static List<String> withheld(List<String> texts) {
    return parts(texts).stream()
        .flatMap(part -> isCode(part) ? Stream.of(part) : withCodes(part))
        .distinct()
        .toList();
  }

  private static List<String> parts(List<String> texts) {
    return texts.stream()
        .flatMap(COMMAS::splitAsStream)
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .flatMap(part -> areCodes(part) ? BETWEEN_CODES.splitAsStream(part) : Stream.of(part))
        .map(TableTerritories::named)
        .toList();
  }

  private static boolean areCodes(String part) {
    return Arrays.stream(BETWEEN_CODES.split(part, -1)).allMatch(TableTerritories::isCountry);
  }

  private static Stream<String> withCodes(String part) {
    return Stream.concat(
        Stream.of(part), BETWEEN_CODES.splitAsStream(part).filter(TableTerritories::isCountry));
  }

  /// All the world by its usual names, a code in capitals, anything else as it is.
  private static String named(String part) {
    var capitals = part.toUpperCase(Locale.ROOT);
    return switch (capitals) {
      case "WW", "WORLD", "WORLDWIDE", "GLOBAL" -> WORLDWIDE;
      case String code when isCountry(code) -> code;
      case String _ -> part;
    };
  }

  private static boolean isCode(String part) {
    return part.equals(WORLDWIDE) || isCountry(part);
  }

  /// UK is no code, but taken for one by many.
  private static boolean isCountry(String part) {
    var code = CODE.matcher(part);
    return code.matches()
        && (code.group(1) == null
            || COUNTRIES.contains(code.group(1))
            || code.group(1).equals("UK"));
  }
}
