package dev.tributary.ingestion.pipeline;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.ingestion.json.Json;

/// That a delivery has come to its end. How, the register of deliveries says.
///
/// @param delivery its id
record Ended(String delivery) {
  static Ended read(Message message) {
    return Json.readOwn(message.body().bytes(), Ended.class);
  }

  Body body() {
    return Body.of(Json.bytes(this));
  }
}
