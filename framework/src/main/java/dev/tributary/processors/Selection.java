package dev.tributary.processors;

import dev.tributary.Abort;
import dev.tributary.Message;
import dev.tributary.Processor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets only some messages through, by a value that each has.
///
///     .preprocess(Selection.include("provider", settings.get(PROVIDERS)))
///     .preprocess(Selection.exclude("kind", m -> m.body().as(Order.class).kind(), Set.of("trial")))
///
/// What is not let through is aborted: acknowledged, and recorded with the reason. The reason is
/// made of the name, in lower case and with `-` for what is no letter: `provider.excluded`. As a
/// postprocessor it drops the result rather than the message.
///
/// A message without the value passes `exclude`, and is aborted by `include` as `provider.missing`.
/// An empty collection restricts nothing, so that a setting's default may be the empty list. Values
/// are compared as they are, by case and by spaces.
public final class Selection {
  private static final int SHOWN = 10;

  private Selection() {}

  /// Lets those messages through whose `header` has one of `values`.
  public static Processor include(String header, Collection<String> values) {
    return include(header, message -> message.headers().get(header), values);
  }

  /// Lets those messages through for which `value` returns one of `values`.
  ///
  /// @param name of the value, for the reason
  /// @param value of a message; null if it has none. What it throws is asked of the retry policy
  public static Processor include(
      String name, Function<Message, @Nullable String> value, Collection<String> values) {
    var included = new LinkedHashSet<>(values);
    var noun = noun(name);
    return message -> {
      if (included.isEmpty()) {
        return message;
      }
      var found = value.apply(message);
      if (found == null) {
        throw new Abort(noun + ".missing", "the message has no " + name);
      }
      if (!included.contains(found)) {
        throw new Abort(
            noun + ".excluded",
            "expected the %s to be one of %s, got: \"%s\"".formatted(name, some(included), found));
      }
      return message;
    };
  }

  /// Lets those messages through whose `header` has none of `values`, or that do not have it.
  public static Processor exclude(String header, Collection<String> values) {
    return exclude(header, message -> message.headers().get(header), values);
  }

  /// Lets those messages through for which `value` returns none of `values`, or null.
  ///
  /// @param name of the value, for the reason
  /// @param value of a message; null if it has none. What it throws is asked of the retry policy
  public static Processor exclude(
      String name, Function<Message, @Nullable String> value, Collection<String> values) {
    var excluded = Set.copyOf(values);
    var noun = noun(name);
    return message -> {
      var found = value.apply(message);
      if (found != null && excluded.contains(found)) {
        throw new Abort(noun + ".excluded", "the %s \"%s\" is excluded".formatted(name, found));
      }
      return message;
    };
  }

  /// `name` as the first word of a reason to abort.
  private static String noun(String name) {
    var noun = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-").replaceAll("^-|-$", "");
    return noun.isEmpty() ? "message" : noun;
  }

  private static String some(Set<String> values) {
    var shown = String.join(", ", values.stream().limit(SHOWN).toList());
    var rest = values.size() - SHOWN;
    return rest > 0 ? shown + " and " + rest + " more" : shown;
  }
}
