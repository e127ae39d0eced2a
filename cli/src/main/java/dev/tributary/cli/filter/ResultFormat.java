package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.InvalidMessageException;
import dev.tributary.InvalidMessageException.Violation;
import dev.tributary.Message;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/// How a result is written.
enum ResultFormat {
  /// Its body: JSON as it is, other text as a JSON string.
  BODIES {
    @Override
    void check(Message result) {
      if (!JsonText.isUtf8(result.body().bytes())) {
        throw new InvalidMessageException(
            "a result cannot be written",
            List.of(
                new Violation(
                    "",
                    result.body().toString(),
                    "expected UTF-8 (whole messages may hold any bytes: --messages)")));
      }
    }

    @Override
    byte[] line(Message result) {
      var body = result.body().bytes();
      return JsonText.isJson(body) ? onOneLine(body) : asString(body);
    }
  },

  /// All of it, so that the next filter goes on where this one ended.
  MESSAGES {
    @Override
    void check(Message result) {}

    @Override
    byte[] line(Message result) {
      return MessageLine.write(result);
    }
  };

  /// Refuses `result` if it cannot be written.
  ///
  /// @throws InvalidMessageException if so
  abstract void check(Message result);

  /// `result`, which passed the check, on one line, without a line end.
  abstract byte[] line(Message result);

  /// `json` without line breaks and byte order mark: such a one stands between tokens only, where a
  /// space means the same.
  static byte[] onOneLine(byte[] json) {
    var start = ByteOrderMark.lengthAt(json, 0, json.length);
    var line = Arrays.copyOfRange(json, start, json.length);
    for (var at = 0; at < line.length; at++) {
      if (line[at] == '\n' || line[at] == '\r') {
        line[at] = ' ';
      }
    }
    return line;
  }

  private static byte[] asString(byte[] text) {
    var out = new ByteArrayOutputStream(text.length + 2);
    try (var json = JsonText.generator(out)) {
      json.writeString(new String(text, UTF_8));
    }
    return out.toByteArray();
  }
}
