package dev.tributary.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Message;
import dev.tributary.spi.Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Messages as bytes: how many, and of each its headers as a broker would carry them and its body,
/// every text and body with its length before it.
final class StoredResults {
  private StoredResults() {}

  static byte[] bytes(List<Message> results) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(results.size());
      for (var result : results) {
        var headers = Headers.of(result);
        out.writeInt(headers.size());
        for (var header : headers.entrySet()) {
          write(out, header.getKey().getBytes(UTF_8));
          write(out, header.getValue().getBytes(UTF_8));
        }
        write(out, result.body().bytes());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static List<Message> read(byte[] stored) {
    var in = ByteBuffer.wrap(stored);
    var results = new ArrayList<Message>();
    for (int remaining = in.getInt(); remaining > 0; remaining--) {
      var headers = new TreeMap<String, String>();
      for (int more = in.getInt(); more > 0; more--) {
        headers.put(new String(part(in), UTF_8), new String(part(in), UTF_8));
      }
      results.add(Headers.read(headers, part(in), "stored result"));
    }
    return List.copyOf(results);
  }

  private static void write(DataOutputStream out, byte[] part) throws IOException {
    out.writeInt(part.length);
    out.write(part);
  }

  private static byte[] part(ByteBuffer in) {
    var part = new byte[in.getInt()];
    in.get(part);
    return part;
  }
}
