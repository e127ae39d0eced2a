package dev.tributary.rabbitmq;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Where a RabbitMQ broker is, and how it is spoken to. Immutable.
///
///     RabbitOptions.of("amqps://user:password@broker.example:5671/pipeline")
///         .withConnectionName("catalogue")
///         .withHeartbeat(Duration.ofSeconds(5))
///
/// @param uri `amqp://` or `amqps://`, with user, password, host, port and virtual host
///   (rabbitmq.com, "URI Specification"); never printed with its password
/// @param connectionName under which the broker lists the connections
/// @param timeouts how long the broker may take
/// @param heartbeat after twice this without a sign of the broker, the connection counts as lost
/// @param queueType of the durable queues
/// @param deliveryLimit how often a quorum queue delivers a message that is not settled, before it
///   sets it aside as a dead letter
/// @param largestBody in bytes; the broker closes the channel on a larger one than its own
///   `max_message_size`, 16 MiB since 4.0
/// @param tls for `amqps://`
public record RabbitOptions(
    URI uri,
    String connectionName,
    Timeouts timeouts,
    Duration heartbeat,
    QueueType queueType,
    int deliveryLimit,
    int largestBody,
    Tls tls) {

  private static final Duration STANDARD_HEARTBEAT = Duration.ofSeconds(10);
  private static final int STANDARD_DELIVERY_LIMIT = 100;
  private static final int STANDARD_LARGEST_BODY = 16 << 20;

  /// What a durable queue is in the broker.
  public enum QueueType {
    /// Replicated where there are several nodes, on disk before it is confirmed.
    QUORUM,
    /// On one node. Knows no delivery limit.
    CLASSIC
  }

  /// How long the broker may take before what was asked of it fails.
  ///
  /// @param connect for the TCP connection, and once more for each handshake on it
  /// @param request to answer, for instance to declare a queue
  /// @param confirm to confirm the next one of the messages that somebody waits for
  public record Timeouts(Duration connect, Duration request, Duration confirm) {
    private static final Timeouts STANDARD =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(30));

    public Timeouts {
      requirePositive("connect timeout", connect);
      requirePositive("request timeout", request);
      requirePositive("confirm timeout", confirm);
    }
  }

  /// Whom `amqps://` trusts.
  ///
  /// @param context whose certificates are trusted; empty for those that this JVM trusts
  /// @param verifyHostname whether the certificate must be one for the host of the URI
  public record Tls(Optional<SSLContext> context, boolean verifyHostname) {
    private static final Tls STANDARD = new Tls(Optional.empty(), true);
  }

  public RabbitOptions {
    if (uri.getHost() == null || !isAmqp(uri)) {
      throw notAnAmqpUri();
    }
    requirePositive("heartbeat", heartbeat);
    requirePositive("delivery limit", deliveryLimit);
    requirePositive("largest body", largestBody);
  }

  /// The standard options for the broker at `uri`.
  ///
  /// @throws IllegalArgumentException if it is no AMQP URI
  public static RabbitOptions of(String uri) {
    return new RabbitOptions(
        parse(uri),
        "tributary",
        Timeouts.STANDARD,
        STANDARD_HEARTBEAT,
        QueueType.QUORUM,
        STANDARD_DELIVERY_LIMIT,
        STANDARD_LARGEST_BODY,
        Tls.STANDARD);
  }

  private static URI parse(String uri) {
    try {
      return new URI(uri);
    } catch (URISyntaxException _) {
      // Neither the text nor the parser's complaint is repeated: there may be a password in it.
      throw notAnAmqpUri();
    }
  }

  private static boolean isAmqp(URI uri) {
    return "amqp".equalsIgnoreCase(uri.getScheme()) || "amqps".equalsIgnoreCase(uri.getScheme());
  }

  private static IllegalArgumentException notAnAmqpUri() {
    return new IllegalArgumentException(
        "expected a URI such as \"amqp://user:password@host:5672/vhost\", got another text (it is not"
            + " repeated here for the sake of its password; characters such as # in a password are"
            + " written %23)");
  }

  private static void requirePositive(String what, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("expected the " + what + " to be positive, got: " + value);
    }
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("expected the " + what + " to be positive, got: " + value);
    }
  }

  public RabbitOptions withConnectionName(String name) {
    return new RabbitOptions(
        uri, name, timeouts, heartbeat, queueType, deliveryLimit, largestBody, tls);
  }

  public RabbitOptions withTimeouts(Timeouts newTimeouts) {
    return new RabbitOptions(
        uri, connectionName, newTimeouts, heartbeat, queueType, deliveryLimit, largestBody, tls);
  }

  public RabbitOptions withHeartbeat(Duration interval) {
    return new RabbitOptions(
        uri, connectionName, timeouts, interval, queueType, deliveryLimit, largestBody, tls);
  }

  public RabbitOptions withQueueType(QueueType type) {
    return new RabbitOptions(
        uri, connectionName, timeouts, heartbeat, type, deliveryLimit, largestBody, tls);
  }

  public RabbitOptions withDeliveryLimit(int deliveries) {
    return new RabbitOptions(
        uri, connectionName, timeouts, heartbeat, queueType, deliveries, largestBody, tls);
  }

  public RabbitOptions withLargestBody(int bytes) {
    return new RabbitOptions(
        uri, connectionName, timeouts, heartbeat, queueType, deliveryLimit, bytes, tls);
  }

  public RabbitOptions withTls(Tls newTls) {
    return new RabbitOptions(
        uri, connectionName, timeouts, heartbeat, queueType, deliveryLimit, largestBody, newTls);
  }

  boolean isEncrypted() {
    return "amqps".equalsIgnoreCase(uri.getScheme());
  }

  /// The broker's address without user and password, as errors and logs name it.
  String address() {
    var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getPath();
  }

  @Override
  public String toString() {
    return "RabbitOptions[" + address() + ", " + connectionName + "]";
  }
}
