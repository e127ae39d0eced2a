package dev.tributary.benchmarks.peers;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Recoverable;
import com.rabbitmq.client.RecoveryListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The broker, where it was started for this benchmark alone. Who started it starts it again, on
/// the same data, when it has ended.
///
/// @param pid the file that names its process
record Node(Path pid) {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /// Asks it to end in good order, and returns once it serves again and `connection` has recovered
  /// with its channels and consumers.
  ///
  /// @throws IOException if that takes too long
  void restart(Connection connection) throws IOException, InterruptedException {
    var recovered = new CountDownLatch(1);
    var listener = new Recovery(recovered);
    var recoverable = (Recoverable) connection;
    recoverable.addRecoveryListener(listener);
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow().destroy();
    if (!recovered.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("the broker did not come back within " + PATIENCE.toSeconds() + " s");
    }
    recoverable.removeRecoveryListener(listener);
  }

  private record Recovery(CountDownLatch over) implements RecoveryListener {
    @Override
    public void handleRecovery(Recoverable recoverable) {
      over.countDown();
    }

    @Override
    public void handleRecoveryStarted(Recoverable recoverable) {}
  }
}
