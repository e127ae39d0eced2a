package dev.tributary.ingestion.pipeline;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;

/// What the applications send each other: JSON. A large body stays in the content store, and the
/// message carries its name there.
final class Bodies {
  /// Bodies of more bytes travel by reference.
  static final int LIMIT = 64 << 10;

  private static final String REFERENCE = "content:";

  private final ContentStore store;

  Bodies(ContentStore store) {
    this.store = store;
  }

  Body write(Object value) throws IOException, InterruptedException {
    var json = Json.bytes(value);
    return json.length <= LIMIT ? Body.of(json) : Body.utf8(REFERENCE + store.put(json).sha256());
  }

  <T> T read(Message message, Class<T> type) throws IOException {
    var body = message.body();
    var prefix = REFERENCE.length() + 64 == body.size() ? body.utf8() : "";
    var json =
        prefix.startsWith(REFERENCE)
            ? store.read(prefix.substring(REFERENCE.length()))
            : body.bytes();
    return Json.read(json, type);
  }
}
