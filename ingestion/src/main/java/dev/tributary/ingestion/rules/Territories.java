package dev.tributary.ingestion.rules;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the codes of territories in deals mean (DDEX Allowed Value Sets, CurrentTerritoryCode).
final class Territories {

  static final String WORLDWIDE = "Worldwide";

  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  /// ISO 3166-3: the code that a country had, and the one of what became of it, or a filler.
  private static final Set<String> FORMER = Locale.getISOCountries(Locale.IsoCountryCode.PART3);

  private static final Set<String> FORMER_SHORT =
      FORMER.stream()
          .map(code -> code.substring(0, 2))
          .filter(code -> !COUNTRIES.contains(code))
          .collect(toUnmodifiableSet());

  /// Those that were divided, which their codes do not tell.
  private static final Map<String, List<String>> DIVIDED =
      Map.of(
          "AN", List.of("BQ", "CW", "SX"),
          "CS", List.of("RS", "ME"),
          "SU",
              List.of("RU", "AM", "AZ", "EE", "GE", "KZ", "KG", "LV", "LT", "MD", "TJ", "TM", "UZ"),
          "YU", List.of("BA", "HR", "ME", "MK", "RS", "SI"));

  private static final Map<String, List<String>> SUCCESSORS =
      FORMER.stream()
          .filter(code -> FORMER_SHORT.contains(code.substring(0, 2)))
          .filter(code -> COUNTRIES.contains(code.substring(2)))
          .filter(code -> !DIVIDED.containsKey(code.substring(0, 2)))
          .collect(
              toUnmodifiableMap(
                  code -> code.substring(0, 2),
                  code -> List.of(code.substring(2)),
                  (one, _) -> one));

  /// Codes that people write for another.
  private static final Map<String, String> MISTAKEN =
      Map.of(
          "UK", "GB",
          "EL", "GR",
          "WW", WORLDWIDE,
          "WORLD", WORLDWIDE,
          "WORLDWIDE", WORLDWIDE,
          "ALL", WORLDWIDE);

  private static final Pattern SUBDIVISION = Pattern.compile("([A-Z]{2})-[A-Z0-9]{1,3}");

  /// CISAC's TIS: countries by their number in ISO 3166-1 (and some of its own), groups of them
  /// from 2100 on.
  private static final Pattern TIS =
      Pattern.compile("0*([48]|[1-9][0-9]|[1-8][0-9]{2}|21[0-3][0-9])");

  private Territories() {}

  /// Whether a deal may name it: the world, a country of today, a part of one, or one of CISAC's.
  static boolean isKnown(String code) {
    var subdivision = SUBDIVISION.matcher(code);
    return code.equals(WORLDWIDE)
        || COUNTRIES.contains(code)
        || (subdivision.matches() && COUNTRIES.contains(subdivision.group(1)))
        || isTis(code);
  }

  /// Whether it is one of CISAC's numbers.
  static boolean isTis(String code) {
    return TIS.matcher(code).matches();
  }

  /// Whether it is the code of a country that is no more.
  static boolean isFormer(String code) {
    return FORMER_SHORT.contains(code) || FORMER.contains(code);
  }

  /// What to write instead of a former or mistaken code, as far as we know.
  static List<String> instead(String code) {
    var upper = code.toUpperCase(Locale.ROOT);
    var country = upper.length() == 4 && FORMER.contains(upper) ? upper.substring(0, 2) : upper;
    return Optional.ofNullable(DIVIDED.get(country))
        .or(() -> Optional.ofNullable(SUCCESSORS.get(country)))
        .or(() -> Optional.ofNullable(MISTAKEN.get(upper)).map(List::of))
        .or(() -> Optional.of(upper).filter(Territories::isKnown).map(List::of))
        .orElse(List.of());
  }

  /// The country that a subdivision is part of; any other code as it is.
  static String country(String code) {
    var subdivision = SUBDIVISION.matcher(code);
    return subdivision.matches() ? subdivision.group(1) : code;
  }
}
