package dev.tributary.artemis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Binding;
import dev.tributary.testing.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A program that has closed all it opened.
@Timeout(120)
final class EndingProgramTest {
  /// Less than the minute for which Artemis would keep its threads.
  private static final int SOON = 40;

  @TempDir private Path folder;

  @Test
  void itsProcessEndsWithItsMain() throws Exception {
    var program = JavaProcess.of(EndingProgramTest.class, folder.toString()).inheritIO().start();
    try {
      assertThat(program.waitFor(SOON, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).isZero();
    } finally {
      program.destroyForcibly().onExit().join();
    }
  }

  @Test
  void anotherBrokerIsServedWhenOneHasStopped() {
    try (var lasting = EmbeddedBroker.start(folder.resolve("lasting"));
        var transport = ArtemisTransport.connect(lasting)) {
      run(folder.resolve("first"));
      run(folder.resolve("second"));

      transport.declare("app", List.of(new Binding("source", "#")));
      assertThat(transport.depth("app")).isZero();
    }
    run(folder.resolve("lasting"));
  }

  private static void run(Path folder) {
    try (var broker = EmbeddedBroker.start(folder);
        var transport = ArtemisTransport.connect(broker)) {
      transport.declare("app", List.of(new Binding("source", "#")));
    }
  }

  public static void main(String[] arguments) {
    run(Path.of(arguments[0]));
  }
}
