package dev.tributary.ingestion.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.util.regex.Pattern;

/// What the applications send each other: JSON. A large body stays in the content store, and the
/// message carries its name there.
public final class Bodies {
  /// Bodies of more bytes travel by reference.
  static final int LIMIT = 64 << 10;

  private static final String REFERENCE = "content:";
  private static final int DIGITS = 64;
  private static final Pattern IS_REFERENCE = Pattern.compile(REFERENCE + "[0-9a-f]{64}");

  private final ContentStore store;

  /// Those whose large ones are in `store`.
  public Bodies(ContentStore store) {
    this.store = store;
  }

  Body write(Object value) throws IOException, InterruptedException {
    var json = Json.bytes(value);
    return json.length <= LIMIT ? Body.of(json) : Body.utf8(REFERENCE + store.put(json).sha256());
  }

  <T> T read(Message message, Class<T> type) throws IOException {
    return Json.readOwn(whole(message.body().bytes()), type);
  }

  /// What the body of a message stands for: itself, unless it is a reference.
  public byte[] whole(byte[] body) throws IOException {
    return isReference(body)
        ? store.read(new String(body, UTF_8).substring(REFERENCE.length()))
        : body;
  }

  /// Whether a body stands for another one.
  static boolean isReference(byte[] body) {
    return body.length == REFERENCE.length() + DIGITS
        && IS_REFERENCE.matcher(new String(body, UTF_8)).matches();
  }
}
