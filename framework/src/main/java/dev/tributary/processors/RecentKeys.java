package dev.tributary.processors;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Remembers the newest keys in memory, a few hundred bytes each, and forgets the oldest first.
final class RecentKeys implements SeenStore {
  private final int keys;
  private final Duration age;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /// When each was added; the oldest first.
  private final Map<String, Instant> addedAt = new LinkedHashMap<>();

  /// @param keys how many are remembered
  /// @param age for how long
  RecentKeys(int keys, Duration age, InstantSource clock) {
    if (keys < 1 || age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException(
          "expected to remember 1 key or more for some time, got: " + keys + ", " + age);
    }
    this.keys = keys;
    this.age = age;
    this.clock = clock;
  }

  @Override
  public boolean contains(String key) {
    lock.lock();
    try {
      forgetTheOldest();
      return addedAt.containsKey(key);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void add(String key) {
    lock.lock();
    try {
      addedAt.remove(key);
      addedAt.put(key, clock.instant());
      forgetTheOldest();
    } finally {
      lock.unlock();
    }
  }

  private void forgetTheOldest() {
    var tooOld = clock.instant().minus(age);
    var oldestFirst = addedAt.values().iterator();
    while (oldestFirst.hasNext()
        && (!oldestFirst.next().isAfter(tooOld) || addedAt.size() > keys)) {
      oldestFirst.remove();
    }
  }
}
