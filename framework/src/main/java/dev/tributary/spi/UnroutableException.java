package dev.tributary.spi;

/// A message was sent to an exchange where no queue is bound for its routing key, or straight to a
/// queue that is not there.
public final class UnroutableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnroutableException(String exchange, String routingKey) {
    super(
        "expected a queue bound to exchange \""
            + exchange
            + "\" for routing key \""
            + routingKey
            + "\", found none; start an application that consumes it, or declare the sender's"
            + " listenersOptional()");
  }

  /// There is no queue of that name.
  public UnroutableException(String queue) {
    super(
        "expected the queue of application \""
            + queue
            + "\", found none; start the application once, so that it is declared");
  }
}
