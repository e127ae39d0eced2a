package dev.tributary.recovery;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.recovery.Act.Kind;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// Asks for an act. It travels as a message, so that once the broker has confirmed it the act is
/// done, whatever becomes of whoever asked.
///
/// @param id of the act; asked for again, it is the same act
/// @param selection of what is open
/// @param rate at most so many a second
/// @param editedBase64 the body to send instead of the original one
public record Request(
    String id,
    Kind kind,
    String who,
    String why,
    Selection selection,
    Optional<Integer> rate,
    Optional<String> editedBase64,
    Instant requestedAt) {

  public Request {
    if (rate.isPresent() && rate.get() < 1) {
      throw new IllegalArgumentException(
          "expected a rate of 1 or more a second, got: " + rate.get());
    }
    if (editedBase64.isPresent() && (kind != Kind.REDRIVE || selection.ids().size() != 1)) {
      throw new IllegalArgumentException(
          "expected an edited body for the redrive of a single failure, got: "
              + kind
              + " of "
              + selection);
    }
  }

  /// The message that asks for it, for [Acts] to consume.
  public Message toMessage() {
    return Message.of(
        id, kind == Kind.REDRIVE ? Acts.REDRIVE : Acts.DISCARD, Body.json(this), requestedAt);
  }

  Optional<Body> edited() {
    return editedBase64.map(text -> Body.of(Base64.getDecoder().decode(text)));
  }
}
