package dev.tributary.rabbitmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// The network between a transport and its broker, for a test to pull or to block.
final class Cable implements AutoCloseable {
  private final URI broker;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean blocked;

  private Cable(URI broker, ServerSocket server) {
    this.broker = broker;
    this.server = server;
  }

  static Cable to(String broker) throws IOException {
    var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var cable = new Cable(URI.create(broker), server);
    Thread.ofVirtual().start(cable::accept);
    return cable;
  }

  /// The broker's URI by way of this cable.
  String uri() {
    return "%s://%s@127.0.0.1:%d%s"
        .formatted(
            broker.getScheme(),
            broker.getRawUserInfo(),
            server.getLocalPort(),
            broker.getRawPath());
  }

  /// Ends all connections, in the middle of whatever they carry. New ones can be made.
  void pull() {
    for (var socket : sockets) {
      close(socket);
    }
  }

  /// Carries nothing more, and tells nobody.
  void block() {
    blocked = true;
  }

  void unblock() {
    blocked = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var near = server.accept();
        sockets.add(near);
        connect(near);
      } catch (IOException _) {
        pull();
      }
    }
  }

  private void connect(Socket near) {
    try {
      var far = new Socket(broker.getHost(), RabbitNode.port(broker));
      sockets.add(far);
      Thread.ofVirtual().start(() -> carry(near, far));
      Thread.ofVirtual().start(() -> carry(far, near));
    } catch (IOException _) {
      close(near);
    }
  }

  private void carry(Socket from, Socket to) {
    var bytes = new byte[8 << 10];
    try {
      for (var read = 0; read >= 0; read = from.getInputStream().read(bytes)) {
        while (blocked && !from.isClosed()) {
          LockSupport.parkNanos(1_000_000);
        }
        to.getOutputStream().write(bytes, 0, read);
      }
    } catch (IOException _) {
      // One end is gone, and so is the other.
    } finally {
      close(from);
      close(to);
    }
  }

  private void close(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    pull();
  }
}
