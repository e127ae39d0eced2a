package dev.tributary.ingestion.enrich;

import dev.tributary.ingestion.enrich.Enricher.Kind;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.json.Yaml;
import dev.tributary.ingestion.live.LiveFile;
import dev.tributary.spi.Suggestion;
import dev.tributary.thirdparty.Rate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;

/// Reads who is asked about products, from a file:
///
/// ```yaml
/// musicbrainz:
///   kind: musicbrainz                  # or cover-art, open-library, model, json
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
  private static final int LONGEST_FILE = 1_000_000;

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
      Optional<String> after,
      Optional<String> version) {}

  /// The enrichers that `file` says, in its order.
  ///
  /// @throws IllegalArgumentException if it says something that it cannot, naming what and where
  public static List<Enricher> read(Path file) {
    var written = entries(file);
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

  private static Map<String, Object> entries(Path file) {
    var written = new LinkedHashMap<String, Object>();
    switch (parsed(file)) {
      case null -> {}
      case Map<?, ?> entries -> entries.forEach((name, each) -> written.put(name + "", each));
      case Object other ->
          throw wrong(file, "expected enrichers by their names, got: " + other, null);
    }
    return written;
  }

  private static @Nullable Object parsed(Path file) {
    try {
      return Yaml.parse(file, Files.readString(file), LONGEST_FILE);
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
    return read(file, name, value, written -> asWritten(file, name, written));
  }

  private static <T> T read(
      Path file, String name, @Nullable Object value, Function<Written, T> reader) {
    if (value == null) {
      throw wrong(file, name + ": expected it to say what it is, found nothing", null);
    }
    try {
      return reader.apply(Json.read(Json.tree(value), Written.class));
    } catch (JacksonException unknown) {
      throw wrong(file, name + ": " + unknown.getOriginalMessage(), unknown);
    } catch (IllegalArgumentException unfit) {
      throw wrong(file, name + ": " + unfit.getMessage(), unfit);
    }
  }

  private static Enricher asWritten(Path file, String name, Written written) {
    var kind = kind(written.kind().orElse(""));
    var url = written.url().or(kind::url).orElseThrow(() -> missing("url"));
    if (written.version().isPresent() && kind != Kind.MODEL) {
      throw new IllegalArgumentException("expected a version for a model only");
    }
    return new Enricher(
        name,
        kind,
        base(url),
        written.rate().or(kind::rate).map(Rate::parse),
        written.contact().orElse(""),
        written.privateAllowed().orElse(false),
        written.types(),
        written.after(),
        described(file, name, kind, written));
  }

  private static Optional<Supplier<Source>> described(
      Path file, String name, Kind kind, Written written) {
    return switch (kind) {
      case MUSICBRAINZ, COVER_ART, OPEN_LIBRARY -> Optional.empty();
      case JSON -> {
        var mapping = mapping(written);
        yield Optional.of(() -> mapping);
      }
      case MODEL -> {
        var model = model(written);
        yield Optional.of(() -> new AskedModel(model, liveVersion(file, name)));
      }
    };
  }

  /// The version that the file says, whatever changes there.
  private static LiveFile<String> liveVersion(Path enrichers, String name) {
    try {
      return LiveFile.open(
          enrichers, file -> read(file, name, entry(file, name), Enrichers::version));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Object entry(Path file, String name) {
    var entry = entries(file).get(name);
    if (entry == null) {
      throw wrong(file, "expected it to have the model " + name + " still, found none", null);
    }
    return entry;
  }

  private static String version(Written written) {
    var version = written.version().orElse(AskedModel.PROMOTED);
    if (!version.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "expected its version to be promoted, latest, or a word such as v12, got: \"%s\""
              .formatted(version));
    }
    return version;
  }

  private static AskedModel.Model model(Written written) {
    var _ = version(written);
    var path = written.path().orElse(AskedModel.VERSION);
    if (!path.contains(AskedModel.VERSION)) {
      throw new IllegalArgumentException(
          "expected its path to have %s in it, got: %s".formatted(AskedModel.VERSION, path));
    }
    return new AskedModel.Model(path, values(written), confidence(written));
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
    return new MappedJson(path, values(written), confidence(written));
  }

  private static double confidence(Written written) {
    double confidence = written.confidence().orElse(CONFIDENCE);
    if (confidence >= 0 && confidence <= 1) {
      return confidence;
    }
    throw new IllegalArgumentException(
        "expected its confidence to be from 0 to 1, got: " + confidence);
  }

  private static Map<String, String> values(Written written) {
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
    return written.values();
  }

  private static IllegalArgumentException missing(String key) {
    return new IllegalArgumentException("expected it to have " + key);
  }

  private static IllegalArgumentException wrong(
      Path file, String message, @Nullable Throwable cause) {
    return new IllegalArgumentException(file + ": " + message, cause);
  }
}
