package dev.tributary.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// A server that answers every request after 200 ms, and does hardly anything else.
final class SlowServer implements AutoCloseable {
  private static final Duration LATENCY = Duration.ofMillis(200);
  private static final int BACKLOG = 2_000;
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
          .getBytes(US_ASCII);

  private final ServerSocket socket;

  private SlowServer(ServerSocket socket) {
    this.socket = socket;
  }

  static SlowServer start() throws IOException {
    var server = new SlowServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException closed) {
      // The benchmark is over.
    }
  }

  private static void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      var in = new BufferedInputStream(connection.getInputStream());
      while (hasRequest(in)) {
        Thread.sleep(LATENCY);
        connection.getOutputStream().write(ANSWER);
      }
    } catch (IOException | InterruptedException gone) {
      // So is the client.
    }
  }

  /// Reads to the empty line; requests have no body.
  private static boolean hasRequest(InputStream in) throws IOException {
    var lineEnds = 0;
    for (var next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        lineEnds++;
      } else if (next != '\r') {
        lineEnds = 0;
      }
      if (lineEnds == 2) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
