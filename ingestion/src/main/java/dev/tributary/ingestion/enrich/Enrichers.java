package dev.tributary.ingestion.enrich;

import dev.tributary.ingestion.enrich.Enricher.Kind;
import dev.tributary.ingestion.json.Json;
import dev.tributary.spi.Suggestion;
import dev.tributary.thirdparty.Rate;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;

/// Reads who is asked about products, from a file:
///
/// ```yaml
/// musicbrainz:
///   kind: musicbrainz                  # or cover-art, open-library, json
///   contact: ops@radio.example
/// covers:
///   kind: cover-art
///   after: musicbrainz                 # whose findings it needs
/// genres:
///   kind: json
///   url: https://genres.example/v1/
///   path: tracks?isrc={isrc}
///   values: {genre: /genre/name}       # JSON pointers
/// ```
public final class Enrichers {
  private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
  private static final int LONGEST_NAME = 60;

  /// What others are known by who speak of products.
  private static final List<String> RESERVED = List.of("editor", "provider", "assets");

  private static final double CONFIDENCE = 0.8;

  private Enrichers() {}

  /// An enricher as it is written.
  private record Written(
      Optional<String> kind,
      Optional<String> url,
      Optional<String> path,
      Map<String, String> values,
      Optional<Double> confidence,
      Optional<String> rate,
      Optional<String> contact,
      Optional<Boolean> privateAllowed,
      List<String> types,
      Optional<String> after) {}

  /// The enrichers that `file` says, in its order.
  ///
  /// @throws IllegalArgumentException if it says something that it cannot, naming what and where
  public static List<Enricher> read(Path file) {
    var written = new LinkedHashMap<String, Object>();
    switch (parsed(file)) {
      case null -> {}
      case Map<?, ?> entries -> entries.forEach((name, each) -> written.put(name + "", each));
      case Object other ->
          throw wrong(file, "expected enrichers by their names, got: " + other, null);
    }
    var enrichers =
        written.entrySet().stream()
            .map(entry -> enricher(file, entry.getKey(), entry.getValue()))
            .toList();
    for (var enricher : enrichers) {
      enricher
          .after()
          .filter(other -> !written.containsKey(other))
          .ifPresent(
              unknown -> {
                throw wrong(
                    file,
                    "expected %s to come after one of %s, got: %s"
                        .formatted(enricher.name(), String.join(", ", written.keySet()), unknown),
                    null);
              });
    }
    return enrichers;
  }

  private static @Nullable Object parsed(Path file) {
    try {
      return new Load(
              LoadSettings.builder()
                  .setLabel(file.toString())
                  .setMaxAliasesForCollections(10)
                  .setCodePointLimit(1_000_000)
                  .build())
          .loadFromString(Files.readString(file));
    } catch (YamlEngineException malformed) {
      throw wrong(file, "expected YAML, found: " + malformed.getMessage(), malformed);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "expected enrichers to name a file that can be read, got: \"%s\" (%s)"
              .formatted(file, unreadable),
          unreadable);
    }
  }

  private static Enricher enricher(Path file, String name, Object value) {
    if (!name.matches(NAME) || name.length() > LONGEST_NAME) {
      throw wrong(
          file,
          "expected the name of an enricher of lower-case words joined by \"-\", got: \"%s\""
              .formatted(name),
          null);
    }
    if (RESERVED.contains(name)) {
      throw wrong(
          file,
          "expected the name of an enricher to be none of %s, got: \"%s\""
              .formatted(String.join(", ", RESERVED), name),
          null);
    }
    try {
      return enricher(name, Json.read(Json.tree(value), Written.class));
    } catch (JacksonException unknown) {
      throw wrong(file, name + ": " + unknown.getOriginalMessage(), unknown);
    } catch (IllegalArgumentException unfit) {
      throw wrong(file, name + ": " + unfit.getMessage(), unfit);
    }
  }

  private static Enricher enricher(String name, Written written) {
    var kind = kind(written.kind().orElse(""));
    var url = written.url().or(kind::url).orElseThrow(() -> missing("url"));
    return new Enricher(
        name,
        kind,
        base(url),
        written.rate().or(kind::rate).map(Rate::parse),
        written.contact().orElse(""),
        written.privateAllowed().orElse(false),
        written.types(),
        written.after(),
        kind == Kind.JSON ? Optional.of(mapping(written)) : Optional.empty());
  }

  /// Complains without what was found, which may have a password in it.
  private static URI base(String url) {
    var expected = "expected its url to be like https://api.example/v1/, without a user";
    try {
      var base = new URI(url.endsWith("/") ? url : url + "/");
      if (base.getUserInfo() == null) {
        return base;
      }
    } catch (URISyntaxException notOne) {
      throw new IllegalArgumentException(expected, notOne);
    }
    throw new IllegalArgumentException(expected);
  }

  private static Kind kind(String word) {
    return Stream.of(Kind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected its kind to be one of %s, got: \"%s\"%s"
                        .formatted(
                            String.join(", ", Kind.words()),
                            word,
                            Suggestion.didYouMean(word, Kind.words()))));
  }

  private static MappedJson mapping(Written written) {
    var path = written.path().orElseThrow(() -> missing("path"));
    if (MappedJson.PLACEHOLDERS.stream().noneMatch(path::contains)) {
      throw new IllegalArgumentException(
          "expected its path to have one of %s in it, got: %s"
              .formatted(String.join(", ", MappedJson.PLACEHOLDERS), path));
    }
    if (written.values().isEmpty()) {
      throw missing("values");
    }
    written
        .values()
        .forEach(
            (field, pointer) -> {
              if (!pointer.startsWith("/")) {
                throw new IllegalArgumentException(
                    "expected the value of %s to be a JSON pointer such as /genre/name, got: %s"
                        .formatted(field, pointer));
              }
            });
    return new MappedJson(path, written.values(), written.confidence().orElse(CONFIDENCE));
  }

  private static IllegalArgumentException missing(String key) {
    return new IllegalArgumentException("expected it to have " + key);
  }

  private static IllegalArgumentException wrong(
      Path file, String message, @Nullable Throwable cause) {
    return new IllegalArgumentException(file + ": " + message, cause);
  }
}
