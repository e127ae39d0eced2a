package dev.tributary.artemis;

import java.util.UUID;

/// What tells a connection from all others.
///
/// @param transport whose connection it is
/// @param number of the connection, counted by the transport
record ConnectionId(String transport, int number) {
  private static final int TRANSPORT_LENGTH = 12;

  /// The first connection of a new transport.
  static ConnectionId first() {
    var random = UUID.randomUUID().toString().replace("-", "");
    return new ConnectionId(random.substring(0, TRANSPORT_LENGTH), 1);
  }

  ConnectionId next() {
    return new ConnectionId(transport, number + 1);
  }

  /// Whether `other` is an earlier connection of the same transport.
  boolean isSuccessorOf(String other) {
    return other.startsWith(transport + ".") && !other.equals(toString());
  }

  @Override
  public String toString() {
    return transport + "." + number;
  }
}
