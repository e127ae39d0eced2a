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
import org.jspecify.annotations.Nullable;

/// Makes connections on which one thread can write much at once. The client by itself hands every
/// message and every acknowledgement to the operating system as it comes.
final class GatheringFactory extends ConnectionFactory {
  private static final ScopedValue<Boolean> GATHERING = ScopedValue.newInstance();

  private final ExecutorService closing;
  private final int largestReceived;

  /// What is written on a connection.
  interface Writing {
    void run() throws IOException;
  }

  /// @param closing runs what waits while a connection is closed
  /// @param largestReceived the largest message, in bytes
  GatheringFactory(ExecutorService closing, int largestReceived) {
    this.closing = closing;
    this.largestReceived = largestReceived;
    setShutdownExecutor(closing);
    setMaxInboundMessageBodySize(largestReceived);
  }

  /// Runs `writing`, in this thread, and hands over what it wrote on `channel` at the end, or as
  /// soon as there is a buffer full of it. What other threads write meanwhile does not wait.
  static void gather(Channel channel, Writing writing) throws IOException {
    during(true, writing);
    ((AMQConnection) channel.getConnection()).flush();
  }

  /// Hands over at once what was gathered on `channel` so far.
  static void flush(Channel channel) throws IOException {
    during(false, ((AMQConnection) channel.getConnection())::flush);
  }

  private static void during(boolean gathering, Writing writing) throws IOException {
    ScopedValue.where(GATHERING, gathering)
        .<Boolean, IOException>call(
            () -> {
              writing.run();
              return gathering;
            });
  }

  @Override
  protected synchronized FrameHandlerFactory createFrameHandlerFactory() {
    return new SocketFrameHandlerFactory(
        getConnectionTimeout(),
        getSocketFactory(),
        getSocketConfigurator(),
        isSSL(),
        closing,
        null,
        largestReceived) {
      @Override
      public FrameHandler create(Socket socket) throws IOException {
        return new SocketFrameHandler(socket, closing, largestReceived) {
          @Override
          public void flush(@Nullable WriteListener listener) throws IOException {
            if (listener != null || !GATHERING.orElse(false)) {
              super.flush(listener);
            }
          }
        };
      }
    };
  }
}
