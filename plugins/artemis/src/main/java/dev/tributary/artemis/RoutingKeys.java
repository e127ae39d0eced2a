package dev.tributary.artemis;

import dev.tributary.Binding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Topic routing by properties and filters.
///
/// A routing key becomes a property for each of its words and one for their number; a binding key
/// becomes a condition on them. A `#` becomes every number of words that it can stand for, which is
/// why routing keys have at most [#MAX_WORDS] words.
final class RoutingKeys {
  static final int MAX_WORDS = 8;

  /// A filter that no message passes.
  static final String NOTHING = "tributary_words < 0";

  private static final String WORDS = "tributary_words";
  private static final String WORD = "tributary_word_";

  /// A property that no message has: a condition on it is true of none, and keeps the binding keys
  /// as they were declared.
  private static final String KEYS = "tributary_keys";

  private static final Pattern KEPT = Pattern.compile(KEYS + " IN \\(((?:'(?:[^']|'')*',?)+)\\)");
  private static final Pattern KEY = Pattern.compile("'((?:[^']|'')*)'");

  private RoutingKeys() {}

  /// The number of words of `routingKey`, and the words, by property.
  static Map<String, Object> properties(String routingKey) {
    var words = routingKey.split("\\.", -1);
    if (words.length > MAX_WORDS) {
      throw new IllegalArgumentException(
          "expected a routing key of at most "
              + MAX_WORDS
              + " words, got "
              + words.length
              + ": \""
              + routingKey
              + "\"");
    }
    var properties = new TreeMap<String, Object>();
    properties.put(WORDS, words.length);
    for (var at = 0; at < words.length; at++) {
      properties.put(WORD + at, words[at]);
    }
    return properties;
  }

  /// The condition that is true of a message exactly if one of `bindings` matches its routing key.
  /// What it was made of can be read back from it.
  static String filter(Collection<Binding> bindings) {
    var keys = new TreeSet<String>();
    var conditions = new TreeSet<String>();
    for (var binding : bindings) {
      keys.add(literal(binding.key()));
      for (var pattern : expand(List.of(binding.key().split("\\.", -1)))) {
        conditions.add(condition(pattern));
      }
    }
    return conditions.isEmpty()
        ? NOTHING
        : "%s IN (%s) OR (%s)"
            .formatted(KEYS, String.join(",", keys), String.join(") OR (", conditions));
  }

  /// The keys of the bindings that `filter` was made of.
  static List<String> bindingKeys(String filter) {
    var kept = KEPT.matcher(filter);
    return kept.lookingAt()
        ? KEY.matcher(kept.group(1)).results().map(key -> key.group(1).replace("''", "'")).toList()
        : List.of();
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /// All patterns without `#` that `pattern` stands for.
  private static List<List<String>> expand(List<String> pattern) {
    var hash = pattern.indexOf("#");
    if (hash < 0) {
      return pattern.isEmpty() || pattern.size() > MAX_WORDS ? List.of() : List.of(pattern);
    }
    var expanded = new ArrayList<List<String>>();
    for (var words = 0; words + pattern.size() - 1 <= MAX_WORDS; words++) {
      var one = new ArrayList<>(pattern.subList(0, hash));
      for (var word = 0; word < words; word++) {
        one.add("*");
      }
      one.addAll(pattern.subList(hash + 1, pattern.size()));
      expanded.addAll(expand(one));
    }
    return expanded;
  }

  private static String condition(List<String> pattern) {
    var condition = new StringBuilder(WORDS + " = " + pattern.size());
    for (var at = 0; at < pattern.size(); at++) {
      if (!pattern.get(at).equals("*")) {
        condition
            .append(" AND ")
            .append(WORD)
            .append(at)
            .append(" = ")
            .append(literal(pattern.get(at)));
      }
    }
    return condition.toString();
  }
}
