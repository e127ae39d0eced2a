package dev.tributary.console.web;

import java.util.Optional;
import java.util.regex.Pattern;

/// A part of a file, as players ask for it (RFC 9110, section 14).
///
/// @param first counted from 0
/// @param last included
record ByteRange(long first, long last) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /// What `header` asks for of a file of so many bytes. Empty if it asks for nothing, or for
  /// several parts, or is not understood: then the whole file is the answer.
  ///
  /// @throws RefusedException if the file ends before
  static Optional<ByteRange> of(Optional<String> header, long size) {
    var asked = ONE.matcher(header.orElse(""));
    if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
      return Optional.empty();
    }
    var range =
        asked.group(1).isEmpty()
            ? new ByteRange(Math.max(0, size - Long.parseLong(asked.group(2))), size - 1)
            : new ByteRange(Long.parseLong(asked.group(1)), last(asked.group(2), size));
    if (range.first() > range.last() || range.first() >= size) {
      throw RefusedException.of(416, "expected a part of %d bytes, got: %s".formatted(size, range));
    }
    return Optional.of(range);
  }

  private static long last(String text, long size) {
    return text.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(text));
  }

  long length() {
    return last - first + 1;
  }

  /// As an answer tells it.
  String of(long size) {
    return "bytes %d-%d/%d".formatted(first, last, size);
  }
}
