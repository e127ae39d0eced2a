package dev.tributary.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.WriteListener;
import com.rabbitmq.client.impl.AMQConnection;
import com.rabbitmq.client.impl.FrameHandler;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import com.rabbitmq.client.impl.SocketFrameHandler;
import com.rabbitmq.client.impl.SocketFrameHandlerFactory;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Makes connections on which a writer's messages leave together.
///
/// The client sends each message, and each acknowledgement, to the network by itself. That wakes
/// this machine's network stack and the broker's reader for every single one. On these connections
/// what a writer wrote stays in the client's buffer until it is full, or the writer has nothing
/// more at hand; what other threads write leaves at once, as ever.
///
/// This reaches into the client's inner parts, for which it has no other way.
final class GatheringConnections extends ConnectionFactory {
  /// What a frame may have before the broker has said so (AMQP 0-9-1, section 4.2.3, and more).
  private static final int FIRST_FRAME_MAX = 8 << 10;

  /// For a last word to a broker that may take none any more.
  private static final ExecutorService LAST_WORDS = Executors.newVirtualThreadPerTaskExecutor();

  /// A thread that says itself when what it wrote is to leave.
  private static final class Writer extends Thread {
    private boolean flushing;

    Writer(Runnable task, String name) {
      super(task, name);
      setDaemon(true);
    }
  }

  /// A thread, not started yet, that writes to such connections.
  static Thread writer(String name, Runnable task) {
    return new Writer(task, name);
  }

  /// Sends what the calling writer has written to `channel`.
  static void flush(Channel channel) throws IOException {
    if (Thread.currentThread() instanceof Writer writer
        && channel.getConnection() instanceof AMQConnection connection) {
      writer.flushing = true;
      try {
        connection.flush();
      } finally {
        writer.flushing = false;
      }
    }
  }

  @Override
  protected synchronized FrameHandlerFactory createFrameHandlerFactory() {
    return new SocketFrameHandlerFactory(
        getConnectionTimeout(), getSocketFactory(), getSocketConfigurator(), isSSL()) {
      @Override
      public FrameHandler create(Socket socket) throws IOException {
        return new Gathering(socket);
      }
    };
  }

  private static final class Gathering extends SocketFrameHandler {
    Gathering(Socket socket) throws IOException {
      super(socket, LAST_WORDS, FIRST_FRAME_MAX);
    }

    @Override
    public void flush(@Nullable WriteListener listener) throws IOException {
      if (listener != null
          || !(Thread.currentThread() instanceof Writer writer)
          || writer.flushing) {
        super.flush(listener);
      }
    }
  }
}
