package dev.tributary.thirdparty;

import dev.tributary.Body;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// What a third party answered: what was asked for, or that there is no such thing.
///
/// @param uri that answered, after redirects
/// @param status 2xx, 404 or 410; everything else is thrown
/// @param at when it was told, or confirmed; earlier than now if it was kept
public record Answer(URI uri, int status, Optional<String> contentType, Body body, Instant at) {
  private static final int SUCCESS = 2;

  /// Whether there is what was asked for.
  public boolean isFound() {
    return status / 100 == SUCCESS;
  }

  /// The body as UTF-8.
  public String text() {
    return body.utf8();
  }
}
