package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Numbered messages through three chained applications, each a process of its own, while processes
/// are killed and terminated, the broker is restarted, and the network is cut. Each number arrives,
/// and has its effect once.
///
/// What happens when follows from a seed, which is printed, and can be given as the system property
/// `audit.seed`.
final class LossAuditTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration SILENCE = Duration.ofMillis(2_500);
  private static final int CHUNK = 25;

  @RegisterExtension final TestBroker broker = new TestBroker();

  @TempDir private Path folder;
  private final long seed = Long.getLong("audit.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<Disturbance> kinds = new ArrayList<>(List.of(Disturbance.values()));
  private final List<AuditStage> stages = new ArrayList<>();
  private Transport transport;
  private Cable sendersCable;

  private enum Disturbance {
    KILLED,
    TERMINATED,
    BROKER_RESTARTED,
    BROKER_KILLED,
    NETWORK_CUT,
    NETWORK_SILENT
  }

  @BeforeEach
  void startApplications() throws IOException {
    broker.start();
    transport = broker.connect();
    transport.declare(DeadLetter.QUEUE, List.of(new Binding(DeadLetter.EXCHANGE, "#")));
    sendersCable = Cable.to(broker.node().uri());
    for (var stage : AuditProcess.STAGES) {
      transport.declare(stage, List.of(new Binding(AuditProcess.exchangeBefore(stage), "#")));
      stages.add(new AuditStage(stage, folder, Cable.to(broker.node().uri())));
    }
  }

  @AfterEach
  void endAll() throws IOException {
    for (var stage : stages) {
      stage.close();
    }
    sendersCable.close();
    transport.close();
    broker.stop();
  }

  @Test
  @Timeout(240)
  void nothingIsLostAndNothingHappensTwiceWhateverFails() throws Exception {
    kinds.remove(Disturbance.BROKER_KILLED); // which RabbitMQ 3.10 does not always survive itself
    audit(2_000, 1);
  }

  @Test
  @Tag("long")
  @Timeout(1_800)
  void nothingIsLostOfAHundredThousand() throws Exception {
    audit(100_000, 8);
  }

  private void audit(int messages, int rounds) throws Exception {
    var start = Instant.now();
    var disturbances = disturbances(rounds);
    System.out.printf("loss audit: seed %d: %s%n", seed, disturbances);
    var options = RabbitOptions.of(sendersCable.uri()).withHeartbeat(Duration.ofSeconds(1));
    try (var sending = RabbitTransport.connect(options);
        var producer = sending.producer()) {
      for (var number = 0; number < disturbances.size(); number++) {
        var from = (int) ((long) messages * number / disturbances.size());
        var to = (int) ((long) messages * (number + 1) / disturbances.size());
        awaitAllReady();
        var sender =
            CompletableFuture.runAsync(
                () -> sendAll(producer, from, to), Thread::startVirtualThread);
        awaitEffects(from + random.nextInt(Math.max(1, (to - from) / 2)));
        disturb(disturbances.get(number));
        sender.join();
      }
    }
    awaitEffects(messages);
    for (var queue : AuditProcess.STAGES) {
      await(queue).atMost(PATIENCE).until(() -> transport.depth(queue) == 0);
    }
    for (var stage : stages) {
      assertThat(stage.end()).isEqualTo(AuditStage.TERMINATED);
    }
    assertAllHappenedOnce(messages, Duration.between(start, Instant.now()));
  }

  /// Each kind once a round, in an order of its own.
  private List<Disturbance> disturbances(int rounds) {
    var all = new ArrayList<Disturbance>();
    if (!broker.node().isOurs()) {
      kinds.removeAll(List.of(Disturbance.BROKER_RESTARTED, Disturbance.BROKER_KILLED));
    }
    for (var round = 0; round < rounds; round++) {
      Collections.shuffle(kinds, random);
      all.addAll(kinds);
    }
    return all;
  }

  private void disturb(Disturbance disturbance) throws IOException {
    var stage = stages.get(random.nextInt(stages.size()));
    var cable = random.nextInt(4) == 0 ? sendersCable : stage.cable();
    switch (disturbance) {
      case KILLED -> stage.kill();
      case TERMINATED -> stage.terminate();
      case BROKER_RESTARTED -> {
        broker.node().stop();
        broker.node().start();
      }
      case BROKER_KILLED -> broker.node().own().killAndStart();
      case NETWORK_CUT -> cable.pull();
      case NETWORK_SILENT -> {
        cable.block();
        LockSupport.parkNanos(SILENCE.toNanos());
        cable.unblock();
      }
    }
  }

  private void awaitAllReady() {
    await().atMost(PATIENCE).until(() -> stages.stream().allMatch(AuditStage::isReady));
  }

  private void awaitEffects(int count) {
    await().atMost(PATIENCE).until(() -> effects().size() >= count);
  }

  private static void sendAll(Producer producer, int from, int to) {
    for (var chunk = from; chunk < to; chunk += CHUNK) {
      var messages =
          IntStream.range(chunk, Math.min(to, chunk + CHUNK))
              .mapToObj(
                  number ->
                      Message.of("n" + number, "number", Body.utf8("" + number), Instant.now()))
              .toList();
      await()
          .atMost(PATIENCE)
          .ignoreException(TransportException.class)
          .untilAsserted(() -> producer.send(AuditProcess.SOURCE, messages, Listeners.REQUIRED));
    }
  }

  private List<String> effects() throws IOException {
    var file = AuditProcess.effects(folder);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private void assertAllHappenedOnce(int messages, Duration time) throws IOException {
    var numbers = effects().stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    var missing = new HashSet<>(IntStream.range(0, messages).mapToObj(Integer::toString).toList());
    numbers.forEach(missing::remove);
    var repeated = numbers.size() - new HashSet<>(numbers).size();
    var calls = 0L;
    for (var stage : AuditProcess.STAGES) {
      calls += Files.size(AuditProcess.calls(folder, stage));
    }
    System.out.printf(
        "loss audit: seed %d: %d messages: %d lost, %d repeated effects, %d redeliveries, %d s%n",
        seed,
        messages,
        missing.size(),
        repeated,
        calls - (long) AuditProcess.STAGES.size() * messages,
        time.toSeconds());
    assertThat(missing).as("lost").isEmpty();
    assertThat(repeated).as("repeated effects").isZero();
    assertThat(transport.depth(DeadLetter.QUEUE)).as("dead letters").isZero();
  }
}
