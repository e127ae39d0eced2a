package dev.tributary.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.Faults;
import dev.tributary.testing.Faults.Point;
import dev.tributary.testing.JavaProcess;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// `kill -9` at each point between the receipt of a delivery and its end, then a start anew:
/// nothing is lost, what the application writes is written once, and what it sends may come twice,
/// with the same ids.
@Timeout(120)
final class KilledAtEveryPointTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(value = Point.class, mode = Mode.EXCLUDE, names = "BEFORE_REQUEUE")
  void nothingIsLostAndEffectsHappenOnce(Point point) throws Exception {
    assertThat(statusOfRunUntil(point)).as("killed at " + point).isEqualTo(JavaProcess.KILLED);

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
    return JavaProcess.statusOf(
        JavaProcess.of(KilledApplication.class, folder.toString(), point.name())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("child.log").toFile()));
  }
}
