package dev.tributary.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who may join a broker, and how.
@Timeout(60)
final class ListeningBrokerTest {
  private static final int ANY_PORT = 0;

  @TempDir private Path data;
  private Path folder;

  @BeforeEach
  void chooseAFolder() {
    folder = data.resolve("broker");
  }

  @Test
  void itsAddressIsForItsOwnersEyesOnly() throws Exception {
    try (var _ = EmbeddedBroker.listening(folder, ANY_PORT)) {
      for (var file : List.of("address", "last-address")) {
        var permissions = Files.getPosixFilePermissions(folder.resolve(file));
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
      }
    }
  }

  @Test
  void itsAddressIsThereWhileItListens() {
    assertThat(EmbeddedBroker.isListening(folder)).isFalse();
    try (var _ = EmbeddedBroker.listening(folder, ANY_PORT)) {
      assertThat(EmbeddedBroker.isListening(folder)).isTrue();
      assertThat(folder.resolve("address")).exists();
    }
    assertThat(EmbeddedBroker.isListening(folder)).isFalse();
    assertThat(folder.resolve("address")).doesNotExist();
  }

  @Test
  void whatAKilledBrokerLeftIsCleanedUpByTheNextThoughItDoesNotListen() throws Exception {
    EmbeddedBroker.listening(folder, ANY_PORT).close();
    Files.copy(folder.resolve("last-address"), folder.resolve("address"));

    try (var _ = EmbeddedBroker.start(folder)) {
      assertThat(folder.resolve("address")).doesNotExist();
    }
  }

  @Test
  void portAndTokenAreThoseOfTheLastTime() {
    EmbeddedBroker.listening(folder, ANY_PORT).close();
    var last = Address.last(folder).orElseThrow();

    try (var _ = EmbeddedBroker.listening(folder, ANY_PORT)) {
      assertThat(Address.current(folder)).isEqualTo(last);
    }
  }

  @Test
  void aPortThatIsTakenIsReplacedUnlessItWasAskedFor() throws Exception {
    EmbeddedBroker.listening(folder, ANY_PORT).close();
    var last = Address.last(folder).orElseThrow();

    try (var _ = new ServerSocket(last.port(), 1, InetAddress.getLoopbackAddress())) {
      try (var _ = EmbeddedBroker.listening(folder, ANY_PORT)) {
        assertThat(Address.current(folder).port()).isNotEqualTo(last.port());
        assertThat(Address.current(folder).token()).isEqualTo(last.token());
      }
      assertThatThrownBy(() -> EmbeddedBroker.listening(folder, last.port()))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("port " + last.port())
          .hasMessageContaining("choose another");
    }
    try (var broker = EmbeddedBroker.start(folder)) {
      assertThat(broker.server().isActive()).as("the folder is free again").isTrue();
    }
  }

  @Test
  void itListensOnTheLoopbackInterfaceOnly() throws Exception {
    try (var _ = EmbeddedBroker.listening(folder, ANY_PORT)) {
      var port = Address.current(folder).port();

      connect("127.0.0.1", port);
      // A socket that listens everywhere answers on this one, too.
      assertThatThrownBy(() -> connect("127.0.0.2", port)).isInstanceOf(IOException.class);
    }
  }

  private static void connect(String host, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 1_000);
    }
  }

  @Test
  void joiningSaysHowToStartABrokerIfNoneRuns() {
    assertThatThrownBy(() -> ArtemisTransport.join(folder))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no broker is running in " + folder)
        .hasMessageContaining("tributary up --data " + data);
  }

  @Test
  void aBrokerThatDoesNotListenCannotBeJoined() {
    try (var _ = EmbeddedBroker.start(folder)) {
      assertThatThrownBy(() -> ArtemisTransport.join(folder))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("no broker is running");
    }
  }

  @Test
  void joiningSaysThatNobodyAnswersIfTheBrokerWasKilled() throws Exception {
    EmbeddedBroker.listening(folder, ANY_PORT).close();
    Files.copy(folder.resolve("last-address"), folder.resolve("address"));

    assertThatThrownBy(() -> ArtemisTransport.join(folder))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no broker answers at 127.0.0.1:")
        .hasMessageContaining("Connection refused")
        .hasMessageContaining("tributary up --data " + data);
  }

  @Test
  void joiningSaysWhatIsWrongWithAnAddressThatSomebodyWrote() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("address"), "example.org:80\nsecret\n");

    assertThatThrownBy(() -> ArtemisTransport.join(folder))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("expected " + folder.resolve("address"))
        .hasMessageNotContaining("secret");
  }

  @Test
  void aWrongTokenIsRefused() throws Exception {
    try (var _ = EmbeddedBroker.listening(folder, ANY_PORT)) {
      var right = Address.current(folder);
      new Address(right.port(), Address.newToken()).publish(folder);

      assertThatThrownBy(() -> ArtemisTransport.join(folder))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("refuses the token");
    }
  }

  @Test
  void theTokenIsInNoMessage() {
    try (var broker = EmbeddedBroker.listening(folder, ANY_PORT)) {
      var token = Address.current(folder).token();

      assertThat(
              List.of(
                  Address.current(folder),
                  Endpoint.joined(folder),
                  Endpoint.inProcess(broker),
                  new TokenSecurity(token)))
          .allSatisfy(each -> assertThat(each.toString()).doesNotContain(token));
    }
  }

  @Test
  void thisProcessAndOthersShareIt() throws Exception {
    try (var broker = EmbeddedBroker.listening(folder, ANY_PORT);
        var here = ArtemisTransport.connect(broker);
        var joined = ArtemisTransport.join(folder)) {
      here.declare("app", List.of(new Binding("source", "#")));

      send(joined, "from there");

      try (var consumer = here.consumer("app", 1)) {
        var delivery = consumer.receive();
        assertThat(delivery.message().body().utf8()).isEqualTo("from there");
        delivery.ack();
      }
      assertThat(joined.depth("app")).isZero();
    }
  }

  private static void send(Transport transport, String body) throws InterruptedException {
    try (var producer = transport.producer()) {
      producer.send("source", List.of(Message.of("a", Body.utf8(body))), Listeners.REQUIRED);
    }
  }
}
