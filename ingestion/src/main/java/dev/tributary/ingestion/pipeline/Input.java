package dev.tributary.ingestion.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.ingestion.content.ContentStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/// What an application received, for people to look at.
///
/// @param body what the body of the message stands for; itself if that cannot be had
/// @param problem why it cannot
public record Input(Body body, Optional<String> problem) {

  /// Opens the store in which large bodies are.
  @FunctionalInterface
  public interface Store {
    ContentStore open() throws IOException;
  }

  /// That of `message`.
  ///
  /// @param store opened for a body that is there only
  public static Input of(Message message, Store store) {
    var body = message.body();
    if (!Bodies.isReference(body.bytes())) {
      return new Input(body, Optional.empty());
    }
    try {
      return new Input(Body.of(new Bodies(store.open()).whole(body.bytes())), Optional.empty());
    } catch (IOException away) {
      var problem = "%s could not be read from the content store: %s".formatted(body.utf8(), away);
      return new Input(body, Optional.of(problem));
    }
  }

  /// All of it as text; empty if not all of it is UTF-8.
  public Optional<String> text() {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(body.bytes())).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /// The same, with U+FFFD in the place of what is not UTF-8.
  public String shown() {
    return body.utf8();
  }
}
