package dev.tributary.testing;

import dev.tributary.testing.Faults.Point;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// The process that is killed by a [CrashContract].
final class CrashProcess {
  private CrashProcess() {}

  /// Runs the application until it comes to the point where it dies.
  ///
  /// @param arguments the class of the contract, the folder, and the point
  public static void main(String... arguments) throws Exception {
    var constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    var contract = (CrashContract) constructor.newInstance();
    contract.restOn(Path.of(arguments[1]));
    contract.startBroker();
    var scene = CrashScene.on(contract.connect());
    scene.sendInputs();
    var faults = new Faults();
    faults.at(Point.valueOf(arguments[2])).kill();
    try (var _ = scene.start(faults, contract)) {
      new CountDownLatch(1).await();
    }
  }
}
