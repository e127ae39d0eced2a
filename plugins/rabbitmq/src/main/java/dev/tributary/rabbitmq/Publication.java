package dev.tributary.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;

/// A message as it goes to the broker.
///
/// @param exchange empty for the one that leads to the queue with the name of the routing key
/// @param mandatory whether there must be a queue for it
/// @param body nobody else's to change
@SuppressWarnings("ArrayRecordComponent") // Not compared, and copied often enough before and after.
record Publication(
    String exchange,
    String routingKey,
    boolean mandatory,
    BasicProperties properties,
    byte[] body) {

  /// Whether what the broker returned, by these marks, is this.
  boolean isKnownBy(String exchangeName, String key, String messageId) {
    return messageId.equals(properties.getMessageId())
        && exchange.equals(exchangeName)
        && routingKey.equals(key);
  }

  @Override
  public String toString() {
    return "exchange \"%s\" and routing key \"%s\"".formatted(exchange, routingKey);
  }
}
