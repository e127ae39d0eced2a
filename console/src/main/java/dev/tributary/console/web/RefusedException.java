package dev.tributary.console.web;

/// A request is not answered with what it asks for. The message is for whoever asked.
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  private RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  /// What was asked for is not there.
  public static RefusedException notFound(String message) {
    return new RefusedException(404, message);
  }

  /// It was not asked as it has to be.
  public static RefusedException badRequest(String message) {
    return new RefusedException(400, message);
  }

  /// They may not.
  public static RefusedException forbidden(String message) {
    return new RefusedException(403, message);
  }

  /// With another status of HTTP.
  static RefusedException of(int status, String message) {
    return new RefusedException(status, message);
  }

  int status() {
    return status;
  }

  /// What is wrong.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
