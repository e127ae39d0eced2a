package dev.tributary.benchmarks.peers;

import java.util.ArrayDeque;
import java.util.Deque;

/// Tells a result that the broker delivers again from one that a contender has sent again.
///
/// When a connection is lost the broker delivers again, marked as such, what it has delivered and
/// not seen acknowledged. Some of that had arrived, and only its acknowledgement was lost; that is
/// the same result. Some had been on its way and was never here; that is a result like any other,
/// and if its number has been here it was sent again. What is the same is among the last arrivals,
/// for the broker has no more out than the consumer's prefetch.
///
/// What cannot be told: one that was on its way, while one of the same number had arrived within
/// the last prefetch. It counts as the same.
final class Redeliveries {
  private final int prefetch;
  private final Deque<Integer> arrived = new ArrayDeque<>();

  Redeliveries(int prefetch) {
    this.prefetch = prefetch;
  }

  /// Notes an arrival.
  ///
  /// @param marked whether the broker says that it has delivered it before
  /// @return whether this very result has arrived before
  boolean isSame(int number, boolean marked) {
    var same = marked && arrived.removeFirstOccurrence(number);
    arrived.add(number);
    if (arrived.size() > prefetch) {
      arrived.remove();
    }
    return same;
  }
}
