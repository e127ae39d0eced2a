package dev.tributary.logging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;

/// Lines that are sent together.
final class Batch {
  private static final int LINES = 1_000;
  private static final int BYTES = 256 << 10;
  private static final Duration CONNECTING = Duration.ofSeconds(5);

  /// How long the receiver may take to read it.
  private static final Duration READING = Duration.ofMinutes(1);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int lines;

  void add(byte[] line) {
    bytes.writeBytes(line);
    lines++;
  }

  boolean isFull() {
    return lines >= LINES || bytes.size() >= BYTES;
  }

  /// How many there are.
  int lines() {
    return lines;
  }

  /// Sends it on a connection of its own, and returns once the receiver has read it to its end: it
  /// closes the connection then, as Logstash does. Nothing else would tell, since the protocol has
  /// no answer: what was written to a connection may be lost with it, in the buffers of either
  /// side.
  ///
  /// @throws IOException if the receiver has perhaps not read all of it
  void sendTo(HostAndPort receiver) throws IOException {
    var address = receiver.address();
    if (address.isUnresolved()) {
      throw new UnknownHostException(receiver.host());
    }
    try (var socket = new Socket()) {
      socket.connect(address, Math.toIntExact(CONNECTING.toMillis()));
      socket.setSoTimeout(Math.toIntExact(READING.toMillis()));
      bytes.writeTo(socket.getOutputStream());
      socket.shutdownOutput();
      if (socket.getInputStream().read() != -1) {
        throw new SocketException("expected the receiver to end the connection, got an answer");
      }
    }
  }
}
