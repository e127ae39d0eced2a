package dev.tributary;

import java.util.List;

/// What an application consumes: the messages of an exchange whose routing keys match.
///
/// @param exchange the name of the application that sends them
/// @param key words separated by dots, where `*` stands for one word and `#` for any number of
///   them, also none (AMQP 0-9-1, section 3.1.3.3)
public record Binding(String exchange, String key) {
  public Binding {
    if (exchange.isBlank() || key.isBlank()) {
      throw new IllegalArgumentException(
          "expected the name of an exchange and a binding key such as \"upsert.#\", got: \""
              + exchange
              + "\" and \""
              + key
              + "\"");
    }
  }

  /// Whether `routingKey` matches this binding's key.
  public boolean matches(String routingKey) {
    return matches(List.of(key.split("\\.", -1)), List.of(routingKey.split("\\.", -1)));
  }

  private static boolean matches(List<String> pattern, List<String> words) {
    if (pattern.isEmpty()) {
      return words.isEmpty();
    }
    var rest = pattern.subList(1, pattern.size());
    if (pattern.getFirst().equals("#")) {
      return matches(rest, words)
          || (!words.isEmpty() && matches(pattern, words.subList(1, words.size())));
    }
    return !words.isEmpty()
        && (pattern.getFirst().equals("*") || pattern.getFirst().equals(words.getFirst()))
        && matches(rest, words.subList(1, words.size()));
  }
}
