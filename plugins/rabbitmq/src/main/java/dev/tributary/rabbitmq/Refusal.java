package dev.tributary.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tributary.spi.TransportException;

/// What the broker says when it does not do something, in its own words.
final class Refusal {
  private static final int NOT_FOUND = 404;

  private Refusal() {}

  /// `what` did not work, because of `cause`.
  static TransportException of(String what, Throwable cause) {
    return new TransportException(what + ": " + words(cause), cause);
  }

  /// The same for another caller, with a stack of its own.
  static TransportException again(TransportException cause) {
    return new TransportException(String.valueOf(cause.getMessage()), cause);
  }

  /// Whether the broker says that the queue or exchange is not there.
  static boolean isNotFound(Throwable cause) {
    var signal =
        cause instanceof TransportException && cause.getCause() != null ? cause.getCause() : cause;
    return signal(signal) instanceof ShutdownSignalException closed
        && closed.getReason() instanceof AMQP.Channel.Close close
        && close.getReplyCode() == NOT_FOUND;
  }

  private static String words(Throwable cause) {
    if (cause instanceof AuthenticationFailureException) {
      return "the broker refuses the user or the password (" + cause.getMessage() + ")";
    }
    if (signal(cause) instanceof ShutdownSignalException closed) {
      return switch (closed.getReason()) {
        case AMQP.Channel.Close close -> close.getReplyText();
        case AMQP.Connection.Close close -> close.getReplyText();
        case null, default -> "the connection is lost (" + closed.getMessage() + ")";
      };
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /// The client wraps the broker's signal once, or not at all.
  private static Throwable signal(Throwable cause) {
    return cause.getCause() instanceof ShutdownSignalException closed ? closed : cause;
  }
}
