package dev.tributary.cli.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The lines that were read and whose results are not written yet. Bounded, in lines and in bytes:
/// who reads waits for who writes. Hands out what has come to its end in the order of the input,
/// unless told otherwise.
///
/// Safe for use by many threads.
final class Window {
  private final boolean ordered;
  private final int maxLines;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition progress = lock.newCondition();

  /// Not handed out yet, in the order of the input.
  private final SequencedMap<Entry, Optional<Ending>> open = new LinkedHashMap<>();

  private List<Finished> finished = new ArrayList<>();
  private int lines;
  private long bytes;
  private boolean closed;
  private @Nullable Throwable defect;

  /// A line that has come to its end.
  record Finished(Entry entry, Ending ending) {}

  Window(boolean ordered, int maxLines, long maxBytes) {
    this.ordered = ordered;
    this.maxLines = maxLines;
    this.maxBytes = maxBytes;
  }

  /// Takes `entry` in, as soon as there is room. One that is larger than the bound goes alone.
  ///
  /// @return whether it was taken in; once the window is closed it is not, nor is any other
  boolean admit(Entry entry) throws InterruptedException {
    lock.lock();
    try {
      while (!closed && !hasRoomFor(entry)) {
        room.await();
      }
      if (!closed) {
        open.put(entry, Optional.empty());
        lines++;
        bytes += entry.size();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoomFor(Entry entry) {
    return lines == 0 || (lines < maxLines && bytes + entry.size() <= maxBytes);
  }

  /// `entry` came to `ending`.
  void finish(Entry entry, Ending ending) {
    lock.lock();
    try {
      if (open.replace(entry, Optional.of(ending)) == null) {
        return;
      }
      bytes += ending.size();
      if (ordered) {
        handOutFromTheFirst();
      } else {
        open.remove(entry);
        finished.add(new Finished(entry, ending));
      }
      progress.signal();
    } finally {
      lock.unlock();
    }
  }

  private void handOutFromTheFirst() {
    for (var first = open.firstEntry();
        first != null && first.getValue().isPresent();
        first = open.firstEntry()) {
      finished.add(new Finished(first.getKey(), first.getValue().get()));
      open.remove(first.getKey());
    }
  }

  /// What has come to its end, without waiting for it. It counts as in the window until [#release].
  List<Finished> finished() {
    lock.lock();
    try {
      var all = finished;
      finished = new ArrayList<>();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is something that has come to its end.
  ///
  /// @return false if there will be none any more
  boolean awaitFinished() throws InterruptedException {
    lock.lock();
    try {
      while (finished.isEmpty() && defect == null && !(closed && open.isEmpty())) {
        progress.await();
      }
      if (defect != null) {
        throw new IllegalStateException("the filter failed, which is a defect of its own", defect);
      }
      return !finished.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// The results of `done` are written.
  void release(List<Finished> done) {
    lock.lock();
    try {
      for (var each : done) {
        lines--;
        bytes -= each.entry().size() + each.ending().size();
      }
      room.signal();
    } finally {
      lock.unlock();
    }
  }

  /// No line is taken in any more.
  void close() {
    closeAfter(Long.MAX_VALUE);
  }

  /// No line is taken in any more, and those after number `last` are forgotten.
  void closeAfter(long last) {
    lock.lock();
    try {
      closed = true;
      open.keySet().removeIf(entry -> entry.number() > last);
      finished.removeIf(each -> each.entry().number() > last);
      room.signalAll();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Something failed that must not: whoever waits for endings learns of it.
  void fail(Throwable cause) {
    lock.lock();
    try {
      defect = defect == null ? cause : defect;
      close();
    } finally {
      lock.unlock();
    }
  }

  /// The first line that has not come to its end.
  Optional<Entry> firstUnfinished() {
    lock.lock();
    try {
      return open.entrySet().stream()
          .filter(entry -> entry.getValue().isEmpty())
          .map(entry -> entry.getKey())
          .findFirst();
    } finally {
      lock.unlock();
    }
  }
}
