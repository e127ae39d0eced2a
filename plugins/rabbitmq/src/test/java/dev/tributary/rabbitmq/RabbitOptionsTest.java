package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.spi.TransportException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RabbitOptionsTest {
  @Test
  void thePasswordIsNeverPrinted() {
    var options = RabbitOptions.of("amqps://user:geheim@broker.example:5671/pipeline");

    assertThat(options.toString())
        .isEqualTo("RabbitOptions[amqps://broker.example:5671/pipeline, tributary]");
  }

  @Test
  void whatIsNoAmqpUriIsRefusedWithoutItsPassword() {
    for (var uri : new String[] {"http://user:geheim@host", "amqp://user:ge heim@host", "geheim"}) {
      assertThatThrownBy(() -> RabbitOptions.of(uri))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected a URI such as \"amqp://user:password@host:5672/vhost\"")
          .hasMessageNotContaining("heim@");
    }
  }

  @Test
  void aHeartbeatMustBePositive() {
    assertThatThrownBy(() -> RabbitOptions.of("amqp://host").withHeartbeat(Duration.ZERO))
        .hasMessage("expected the heartbeat to be positive, got: PT0S");
  }

  @Test
  void aBrokerThatIsNotThereIsNamed() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var options = RabbitOptions.of("amqp://user:geheim@127.0.0.1:" + port + "/x");

    assertThatThrownBy(() -> RabbitTransport.connect(options))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no connection to amqp://127.0.0.1:" + port + "/x")
        .hasMessageNotContaining("geheim");
  }
}
