package dev.tributary.ingestion.json;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// YAML that people write, within bounds: of its size, of what its aliases grow to, and of how deep
/// it is nested, which the library has no bound for. Safe for use by many threads.
public final class Yaml {
  private static final int DEEPEST = 100;
  private static final int ALIASES = 10;

  private Yaml() {}

  /// The value that `text` is: of maps, lists, texts, numbers and so on; null if there is none.
  ///
  /// @param label what messages call it
  /// @param longest how many characters it may have
  /// @throws YamlEngineException if it is no YAML, or beyond a bound
  public static @Nullable Object parse(Object label, String text, int longest) {
    var settings =
        LoadSettings.builder()
            .setLabel(label.toString())
            .setMaxAliasesForCollections(ALIASES)
            .setCodePointLimit(longest)
            .build();
    refuseTooDeep(settings, text);
    return new Load(settings).loadFromString(text);
  }

  private static void refuseTooDeep(LoadSettings settings, String text) {
    var depth = 0;
    for (var event : new Parse(settings).parseString(text)) {
      switch (event) {
        case CollectionStartEvent _ -> depth++;
        case CollectionEndEvent _ -> depth--;
        default -> {}
      }
      if (depth > DEEPEST) {
        throw new YamlEngineException(
            "expected at most %d lists and maps within each other, found more".formatted(DEEPEST));
      }
    }
  }
}
