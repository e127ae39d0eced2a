package dev.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Body;
import dev.tributary.Callback;
import dev.tributary.Message;
import dev.tributary.spi.Transport;
import dev.tributary.testing.Faults.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What is left when the process dies, over every durable transport: for each [Point] between
/// receipt and acknowledgement, an application is killed there by SIGKILL in a process of its own
/// and started anew on what that left behind. Nothing is lost, and effects happened once.
///
/// A transport's own test extends this. It has a constructor without parameters, and is made in the
/// other process, too.
public abstract class CrashContract {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private @Nullable Path folder;

  /// Starts the broker under test on what is in [#folder].
  protected abstract void startBroker();

  protected abstract void stopBroker();

  /// A new connection to the broker under test.
  protected abstract Transport connect();

  void restOn(Path existingFolder) {
    folder = existingFolder;
  }

  /// Where everything lies that outlives the process.
  protected final Path folder() {
    if (folder == null) {
      throw new IllegalStateException("the folder is known once the test runs");
    }
    return folder;
  }

  /// A callback that does `work` once for each message, whatever happens: its results are stored
  /// together with its effect, and returned when the same message comes again. It reaches
  /// [Point#BEFORE_COMMIT] and [Point#AFTER_COMMIT] of `faults`.
  ///
  /// Unless a test has a database to do this with, each result is a file.
  protected Callback once(Faults faults, Callback work) {
    return message -> {
      var committed = folder().resolve("effect-" + message.id());
      if (!Files.exists(committed)) {
        var uncommitted = folder().resolve("uncommitted-" + message.id());
        Files.write(uncommitted, work.apply(message).stream().map(CrashContract::line).toList());
        faults.reach(Point.BEFORE_COMMIT);
        Files.move(uncommitted, committed, StandardCopyOption.ATOMIC_MOVE);
        faults.reach(Point.AFTER_COMMIT);
      }
      return Files.readAllLines(committed).stream()
          .map(line -> message.with("done.thing", Body.utf8(line)))
          .toList();
    };
  }

  private static String line(Message result) {
    return result.body().utf8();
  }

  @TestFactory
  Stream<DynamicTest> nothingIsLostAndEffectsHappenOnceWhenTheProcessIsKilledAt(
      @TempDir Path folders) {
    return Stream.of(Point.values())
        .filter(
            point -> point != Point.BEFORE_REQUEUE) // Comes only after something else has failed.
        .map(
            point ->
                DynamicTest.dynamicTest(
                    point.toString(), () -> killAndRestart(point, folders.resolve(point.name()))));
  }

  private void killAndRestart(Point point, Path ownFolder) throws Exception {
    restOn(Files.createDirectories(ownFolder));
    assertThat(statusOfAProcessKilledAt(point)).as("died of SIGKILL").isEqualTo(JavaProcess.KILLED);

    startBroker();
    try (var transport = connect()) {
      var scene = CrashScene.on(transport);
      var application = scene.start(new Faults(), this);
      var listeners = scene.listen();
      Awaitility.await().atMost(PATIENCE).until(scene::isDone);
      application.close();
      listeners.close();
      scene.assertNothingIsLostAndEffectsHappenedOnce();
    } finally {
      stopBroker();
    }
  }

  private int statusOfAProcessKilledAt(Point point) throws IOException, InterruptedException {
    return JavaProcess.statusOf(
        JavaProcess.of(CrashProcess.class, getClass().getName(), folder().toString(), point.name())
            .redirectErrorStream(true)
            .redirectOutput(folder().resolve("process.log").toFile()));
  }
}
