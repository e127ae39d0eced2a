package dev.tributary.ingestion.webhook;

import dev.tributary.Detailed;
import java.util.Map;

/// An endpoint was not reached, or did not take a message.
class PostFailedException extends RuntimeException implements Detailed {
  private static final long serialVersionUID = 1L;

  private final String place;

  PostFailedException(Endpoint endpoint, String what) {
    super(text(endpoint, what));
    this.place = endpoint.place();
  }

  PostFailedException(Endpoint endpoint, String what, Throwable cause) {
    super(text(endpoint, what), cause);
    this.place = endpoint.place();
  }

  private static String text(Endpoint endpoint, String what) {
    return "%s %s".formatted(endpoint.place(), what);
  }

  @Override
  public Map<String, String> details() {
    return Map.of("endpoint", place);
  }

  /// An endpoint says that it will not take the message, however often it is sent.
  static final class Refused extends PostFailedException {
    private static final long serialVersionUID = 1L;

    Refused(Endpoint endpoint, String what) {
      super(endpoint, what);
    }
  }
}
