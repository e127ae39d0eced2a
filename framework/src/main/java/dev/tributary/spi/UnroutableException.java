package dev.tributary.spi;

/// A message was sent to an exchange where no queue is bound for its routing key.
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
}
