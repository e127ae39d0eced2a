package dev.tributary.internal;

import dev.tributary.Outcome;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.spi.Delivery;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often this process gave each message back because the broker failed, or because of a
/// shutdown: the broker counts the delivery all the same, which must not be held against the
/// message. Safe for use by many threads.
final class GivenBack {
  /// Those given back longest ago are forgotten first.
  private static final int REMEMBERED = 10_000;

  private final Map<String, Integer> times =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  synchronized void add(Delivery delivery) {
    times.merge(delivery.message().id(), 1, Integer::sum);
  }

  synchronized int times(Delivery delivery) {
    return delivery.count() > 1 ? times.getOrDefault(delivery.message().id(), 0) : 0;
  }

  /// After `outcome` the broker counts anew, unless the message was given back once more.
  void forget(Delivery delivery, Outcome outcome) {
    if (delivery.count() > 1 && !(outcome instanceof Interrupted)) {
      synchronized (this) {
        times.remove(delivery.message().id());
      }
    }
  }
}
