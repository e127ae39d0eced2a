package dev.tributary.cli.filter;

/// U+FEFF in UTF-8, which some programs write at the start of a text. It is no part of it.
final class ByteOrderMark {
  private static final int LENGTH = 3;

  private ByteOrderMark() {}

  /// How many of the bytes from `start` to `end` are one: 3 or none.
  static int lengthAt(byte[] bytes, int start, int end) {
    return end - start >= LENGTH
            && bytes[start] == (byte) 0xEF
            && bytes[start + 1] == (byte) 0xBB
            && bytes[start + 2] == (byte) 0xBF
        ? LENGTH
        : 0;
  }
}
