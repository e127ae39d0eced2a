package dev.tributary.internal;

import static java.util.stream.Collectors.joining;

import dev.tributary.Body;
import dev.tributary.Callback;
import dev.tributary.Message;
import dev.tributary.TypedCallback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A typed callback as a plain one: reads the body before it, and makes messages of what it
/// returns.
///
/// @param application its name, for errors
/// @param routingKeys of the results that are values, by their types
public record Typed<T>(
    String application,
    Class<T> type,
    TypedCallback.WithMessage<T> callback,
    Map<Class<?>, String> routingKeys)
    implements Callback {

  @Override
  public List<Message> apply(Message message) throws Exception {
    var results = new ArrayList<Message>();
    for (var result : callback.apply(message.body().as(type), message)) {
      results.add(
          result instanceof Message made
              ? made
              : message.with(routingKey(result.getClass()), Body.json(result)));
    }
    return results;
  }

  /// That of the most specific type that `result` is, as far as one is declared.
  private String routingKey(Class<?> result) {
    var nearest = nearest(result);
    var keys = nearest.stream().map(Map.Entry::getValue).distinct().toList();
    return switch (keys.size()) {
      case 0 -> throw refused(result, "and no routing key is declared for that type");
      case 1 -> keys.getFirst();
      default ->
          throw refused(
              result,
              nearest.stream()
                  .map(entry -> "a " + entry.getKey().getSimpleName())
                  .sorted()
                  .collect(joining(" and ", "which is ", " with different routing keys")));
    };
  }

  /// The types that `result` is, without those above another of them.
  private List<Map.Entry<Class<?>, String>> nearest(Class<?> result) {
    var above =
        routingKeys.entrySet().stream()
            .filter(entry -> entry.getKey().isAssignableFrom(result))
            .toList();
    return above.stream()
        .filter(
            entry ->
                above.stream()
                    .allMatch(
                        other ->
                            other.equals(entry)
                                || !entry.getKey().isAssignableFrom(other.getKey())))
        .toList();
  }

  private IllegalArgumentException refused(Class<?> result, String why) {
    return new IllegalArgumentException(
        "application %s returned a %s, %s; add sends(%s.class, \"…\"), or return a message"
            .formatted(application, result.getName(), why, result.getSimpleName()));
  }
}
