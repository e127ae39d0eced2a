package dev.tributary.spi;

import org.jspecify.annotations.Nullable;

/// The broker could not be reached, or did not do what was asked of it. Nothing about the message.
public class TransportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
