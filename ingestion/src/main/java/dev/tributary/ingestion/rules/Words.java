package dev.tributary.ingestion.rules;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// How values are shown to a provider.
final class Words {

  private static final int LENGTH = 120;
  private static final int NUMBER = 5;

  private Words() {}

  /// The text, cut where it gets too long to be read.
  static String cut(String text) {
    if (text.length() <= LENGTH) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH;
    return text.substring(0, end) + "…";
  }

  /// The text in quotation marks, cut likewise.
  static String quoted(String text) {
    return "\"" + cut(text) + "\"";
  }

  /// `A1, A2, A3, A4, A5 and 12 more`
  static String list(List<String> words) {
    var shown = words.stream().limit(NUMBER).map(Words::cut).collect(joining(", "));
    return words.size() <= NUMBER
        ? shown
        : "%s and %,d more".formatted(shown, words.size() - NUMBER);
  }
}
