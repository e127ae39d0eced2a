package dev.tributary.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.recovery.Failure.State;
import dev.tributary.testing.Faults;
import dev.tributary.testing.Faults.Point;
import dev.tributary.testing.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `kill -9` at each step of an act, then a start anew: nothing is lost, effects happen once, and
/// what is written down of the act is true.
@Timeout(120)
final class KilledActTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Point.class,
      names = {
        "RECEIVED",
        "BEFORE_PUBLISH",
        "AFTER_PUBLISH",
        "AFTER_CONFIRM",
        "BEFORE_ACK",
        "AFTER_ACK"
      })
  void aRedriveIsDoneAndItsEffectsHappenOnce(Point point) throws Exception {
    letThemFail();
    Files.delete(folder.resolve("broken"));

    assertThat(statusOfAnActKilledAt(point, Act.Kind.REDRIVE)).isEqualTo(JavaProcess.KILLED);

    try (var system = KilledSystem.start(folder, new Faults())) {
      awaitTheEnd(system);
      assertThat(system.done()).containsExactlyElementsOf(KilledSystem.BODIES);
      assertActIsTrue(system, State.REDRIVEN);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Point.class,
      names = {"RECEIVED", "BEFORE_ACK", "AFTER_ACK"})
  void aDiscardIsDoneAndNothingIsSentOn(Point point) throws Exception {
    letThemFail();
    Files.delete(folder.resolve("broken"));

    assertThat(statusOfAnActKilledAt(point, Act.Kind.DISCARD)).isEqualTo(JavaProcess.KILLED);

    try (var system = KilledSystem.start(folder, new Faults())) {
      awaitTheEnd(system);
      assertThat(system.done()).isEmpty();
      assertActIsTrue(system, State.DISCARDED);
    }
  }

  private void letThemFail() throws Exception {
    Files.createFile(folder.resolve("broken"));
    try (var system = KilledSystem.start(folder, new Faults())) {
      system.send();
      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> Failures.list(system.database(), Selection.open(), 10).size() == 3);
    }
  }

  private static void awaitTheEnd(KilledSystem system) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                Failures.act(system.database(), "act-1").flatMap(Act::finishedAt).isPresent()
                    && system.isIdle());
  }

  private static void assertActIsTrue(KilledSystem system, State state)
      throws InterruptedException {
    assertThat(Failures.acts(system.database(), 10))
        .singleElement()
        .satisfies(
            act -> {
              assertThat(act.chosen()).isEqualTo(3);
              assertThat(act.done()).isEqualTo(3);
              assertThat(act.refused()).isZero();
            });
    assertThat(Failures.list(system.database(), Selection.all(), 10))
        .hasSize(3)
        .allSatisfy(failure -> assertThat(failure.state()).isEqualTo(state));
  }

  private int statusOfAnActKilledAt(Point point, Act.Kind kind) throws Exception {
    return JavaProcess.statusOf(
        JavaProcess.of(KilledSystem.class, folder.toString(), point.name(), kind.name())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("child.log").toFile()));
  }
}
