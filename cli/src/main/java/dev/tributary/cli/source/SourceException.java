package dev.tributary.cli.source;

/// There is no service where one was expected, or it does not compile. The message is for whoever
/// named it.
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SourceException(String message) {
    super(message);
  }

  SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
