package dev.tributary.ingestion.vocabulary;

import dev.tributary.ingestion.json.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A table of words: the catalogue's own, and for each of them those that providers use.
///
/// ```yaml
/// Folk: [folk music, Singer/Songwriter]
/// ```
///
/// Case, accents and what stands between letters and digits make no difference.
///
/// @param words the catalogue's own, by those of providers in plain letters
record Vocabulary(Map<String, String> words) {
  static final Vocabulary EMPTY = new Vocabulary(Map.of());

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int LONGEST_FILE = 10_000_000;

  Vocabulary {
    words = Map.copyOf(words);
  }

  /// What the catalogue's own words of a table have to be.
  ///
  /// @param pattern of all of one
  /// @param expected what that is, as in `the code of a language such as en`
  record Own(Pattern pattern, String expected) {
    static Own of(String pattern, String expected) {
      return new Own(Pattern.compile(pattern), expected);
    }
  }

  /// The table in `file`; one without words if there is no such file.
  ///
  /// @throws IllegalArgumentException if it says something that it cannot, naming the file
  static Vocabulary read(Path file, Own own) throws IOException {
    if (Files.notExists(file)) {
      return EMPTY;
    }
    try {
      return of(parsed(file), own);
    } catch (YamlEngineException malformed) {
      throw new IllegalArgumentException(
          file + ": expected YAML, found: " + malformed.getMessage(), malformed);
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(file + ": " + unfit.getMessage(), unfit);
    }
  }

  private static @Nullable Object parsed(Path file) throws IOException {
    return Yaml.parse(file, Files.readString(file), LONGEST_FILE);
  }

  private static Vocabulary of(@Nullable Object table, Own own) {
    var words = new HashMap<String, String>();
    switch (table) {
      case null -> {}
      case Map<?, ?> entries -> {
        entries.keySet().forEach(word -> put(words, word + "", checked(word + "", own)));
        entries.forEach(
            (word, others) ->
                others(word + "", others).forEach(other -> put(words, other, word + "")));
      }
      case Object other ->
          throw new IllegalArgumentException(
              "expected the catalogue's words, each with a list of others, got: " + other);
    }
    return new Vocabulary(words);
  }

  private static String checked(String word, Own own) {
    if (!own.pattern().matcher(word).matches()) {
      throw new IllegalArgumentException(
          "expected %s before the colon, got: \"%s\"".formatted(own.expected(), word));
    }
    return word;
  }

  private static List<String> others(String word, @Nullable Object others) {
    return switch (others) {
      case null -> List.of();
      case List<?> several -> several.stream().map(String::valueOf).toList();
      case String one -> List.of(one);
      case Object unfit ->
          throw new IllegalArgumentException(
              "expected a list of words for %s, got: %s".formatted(word, unfit));
    };
  }

  private static void put(Map<String, String> words, String other, String word) {
    var before = words.put(plain(other), word);
    if (before != null && !before.equals(word)) {
      throw new IllegalArgumentException(
          "expected each word once, found \"%s\" for %s and for %s".formatted(other, before, word));
    }
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /// The catalogue's word for `word`; none if the table does not know it.
  Optional<String> find(String word) {
    return Optional.ofNullable(words.get(plain(word)));
  }

  private static String plain(String word) {
    var letters = MARKS.matcher(Normalizer.normalize(word, Form.NFKD)).replaceAll("");
    var plain = BETWEEN.matcher(letters).replaceAll("").toLowerCase(Locale.ROOT);
    return plain.isEmpty() ? word.strip() : plain;
  }
}
