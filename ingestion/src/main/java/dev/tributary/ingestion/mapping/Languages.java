package dev.tributary.ingestion.mapping;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Languages as ONIX names them (list 74: ISO 639-2/B) and as everybody else does (BCP 47, which
/// takes the shortest code of ISO 639 there is).
final class Languages {

  /// The codes of ISO 639-2/B that differ from those of 639-2/T, by which the JDK knows them.
  private static final Map<String, String> BIBLIOGRAPHIC =
      Map.ofEntries(
          Map.entry("alb", "sq"),
          Map.entry("arm", "hy"),
          Map.entry("baq", "eu"),
          Map.entry("bur", "my"),
          Map.entry("chi", "zh"),
          Map.entry("cze", "cs"),
          Map.entry("dut", "nl"),
          Map.entry("fre", "fr"),
          Map.entry("geo", "ka"),
          Map.entry("ger", "de"),
          Map.entry("gre", "el"),
          Map.entry("ice", "is"),
          Map.entry("mac", "mk"),
          Map.entry("mao", "mi"),
          Map.entry("may", "ms"),
          Map.entry("per", "fa"),
          Map.entry("rum", "ro"),
          Map.entry("slo", "sk"),
          Map.entry("tib", "bo"),
          Map.entry("wel", "cy"));

  private static final Map<String, String> SHORTEST = shortest();
  private static final Map<String, String> NAMED = byName();

  private Languages() {}

  /// The tag for `code`, or for the English name of a language; a code that has no shorter one, or
  /// is none, as it is.
  static String tag(String code) {
    var trimmed = code.strip();
    return SHORTEST.getOrDefault(trimmed.toLowerCase(Locale.ROOT), trimmed);
  }

  /// The tag of a language that is named in English; a name that is none, or a tag, as it is.
  static String named(String name) {
    return NAMED.getOrDefault(name.toLowerCase(Locale.ROOT), name);
  }

  private static Map<String, String> byName() {
    var named = new HashMap<String, String>();
    for (var code : Locale.getISOLanguages()) {
      var name = Locale.of(code).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT);
      named.putIfAbsent(name, code);
    }
    return Map.copyOf(named);
  }

  private static Map<String, String> shortest() {
    var shortest = new HashMap<>(BIBLIOGRAPHIC);
    Arrays.stream(Locale.getISOLanguages())
        .map(Locale::of)
        .forEach(
            locale -> {
              shortest.putIfAbsent(locale.getISO3Language(), locale.toLanguageTag());
              shortest.putIfAbsent(
                  locale.getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT),
                  locale.toLanguageTag());
            });
    return Map.copyOf(shortest);
  }
}
