package dev.tributary.ingestion.source;

/// There is no class where one was expected, or it does not compile. The message is for whoever
/// named it.
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SourceException(String message) {
    super(message);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
