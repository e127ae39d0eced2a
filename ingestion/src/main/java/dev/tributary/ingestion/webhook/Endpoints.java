package dev.tributary.ingestion.webhook;

import dev.tributary.ingestion.json.Yaml;
import dev.tributary.ingestion.webhook.Endpoint.Filter;
import dev.tributary.ingestion.webhook.SecretSource.InFile;
import dev.tributary.ingestion.webhook.SecretSource.InVariable;
import dev.tributary.spi.Suggestion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads who is to be told, from a file or from all YAML files of a folder:
///
/// ```yaml
/// shop:
///   url: https://shop.example/hooks/catalogue
///   secretFile: shop.secret             # or secretVariable: SHOP_WEBHOOK_SECRET
///   providers: [meadow]                 # absent: all; likewise the next two
///   actions: [upsert, takedown]
///   types: [release]
/// ```
public final class Endpoints {
  private static final List<String> KEYS =
      List.of("url", "secretFile", "secretVariable", "providers", "actions", "types");

  private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /// Less than the longest name of a queue that every broker takes.
  private static final int LONGEST_NAME = 60;

  private static final int LONGEST_FILE = 1_000_000;

  private Endpoints() {}

  /// The endpoints that `path` says, in the order of their names.
  ///
  /// @param path a file, or a folder of files that end in `.yaml`
  /// @throws IllegalArgumentException if it says something that it cannot, naming what and where
  public static List<Endpoint> read(Path path) {
    var found = new TreeMap<String, Endpoint>();
    for (var file : files(path)) {
      for (var endpoint : new Reader(file).endpoints()) {
        if (found.put(endpoint.name(), endpoint) != null) {
          throw new IllegalArgumentException(
              "%s: the endpoint %s is in another file of the folder already"
                  .formatted(file, endpoint.name()));
        }
      }
    }
    return List.copyOf(found.values());
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (var files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException unreadable) {
      throw unreadable(path, unreadable);
    }
  }

  private static IllegalArgumentException unreadable(Path path, IOException cause) {
    return new IllegalArgumentException(
        "expected webhooks to name a file or folder that can be read, got: \"%s\" (%s)"
            .formatted(path, cause),
        cause);
  }

  /// Takes endpoints out of one file and complains in terms of it.
  private record Reader(Path file) {

    List<Endpoint> endpoints() {
      var endpoints = new ArrayList<Endpoint>();
      map(parsed(), "the file")
          .forEach((name, value) -> endpoints.add(endpoint(name, map(value, name))));
      return endpoints;
    }

    private @Nullable Object parsed() {
      try {
        return Yaml.parse(file, Files.readString(file), LONGEST_FILE);
      } catch (YamlEngineException malformed) {
        throw wrong("expected YAML, found: " + malformed.getMessage());
      } catch (IOException unreadable) {
        throw unreadable(file, unreadable);
      }
    }

    private Endpoint endpoint(String name, Map<String, @Nullable Object> values) {
      if (!name.matches(NAME) || name.length() > LONGEST_NAME) {
        throw wrong(
            "expected the name of an endpoint of lower-case words joined by \"-\", of at most %d characters, got: \"%s\""
                .formatted(LONGEST_NAME, name));
      }
      for (var key : values.keySet()) {
        if (!KEYS.contains(key)) {
          throw wrong(
              "unknown key %s of %s%s; known are %s"
                  .formatted(key, name, Suggestion.didYouMean(key, KEYS), String.join(", ", KEYS)));
        }
      }
      return new Endpoint(name, url(name, values), secret(name, values), filter(name, values));
    }

    private URI url(String name, Map<String, @Nullable Object> values) {
      var text = text(values, "url").orElse("");
      try {
        var url = URI.create(text);
        var scheme = String.valueOf(url.getScheme());
        if ((scheme.equals("https") || scheme.equals("http"))
            && url.getHost() != null
            && url.getUserInfo() == null
            && url.getFragment() == null) {
          return url;
        }
      } catch (IllegalArgumentException notOne) {
        throw wrong(expectedUrl(name), notOne);
      }
      throw wrong(expectedUrl(name));
    }

    /// Without what was found, which may have a password in it.
    private static String expectedUrl(String name) {
      return "expected the url of %s to be like https://shop.example/hooks, without a user or a fragment"
          .formatted(name);
    }

    private SecretSource secret(String name, Map<String, @Nullable Object> values) {
      var inFile = text(values, "secretFile");
      var inVariable = text(values, "secretVariable");
      if (inFile.isPresent() == inVariable.isPresent()) {
        throw wrong("expected secretFile or secretVariable for %s, one of them".formatted(name));
      }
      if (inVariable.filter(variable -> variable.startsWith("TRIBUTARY_")).isPresent()) {
        throw wrong(
            "expected the secretVariable of %s not to begin with TRIBUTARY_, as settings do"
                .formatted(name));
      }
      return inFile
          .<SecretSource>map(text -> new InFile(file.resolveSibling(text)))
          .orElseGet(() -> new InVariable(inVariable.orElseThrow()));
    }

    private Filter filter(String name, Map<String, @Nullable Object> values) {
      return new Filter(
          texts(name, values, "providers"),
          words(name, values, "actions", Filter.ACTIONS),
          words(name, values, "types", Filter.TYPES));
    }

    private List<String> words(
        String name, Map<String, @Nullable Object> values, String key, List<String> known) {
      var words = texts(name, values, key);
      for (var word : words) {
        if (!known.contains(word)) {
          throw wrong(
              "expected %s of %s to be some of %s, got: %s%s"
                  .formatted(
                      key,
                      name,
                      String.join(", ", known),
                      word,
                      Suggestion.didYouMean(word, known)));
        }
      }
      return words;
    }

    private List<String> texts(String name, Map<String, @Nullable Object> values, String key) {
      return switch (values.get(key)) {
        case null -> List.of();
        case List<?> list when !list.isEmpty() ->
            list.stream().map(String::valueOf).map(String::strip).distinct().toList();
        case String text when !text.isBlank() -> List.of(text.strip());
        case Object other ->
            throw wrong(
                "expected %s of %s to be a list such as [a, b], got: %s"
                    .formatted(key, name, other));
      };
    }

    private Optional<String> text(Map<String, @Nullable Object> values, String key) {
      return Optional.ofNullable(values.get(key)).map(String::valueOf).map(String::strip);
    }

    private Map<String, @Nullable Object> map(@Nullable Object value, String what) {
      var map = new TreeMap<String, @Nullable Object>();
      switch (value) {
        case null -> {}
        case Map<?, ?> entries ->
            entries.forEach((key, entry) -> map.put(String.valueOf(key), entry));
        case Object other ->
            throw wrong("expected %s to consist of `key: value`, got: %s".formatted(what, other));
      }
      return map;
    }

    private IllegalArgumentException wrong(String message) {
      return new IllegalArgumentException(file + ": " + message);
    }

    private IllegalArgumentException wrong(String message, Throwable cause) {
      return new IllegalArgumentException(file + ": " + message, cause);
    }
  }
}
