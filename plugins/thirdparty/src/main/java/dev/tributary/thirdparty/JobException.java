package dev.tributary.thirdparty;

/// What was handed in to a third party failed there, or was not done in time.
public final class JobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobException(String message) {
    super(message);
  }
}
