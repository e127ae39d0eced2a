package dev.tributary;

/// An application or a plugin did not start.
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StartException(String message, Throwable cause) {
    super(message, cause);
  }

  static StartException ofApplication(String name, Throwable cause) {
    return new StartException("application " + name + " does not start: " + said(cause), cause);
  }

  static StartException ofPlugin(String name, Throwable cause) {
    return new StartException("plugin " + name + " does not start: " + said(cause), cause);
  }

  private static String said(Throwable cause) {
    var message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
