package dev.tributary.ingestion.matching;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What all ways to write a party's name have in common.
final class PartyName {
  private static final Pattern MARKED =
      Pattern.compile("([\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}])\\p{Mn}+");
  private static final Pattern APOSTROPHES = Pattern.compile("['’‘ʼ`´]");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /// Letters of Latin scripts that are no letter with a mark (Unicode does not decompose them), and
  /// the sign that stands for a word.
  private static final Map<String, String> SPELLED =
      Map.of(
          "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ł", "l", "ı",
          "i", "&", " and ");

  private PartyName() {}

  /// The words of a name in plain letters and the order of the alphabet: *Ludwig van Beethoven*,
  /// *Beethoven, Ludwig van* and *van Beethoven, Ludwig* are one, wherever the particle stands, and
  /// so are *The Bees* and *Bees, The*. Names of different scripts are different.
  static String plain(String name) {
    var text = Normalizer.normalize(name, Form.NFKC).toLowerCase(Locale.ROOT);
    for (var letter : SPELLED.entrySet()) {
      text = text.replace(letter.getKey(), letter.getValue());
    }
    var words = BETWEEN.split(APOSTROPHES.matcher(withoutMarks(text)).replaceAll(""), -1);
    var plain =
        Arrays.stream(words)
            .filter(word -> !word.isEmpty() && !word.equals("the"))
            .sorted()
            .collect(Collectors.joining(" "));
    return plain.isEmpty() ? text.strip() : plain;
  }

  /// Accents of Latin, Greek and Cyrillic letters; marks of other scripts are part of a word.
  private static String withoutMarks(String text) {
    var letters = MARKED.matcher(Normalizer.normalize(text, Form.NFD)).replaceAll("$1");
    return Normalizer.normalize(letters, Form.NFC);
  }
}
