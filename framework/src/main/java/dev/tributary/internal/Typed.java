package dev.tributary.internal;

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

  /// That of the nearest type above: of itself, or of its superclasses or interfaces.
  private String routingKey(Class<?> result) {
    for (Class<?> candidate = result; candidate != null; candidate = candidate.getSuperclass()) {
      var key = routingKeys.get(candidate);
      if (key != null) {
        return key;
      }
    }
    return routingKeys.entrySet().stream()
        .filter(entry -> entry.getKey().isAssignableFrom(result))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "application %s returned a %s, and no routing key is declared for that type; add sends(%s.class, \"…\"), or return a message"
                        .formatted(application, result.getName(), result.getSimpleName())));
  }
}
