package dev.tributary.rabbitmq;

import java.util.LinkedHashMap;
import java.util.Map;

/// How often each message was handed over to a queue's consumers here and worked on by nobody: it
/// lay here when they stopped, or when the connection was lost. The broker counts that like any
/// delivery, which must not be held against the message. Safe for use by many threads.
final class Unread {
  /// Those handed over longest ago are forgotten first.
  private static final int REMEMBERED = 10_000;

  private final Map<Place, Integer> times =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// One message may be in several queues.
  private record Place(String queue, String id) {}

  synchronized void add(String queue, String id) {
    times.merge(new Place(queue, id), 1, Integer::sum);
  }

  synchronized int times(String queue, String id) {
    return times.getOrDefault(new Place(queue, id), 0);
  }

  /// The message is done with, or begins anew.
  synchronized void forget(String queue, String id) {
    times.remove(new Place(queue, id));
  }
}
