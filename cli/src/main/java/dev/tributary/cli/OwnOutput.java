package dev.tributary.cli;

import java.io.PrintStream;

/// Standard output for answers alone: meanwhile, what a library prints (a decoder at a damaged
/// file, say) goes to standard error.
final class OwnOutput implements AutoCloseable {
  private final PrintStream before = System.out;

  private OwnOutput() {}

  static OwnOutput begin() {
    var own = new OwnOutput();
    System.setOut(System.err);
    return own;
  }

  @Override
  public void close() {
    System.setOut(before);
  }
}
