package dev.tributary.ingestion.trust;

import dev.tributary.Setting;
import dev.tributary.spi.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whose word on a field is shown, of those who speak of it: that of the first in this order.
///
/// Editors come first, always. After them, unless the settings say otherwise, the provider, then
/// the third parties in the order of their file.
public final class TrustOrder {
  /// The source of what editors say.
  public static final String EDITOR = "editor";

  /// The source of what the provider says.
  public static final String PROVIDER = "provider";

  /// In general.
  public static final Setting<List<String>> ORDER =
      Setting.list(
              "trust.order",
              "Whose word on a product is shown, the most trusted first: provider, or names of"
                  + " enrichers. Editors come before them; those who are not named come after"
                  + " them.")
          .orElse(List.of());

  /// For fields of their own.
  public static final Setting<List<String>> FIELDS =
      Setting.list(
              "trust.fields",
              "The same for single fields, each as FIELD = SOURCE > SOURCE, such as"
                  + " cover = covers > provider.")
          .orElse(List.of());

  private final List<String> general;
  private final Map<String, List<String>> byField;

  private TrustOrder(List<String> general, Map<String, List<String>> byField) {
    this.general = general;
    this.byField = byField;
  }

  /// The order that the settings say.
  ///
  /// @param order the value of [#ORDER]
  /// @param fields the value of [#FIELDS]
  /// @param enrichers the names of those who are asked, in the order of their file
  /// @throws IllegalArgumentException if a value says something that it cannot
  public static TrustOrder of(List<String> order, List<String> fields, List<String> enrichers) {
    var known = new LinkedHashSet<>(List.of(EDITOR, PROVIDER));
    known.addAll(enrichers);
    var general = ranked(ORDER, order, known);
    var byField = new LinkedHashMap<String, List<String>>();
    for (var each : fields) {
      var parts = each.split("=", -1);
      if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
        throw new IllegalArgumentException(
            "expected %s to be like \"cover = covers > provider\", got: \"%s\""
                .formatted(FIELDS.name(), each));
      }
      var sources = Arrays.stream(parts[1].split(">", -1)).map(String::strip).toList();
      if (byField.put(parts[0].strip(), ranked(FIELDS, sources, new LinkedHashSet<>(general)))
          != null) {
        throw new IllegalArgumentException(
            "expected %s to name a field once, got twice: %s"
                .formatted(FIELDS.name(), parts[0].strip()));
      }
    }
    return new TrustOrder(general, byField);
  }

  /// The order of those who set nothing.
  public static TrustOrder usual() {
    return of(List.of(), List.of(), List.of());
  }

  /// All that are `known`, the editor first, then those of `sources`, then the others.
  private static List<String> ranked(
      Setting<List<String>> setting, List<String> sources, Set<String> known) {
    var ranked = new LinkedHashSet<String>(List.of(EDITOR));
    for (var source : sources) {
      if (!known.contains(source)) {
        throw new IllegalArgumentException(
            "expected %s to name sources, of %s, got: \"%s\"%s"
                .formatted(
                    setting.name(),
                    String.join(", ", known),
                    source,
                    Suggestion.didYouMean(source, known)));
      }
      if (source.equals(EDITOR) && !source.equals(sources.getFirst())) {
        throw new IllegalArgumentException(
            "expected %s to have the editor first, whose changes always win, or not at all, got: %s"
                .formatted(setting.name(), String.join(" > ", sources)));
      }
      ranked.add(source);
    }
    ranked.addAll(known);
    return List.copyOf(ranked);
  }

  /// Sources by how much they are trusted in `field`, the most trusted first; those that nobody
  /// named last, by name.
  Comparator<String> on(String field) {
    var order = new ArrayList<>(byField.getOrDefault(field, general));
    return Comparator.comparingInt(
            (String source) -> order.contains(source) ? order.indexOf(source) : order.size())
        .thenComparing(Comparator.naturalOrder());
  }
}
