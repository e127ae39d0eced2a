package dev.tributary.thirdparty;

import java.util.concurrent.atomic.LongAdder;

/// What became of calls, counted from the start of the process.
final class CallCounts {
  private static final double NANOS = 1e9;

  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder putOff = new LongAdder();
  private final LongAdder kept = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  void answered() {
    answered.increment();
  }

  void failed() {
    failed.increment();
  }

  void putOff() {
    putOff.increment();
  }

  void kept() {
    kept.increment();
  }

  void took(long time) {
    nanos.add(time);
  }

  long answers() {
    return answered.sum();
  }

  long failures() {
    return failed.sum();
  }

  long putsOff() {
    return putOff.sum();
  }

  long keptAnswers() {
    return kept.sum();
  }

  double seconds() {
    return nanos.sum() / NANOS;
  }
}
