package dev.tributary.artemis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A message whose delivery kills the process, broker and all, is known by the number of its
/// deliveries.
@Timeout(120)
final class DeliveryCountTest {
  @TempDir private Path folder;

  /// Receives one message, and is killed.
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      var broker = EmbeddedBroker.start(Path.of(arguments[0]));
      var transport = ArtemisTransport.connect(broker);
      var delivery = transport.consumer("app", 1).receive();
      System.out.println("delivered " + delivery.count());
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
      Thread.currentThread().join();
    }
  }

  @Test
  void deliveriesThatAProcessDiedOfAreCounted() throws Exception {
    try (var broker = EmbeddedBroker.start(folder);
        var transport = ArtemisTransport.connect(broker);
        var producer = transport.producer()) {
      transport.declare("app", List.of(new Binding("source", "#")));
      producer.send("source", List.of(Message.of("a", Body.utf8("poison"))), Listeners.REQUIRED);
    }

    assertThat(statusOfAVictim()).isEqualTo(JavaProcess.KILLED);
    assertThat(statusOfAVictim()).isEqualTo(JavaProcess.KILLED);

    try (var broker = EmbeddedBroker.start(folder);
        var transport = ArtemisTransport.connect(broker);
        var consumer = transport.consumer("app", 1)) {
      assertThat(consumer.receive().count()).isEqualTo(3);
    }
  }

  private int statusOfAVictim() throws Exception {
    return JavaProcess.statusOf(
        JavaProcess.of(Victim.class, folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("victim.log").toFile()));
  }
}
