package dev.tributary.benchmarks.hop;

import com.sun.management.OperatingSystemMXBean;
import dev.tributary.benchmarks.Measured;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Measures a contender from the end of its warm-up to the last message. Any thread may count.
final class StopWatch {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /// @param cpu time of the whole process, in nanoseconds
  private record Moment(long nanos, long cpu) {
    static Moment now() {
      return new Moment(System.nanoTime(), SYSTEM.getProcessCpuTime());
    }
  }

  private final Hop hop;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final CountDownLatch all = new CountDownLatch(1);
  private volatile Moment began = Moment.now();
  private volatile Moment ended = began;

  StopWatch(Hop hop) {
    this.hop = hop;
  }

  /// A message was acknowledged.
  void acknowledged() {
    var number = acknowledged.incrementAndGet();
    if (number == hop.warmUp()) {
      began = Moment.now();
    }
    if (number == hop.messages()) {
      ended = Moment.now();
      all.countDown();
    }
  }

  /// Waits for the last message, and prints messages a second, microseconds of processor time a
  /// message, and the peak memory in MB.
  void awaitAllAndPrint() throws InterruptedException, IOException {
    all.await();
    System.out.printf(
        Locale.ROOT,
        "%.1f %.2f %d%n",
        hop.measured() / ((ended.nanos() - began.nanos()) / 1e9),
        (ended.cpu() - began.cpu()) / 1e3 / hop.measured(),
        Measured.peakMegabytes());
  }
}
