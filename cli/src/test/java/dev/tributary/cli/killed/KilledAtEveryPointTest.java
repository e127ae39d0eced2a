package dev.tributary.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.Faults;
import dev.tributary.testing.Faults.Point;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `kill -9` at each point between the receipt of a delivery and its end, then a start anew:
/// nothing is lost, what the application writes is written once, and what it sends may come twice,
/// with the same ids.
@Timeout(120)
final class KilledAtEveryPointTest {
  /// What a process that SIGKILL ended exits with.
  private static final int KILLED = 128 + 9;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Point.class)
  void nothingIsLostAndEffectsHappenOnce(Point point) throws Exception {
    assertThat(statusOfRunUntil(point)).as("killed at " + point).isEqualTo(KILLED);

    try (var application = KilledApplication.start(folder, new Faults())) {
      application.awaitTheEnd();

      assertThat(application.written())
          .containsExactly(KilledApplication.RETRIED, KilledApplication.WRITTEN);
      assertThat(new HashSet<>(application.sent()))
          .containsExactlyInAnyOrder("written one", "written two", "retried one", "retried two");
      assertThat(new HashSet<>(application.setAside())).containsExactly(KilledApplication.POISON);
    }
  }

  private int statusOfRunUntil(Point point) throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledApplication.class.getName(),
                folder.toString(),
                point.name())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("child.log").toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
