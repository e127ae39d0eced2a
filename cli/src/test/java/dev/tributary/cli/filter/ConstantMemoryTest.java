package dev.tributary.cli.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A stream of any length passes through a small heap, in a process of its own. What is not enough
/// ends that process.
class ConstantMemoryTest {
  private static final int SHORTEST = 20;
  private static final int LONGEST = 2_000;
  private static final int LONG_LINE = 200_000;
  private static final int LINES_BETWEEN_LONG_ONES = 10_000;

  @Test
  @Timeout(120)
  void fiftyMegabytesPassThroughThirtyTwo() throws Exception {
    pass(50L << 20, "32m");
  }

  @Test
  @Tag("long")
  @Timeout(1800)
  void twoGigabytesPassThroughSixtyFourMegabytes() throws Exception {
    pass(2L << 30, "64m");
  }

  private static void pass(long bytes, String heap) throws Exception {
    var process = FilterProcess.builder(heap, "echo").start();
    try {
      var started = System.nanoTime();
      var fed = start(() -> feed(process.getOutputStream(), bytes));
      var read = sumOf(process.getInputStream());

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(read).isEqualTo(fed.get());
      System.err.printf(
          "%d MB in %d lines of %d bytes through -Xmx%s in %.1f s%n",
          read.bytes() >> 20,
          read.lines(),
          read.bytes() / read.lines(),
          heap,
          (System.nanoTime() - started) / 1e9);
    } finally {
      process.destroyForcibly();
    }
  }

  private static <T> FutureTask<T> start(Callable<T> task) {
    var running = new FutureTask<>(task);
    Thread.ofPlatform().daemon().start(running);
    return running;
  }

  /// What went in, or came out.
  private record Sum(long bytes, long lines, long checksum) {}

  /// Writes JSON strings of different lengths until there are that many bytes.
  private static Sum feed(OutputStream out, long bytes) throws IOException {
    try (out) {
      var checksum = new CRC32C();
      var line = new byte[LONG_LINE];
      Arrays.fill(line, (byte) 'x');
      line[0] = '"';
      var written = 0L;
      var lines = 0L;
      while (written < bytes) {
        lines++;
        var length = lengthOf(lines);
        line[length - 2] = '"';
        line[length - 1] = '\n';
        line[1] = (byte) ('a' + lines % 26);
        checksum.update(line, 0, length);
        out.write(line, 0, length);
        line[length - 2] = 'x';
        line[length - 1] = 'x';
        written += length;
      }
      return new Sum(written, lines, checksum.getValue());
    }
  }

  private static int lengthOf(long line) {
    return line % LINES_BETWEEN_LONG_ONES == 0
        ? LONG_LINE
        : SHORTEST + (int) (line * 31 % (LONGEST - SHORTEST));
  }

  private static Sum sumOf(InputStream in) throws IOException {
    var checksum = new CRC32C();
    var buffer = new byte[64 << 10];
    var bytes = 0L;
    var lines = 0L;
    for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      checksum.update(buffer, 0, count);
      bytes += count;
      for (var at = 0; at < count; at++) {
        lines += buffer[at] == '\n' ? 1 : 0;
      }
    }
    return new Sum(bytes, lines, checksum.getValue());
  }
}
