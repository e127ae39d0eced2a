package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.json.Yaml;
import dev.tributary.ingestion.model.Violation.Severity;
import dev.tributary.ingestion.table.TableDeclaration;
import dev.tributary.ingestion.table.TableDeclarationReader;
import dev.tributary.spi.Suggestion;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// What an operator says of a provider, in `providers/NAME/provider.yaml`:
///
/// ```yaml
/// name: blue-harbour
/// senders: [PADPIDA2026010101A]      # DPIDs, or names where the provider has none
/// mapping: blue-harbour.xsl          # or a class in Java; absent: the base mapping of the format
/// functions: [BlueDates.java]        # that the stylesheet calls; absent: none
/// prewash: [Unbreak.java, wash.xsl]  # what is done to a message before it is read; absent: nothing
/// severities:                        # only where the rule's own is not wanted
///   reference.unused: off
/// requiresAssets: true               # wait for the files of a message; absent: do not
/// acknowledgements: [ddex, csv]      # forms in which it is told how deliveries ended, or off
/// schemas:                           # XSDs to check messages with, by namespace; absent: none
///   ern/382: schemas/release-notification.xsd
/// table: …                           # what its tables (CSV, TSV) are like, see TableDeclaration
/// ```
///
/// @param name as used on the command line
/// @param senders by which its messages are recognised
/// @param mapping its own stylesheet, or source file of a [Mapping]
/// @param functions source files whose methods the stylesheet calls, see [ProviderFunctions]
/// @param prewash stylesheets, and source files of a [Prewash], in their order
/// @param severities of rules, by code; an empty one turns the rule off
/// @param requiresAssets whether a message waits for the files that it names
/// @param acknowledgements forms in which the provider is told; absent: what fits the format
/// @param schemas by the end of the namespace of the messages they are for, such as `ern/382`
/// @param table what its tables are like
public record Provider(
    String name,
    List<String> senders,
    Optional<Path> mapping,
    List<Path> functions,
    List<Path> prewash,
    Map<String, Optional<Severity>> severities,
    boolean requiresAssets,
    Optional<List<Form>> acknowledgements,
    Map<String, Path> schemas,
    Optional<TableDeclaration> table) {

  /// A form of acknowledgements.
  public enum Form {
    /// An `FtpAcknowledgementMessage` of DDEX's choreography.
    DDEX,
    JSON,
    /// A table, a row for each thing that is wrong.
    CSV
  }

  private static final List<String> KEYS =
      List.of(
          "name",
          "senders",
          "mapping",
          "functions",
          "prewash",
          "severities",
          "requiresAssets",
          "acknowledgements",
          "schemas",
          "table");

  private static final String JAVA = ".+\\.java";
  private static final int LONGEST_FILE = 100_000;
  private static final String STYLESHEET_OR_JAVA = ".+\\.(xslt?|java)";

  /// Reads a `provider.yaml`; the paths in it are relative to it.
  ///
  /// @throws IllegalArgumentException if it says something that it cannot, naming what and where
  /// @throws IOException if it cannot be read
  public static Provider read(Path file) throws IOException {
    var reader = new Reader(file);
    var settings = reader.settings(reader.text());
    settings.keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw reader.wrong(
                  "unknown key %s%s; known are %s"
                      .formatted(key, Suggestion.didYouMean(key, KEYS), String.join(", ", KEYS)));
            });
    var mapping = reader.file(settings, "mapping", STYLESHEET_OR_JAVA);
    var functions = reader.files(settings, "functions", JAVA);
    if (!functions.isEmpty() && mapping.filter(own -> !isJava(own)).isEmpty()) {
      throw reader.wrong(
          "expected a stylesheet in mapping that calls the functions, found %s"
              .formatted(mapping.map(_ -> "Java").orElse("none")));
    }
    return new Provider(
        reader
            .text(settings, "name")
            .orElseThrow(() -> reader.wrong("expected a name, found none")),
        reader.texts(settings, "senders"),
        mapping,
        functions,
        reader.files(settings, "prewash", STYLESHEET_OR_JAVA),
        reader.severities(settings),
        reader.truth(settings, "requiresAssets"),
        reader.forms(settings),
        reader.schemas(settings),
        reader.table(settings));
  }

  /// Whether a file is to be compiled as Java.
  static boolean isJava(Path file) {
    return file.toString().endsWith(".java");
  }

  /// Takes values out of the parsed file and complains in terms of the file.
  private record Reader(Path file) {

    String text() throws IOException {
      try {
        return Files.readString(file);
      } catch (CharacterCodingException _) {
        throw wrong("expected text in UTF-8, found other bytes; save it in UTF-8");
      }
    }

    Map<String, @Nullable Object> settings(String yaml) {
      try {
        return map(Yaml.parse(file, yaml, LONGEST_FILE), "the file");
      } catch (YamlEngineException e) {
        throw wrong("expected YAML, found: " + e.getMessage());
      }
    }

    Optional<String> text(Map<String, @Nullable Object> settings, String key) {
      return switch (settings.get(key)) {
        case null -> Optional.empty();
        case String text when !text.isBlank() -> Optional.of(text.strip());
        case Object other -> throw wrong("expected %s to be text, got: %s".formatted(key, other));
      };
    }

    List<String> texts(Map<String, @Nullable Object> settings, String key) {
      return switch (settings.get(key)) {
        case null -> List.of();
        case List<?> list -> list.stream().map(String::valueOf).map(String::strip).toList();
        case String text -> List.of(text.strip());
        case Object other ->
            throw wrong(
                "expected %s to be a list such as [PADPIDA2026010101A], got: %s"
                    .formatted(key, other));
      };
    }

    Optional<Path> file(Map<String, @Nullable Object> settings, String key, String form) {
      return text(settings, key).map(name -> path(key, name, form));
    }

    List<Path> files(Map<String, @Nullable Object> settings, String key, String form) {
      return texts(settings, key).stream().map(name -> path(key, name, form)).toList();
    }

    private Path path(String key, String name, String form) {
      if (!name.matches(form)) {
        throw wrong(
            "expected %s to name a %s, got: %s"
                .formatted(
                    key,
                    form.equals(JAVA)
                        ? "source file (.java)"
                        : "stylesheet (.xsl) or a source file (.java)",
                    name));
      }
      return file.resolveSibling(name);
    }

    boolean truth(Map<String, @Nullable Object> settings, String key) {
      return switch (settings.get(key)) {
        case null -> false;
        case Boolean truth -> truth;
        case Object other ->
            throw wrong("expected %s to be true or false, got: %s".formatted(key, other));
      };
    }

    Map<String, Optional<Severity>> severities(Map<String, @Nullable Object> settings) {
      var severities = new LinkedHashMap<String, Optional<Severity>>();
      map(settings.get("severities"), "severities")
          .forEach((rule, value) -> severities.put(rule, severity(rule, value)));
      return Map.copyOf(severities);
    }

    /// YAML 1.1 reads `off` as a boolean, so both are taken for it.
    private Optional<Severity> severity(String rule, @Nullable Object value) {
      return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
        case "error" -> Optional.of(Severity.ERROR);
        case "warning" -> Optional.of(Severity.WARNING);
        case "info" -> Optional.of(Severity.INFO);
        case "off", "false" -> Optional.empty();
        default ->
            throw wrong(
                "expected the severity of %s to be error, warning, info or off, got: %s"
                    .formatted(rule, value));
      };
    }

    Optional<TableDeclaration> table(Map<String, @Nullable Object> settings) {
      try {
        var table = Optional.ofNullable(settings.get("table")).map(TableDeclarationReader::read);
        table.ifPresent(TableDates::requireFormats);
        return table;
      } catch (IllegalArgumentException said) {
        throw wrong(String.valueOf(said.getMessage()));
      }
    }

    Optional<List<Form>> forms(Map<String, @Nullable Object> settings) {
      return switch (settings.get("acknowledgements")) {
        case null -> Optional.empty();
        case Boolean off when !off -> Optional.of(List.of());
        case String off when off.equalsIgnoreCase("off") -> Optional.of(List.of());
        case List<?> forms -> Optional.of(forms.stream().map(this::form).toList());
        case Object one -> Optional.of(List.of(form(one)));
      };
    }

    private Form form(@Nullable Object word) {
      return Stream.of(Form.values())
          .filter(form -> form.name().equalsIgnoreCase(String.valueOf(word)))
          .findFirst()
          .orElseThrow(
              () ->
                  wrong(
                      "expected acknowledgements to be off, or a list of ddex, json and csv, got: %s"
                          .formatted(word)));
    }

    Map<String, Path> schemas(Map<String, @Nullable Object> settings) {
      return map(settings.get("schemas"), "schemas").entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Map.Entry::getKey,
                  entry -> file.resolveSibling(String.valueOf(entry.getValue()))));
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

    IllegalArgumentException wrong(String message) {
      return new IllegalArgumentException(file + ": " + message);
    }
  }
}
