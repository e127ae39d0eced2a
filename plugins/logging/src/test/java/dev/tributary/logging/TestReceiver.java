package dev.tributary.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/// Reads lines as Logstash does, as far as it is let: what it has read of a connection that broke
/// counts for nothing. Closes a connection when it has read it to its end.
final class TestReceiver implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Semaphore connections = new Semaphore(0);
  private final Semaphore mayRead = new Semaphore(0);

  private final Thread accepting;

  private TestReceiver(ServerSocket server) {
    this.server = server;
    this.accepting = Thread.ofPlatform().name("test-receiver").start(this::accept);
  }

  /// At any port, or at that of an earlier one.
  static TestReceiver at(int port) throws IOException {
    var server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new TestReceiver(server);
  }

  int port() {
    return server.getLocalPort();
  }

  /// Waits for a connection.
  void awaitConnection() throws InterruptedException {
    connections.acquire();
  }

  /// Lets it read what comes on `many` connections.
  TestReceiver reading(int many) {
    mayRead.release(many);
    return this;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        open.add(socket);
        connections.release();
        Thread.ofVirtual().start(() -> read(socket));
      }
    } catch (IOException failure) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private void read(Socket socket) {
    try (socket;
        var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      mayRead.acquire();
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (SocketException broken) {
      connections.release();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /// Dies: whatever was not read is lost.
  @Override
  public void close() throws IOException {
    server.close();
    // Until then the port is taken.
    await().until(() -> !accepting.isAlive());
    open.removeIf(Socket::isClosed);
    for (var socket : open) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
