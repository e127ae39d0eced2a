package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.rabbitmq.RabbitOptions.Tls;
import dev.tributary.spi.TransportException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/// `amqps://`, with a broker whose certificate is for `localhost` and signed by nobody.
final class EncryptionTest {
  private final PrivateNode node = RabbitNode.shared().own();

  @Test
  void aCertificateThatIsTrustedForTheHostOfTheUriIsAccepted() throws Exception {
    var options = RabbitOptions.of(node.tlsUri("localhost")).withTls(trusting(true));

    try (var transport = RabbitTransport.connect(options)) {
      assertThat(transport.remove("nobody")).isZero();
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() {
    assertRefused(RabbitOptions.of(node.tlsUri("localhost")), "certification path");
  }

  @Test
  void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
    var options = RabbitOptions.of(node.tlsUri("127.0.0.1")).withTls(trusting(true));

    assertRefused(options, "127.0.0.1");
  }

  @Test
  void theHostIsNotLookedAtByThoseWhoAskForThat() throws Exception {
    var options = RabbitOptions.of(node.tlsUri("127.0.0.1")).withTls(trusting(false));

    try (var transport = RabbitTransport.connect(options)) {
      assertThat(transport.remove("nobody")).isZero();
    }
  }

  @Test
  void theHostIsVerifiedUnlessSomebodyAsksForOtherwise() {
    assertThat(RabbitOptions.of("amqps://host").tls()).isEqualTo(new Tls(Optional.empty(), true));
  }

  private Tls trusting(boolean verifyHostname) throws Exception {
    return new Tls(Optional.of(TestCertificate.trusting(node.folder())), verifyHostname);
  }

  private static void assertRefused(RabbitOptions options, String why) {
    assertThatThrownBy(() -> RabbitTransport.connect(options))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no connection to " + options.address())
        .hasMessageContaining(why)
        .hasMessageNotContaining("guest")
        .hasRootCauseInstanceOf(Exception.class)
        .hasCauseInstanceOf(SSLHandshakeException.class);
  }
}
