package dev.tributary.cli.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// How many lines came to what. Kept by the thread that writes, except for what was left out.
final class Tally {
  private final AtomicLong leftOut = new AtomicLong();
  private long worked;
  private long aborted;
  private long bad;
  private long unreadable;
  private long results;
  private long dropped;

  void leftOut() {
    leftOut.incrementAndGet();
  }

  void count(Ending ending) {
    switch (ending) {
      case Ending.Worked(var lines, var ofThem) -> {
        worked++;
        results += lines.size();
        dropped += ofThem;
      }
      case Ending.Aborted _ -> aborted++;
      case Ending.Bad _ -> bad++;
      case Ending.Unreadable _ -> unreadable++;
    }
  }

  boolean hasUnreadable() {
    return unreadable > 0;
  }

  /// Whether there is something that the user should hear of without having asked.
  boolean isRemarkable() {
    return bad + unreadable + leftOut.get() > 0;
  }

  /// Such as `12 lines worked on, 2 bad, 1 aborted; 14 results`.
  @Override
  public String toString() {
    var parts = new ArrayList<String>();
    parts.add(worked + " lines worked on");
    add(parts, bad, "bad");
    add(parts, aborted, "aborted");
    add(parts, leftOut.get(), "left out, since no binding matches");
    add(parts, unreadable, "inputs not read to their end");
    return String.join(", ", parts)
        + "; "
        + results
        + " results"
        + (dropped > 0 ? ", and " + dropped + " dropped" : "");
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
