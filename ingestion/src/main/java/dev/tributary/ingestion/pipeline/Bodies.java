package dev.tributary.ingestion.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;

/// What the applications send each other: JSON. A large body stays in the content store, and the
/// message carries its name there.
public final class Bodies {
  /// Bodies of more bytes travel by reference.
  static final int LIMIT = 64 << 10;

  private static final String REFERENCE = "content:";

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
    if (body.length != REFERENCE.length() + 64) {
      return body;
    }
    var text = new String(body, UTF_8);
    return text.startsWith(REFERENCE) ? store.read(text.substring(REFERENCE.length())) : body;
  }
}
