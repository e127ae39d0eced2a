package dev.tributary.testing;

import dev.tributary.Binding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which queues of a [MemoryBroker] get what is sent to an exchange, as long as no binding changes.
/// What was found once is remembered. Safe for use by many threads.
final class Routes {
  /// Routing keys may be of any number; beyond this one they are looked for each time.
  private static final int REMEMBERED = 10_000;

  private final List<MemoryQueue> queues;
  private final Map<String, Map<String, List<MemoryQueue>>> known = new ConcurrentHashMap<>();

  Routes(Collection<MemoryQueue> queues) {
    this.queues = List.copyOf(queues);
  }

  List<MemoryQueue> of(String exchange, String routingKey) {
    var keys = known.computeIfAbsent(exchange, _ -> new ConcurrentHashMap<>());
    var found = keys.get(routingKey);
    if (found == null) {
      found = find(exchange, routingKey);
      if (keys.size() < REMEMBERED) {
        keys.put(routingKey, found);
      }
    }
    return found;
  }

  private List<MemoryQueue> find(String exchange, String routingKey) {
    return queues.stream()
        .filter(
            queue -> queue.bindings.stream().anyMatch(each -> leads(each, exchange, routingKey)))
        .toList();
  }

  private static boolean leads(Binding binding, String exchange, String routingKey) {
    return binding.exchange().equals(exchange) && binding.matches(routingKey);
  }
}
