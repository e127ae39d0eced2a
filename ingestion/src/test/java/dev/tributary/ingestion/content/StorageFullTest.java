package dev.tributary.ingestion.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.ApplicationStatus;
import dev.tributary.ApplicationStatus.State;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk without room is nobody's message's fault.
@Timeout(60)
class StorageFullTest {
  private static final String DEAD = "dead";

  @TempDir Path folder;

  @Test
  void anApplicationThatStoresWaitsForRoomAndNothingIsADeadLetter() throws Exception {
    var store = new AtomicReference<>(ContentStore.in(folder, Long.MAX_VALUE));
    try (var transport = MemoryTransport.connect(new MemoryBroker())) {
      transport.declare(DEAD, List.of(new Binding(DeadLetter.EXCHANGE, "#")));
      try (var runner = Runner.start(transport, List.of(keep(store)))) {
        send(transport, 10);

        await()
            .untilAsserted(
                () ->
                    assertThat(runner.statuses())
                        .extracting(ApplicationStatus::state)
                        .containsExactly(State.UNAVAILABLE));
        assertThat(runner.statuses().getFirst().reason().orElseThrow())
            .contains("to be free on the disk of " + folder);
        store.set(ContentStore.in(folder, 0));

        await().until(() -> transport.depth("keep") == 0);
        assertThat(transport.depth(DEAD)).isZero();
        for (var number = 0; number < 10; number++) {
          var content = ("content " + number).getBytes(UTF_8);
          assertThat(store.get().contains(DigestAlgorithm.SHA_256.digest(content))).isTrue();
        }
      }
    }
  }

  private static Application keep(AtomicReference<ContentStore> store) {
    return Application.named("keep")
        .consumes("in", "#")
        .callback(
            message -> {
              store.get().put(message.body().bytes());
              return List.of();
            })
        .build();
  }

  private static void send(MemoryTransport transport, int number) throws InterruptedException {
    var messages = new ArrayList<Message>();
    for (var each = 0; each < number; each++) {
      messages.add(
          Message.of("m" + each, "new.content", Body.utf8("content " + each), Instant.now()));
    }
    try (var producer = transport.producer()) {
      producer.send("in", messages, Listeners.REQUIRED);
    }
  }
}
