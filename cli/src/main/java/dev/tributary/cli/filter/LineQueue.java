package dev.tributary.cli.filter;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.tributary.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// What is to be worked on next: lines as they were read, and those that are tried again or were
/// put off, at their time. All of it waits in memory; the [Window] is the bound.
///
/// Of lines with the same key only one is out at a time, so that the framework, which keeps their
/// order, need not put any of them off.
///
/// Safe for use by many threads.
final class LineQueue {
  private final Function<Message, String> key;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Task> ready = new ArrayDeque<>();
  private final PriorityQueue<PutOff> putOff = new PriorityQueue<>();

  /// Who waits for whom: by the keys of those that are not done, in the order of the input.
  private final Map<String, Deque<Task>> behind = new HashMap<>();

  private final IdentityHashMap<Message, Task> out = new IdentityHashMap<>();

  /// A line to be worked on.
  ///
  /// @param key empty if it is in order with no other
  record Task(Entry entry, Message message, String key) {}

  /// @param due of [System#nanoTime]
  private record PutOff(long due, Task task) implements Comparable<PutOff> {
    @Override
    public int compareTo(PutOff other) {
      var byTime = Long.signum(due - other.due);
      return byTime != 0
          ? byTime
          : Long.compare(task.entry().number(), other.task.entry().number());
    }
  }

  LineQueue(Optional<Function<Message, String>> key) {
    this.key = key.orElse(_ -> "");
  }

  /// Puts `message` at the end.
  void add(Entry entry, Message message) {
    var task = new Task(entry, message, keyOf(message));
    lock.lock();
    try {
      var waiting = behind.get(task.key());
      if (waiting != null) {
        waiting.add(task);
        return;
      }
      if (!task.key().isEmpty()) {
        behind.put(task.key(), new ArrayDeque<>());
      }
      ready.add(task);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// One whose key cannot be had is in nobody's way: the framework asks for the key, too, and makes
  /// a failure of it.
  private String keyOf(Message message) {
    try {
      return Optional.ofNullable(key.apply(message)).orElse("");
    } catch (RuntimeException noKey) {
      return "";
    }
  }

  /// Takes the next, as soon as there is one. It is out until it is [#done], put off or put back.
  Task take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        var wait = putOff.isEmpty() ? Long.MAX_VALUE : putOff.element().due() - System.nanoTime();
        if (wait <= 0) {
          return out(putOff.remove().task());
        }
        if (!ready.isEmpty()) {
          return out(ready.remove());
        }
        // How much of it is left is asked of the clock.
        var _ = changed.awaitNanos(wait);
      }
    } finally {
      lock.unlock();
    }
  }

  private Task out(Task task) {
    out.put(task.message(), task);
    return task;
  }

  /// `task`, which is out, comes back after `delay`, as `retry`.
  void putOff(Task task, Message retry, Duration delay) {
    lock.lock();
    try {
      out.remove(task.message());
      var due = System.nanoTime() + Math.min(NANOSECONDS.convert(delay), Long.MAX_VALUE >> 1);
      putOff.add(new PutOff(due, new Task(task.entry(), retry, task.key())));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// `task`, which is out, is the next again.
  void putBack(Task task) {
    putOff(task, task.message(), Duration.ZERO);
  }

  /// `message`, which is out, has come to its end.
  ///
  /// @return the line it comes from; none if it is not out
  Optional<Entry> done(Message message) {
    lock.lock();
    try {
      var task = Optional.ofNullable(out.remove(message));
      task.ifPresent(this::callNext);
      return task.map(Task::entry);
    } finally {
      lock.unlock();
    }
  }

  /// Lets the next one of the key of `ended` go.
  private void callNext(Task ended) {
    var waiting = behind.get(ended.key());
    if (waiting != null && waiting.isEmpty()) {
      behind.remove(ended.key());
    } else if (waiting != null) {
      ready.add(waiting.remove());
      changed.signal();
    }
  }
}
