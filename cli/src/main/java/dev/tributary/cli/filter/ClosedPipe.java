package dev.tributary.cli.filter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/// Whoever read our output has enough of it, as `head` does: no failure, but the end.
final class ClosedPipe {
  private ClosedPipe() {}

  /// Whether `failure` says so. The JDK has no type for it and the system its own words, in the
  /// user's language; so the system is asked for them.
  static boolean is(IOException failure) {
    return String.valueOf(failure.getMessage()).equals(wordsOfTheSystem());
  }

  private static String wordsOfTheSystem() {
    try {
      var pipe = Pipe.open();
      try (var sink = pipe.sink()) {
        pipe.source().close();
        sink.write(ByteBuffer.allocate(1));
        return "";
      }
    } catch (IOException closed) {
      return String.valueOf(closed.getMessage());
    }
  }
}
