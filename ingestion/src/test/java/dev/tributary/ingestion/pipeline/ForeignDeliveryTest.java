package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Aborted;
import dev.tributary.Runner;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.TestStorage;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.shipment.LateFiles;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ForeignDeliveryTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void aFailureWhoseDeliveryIsNoneOfOursEndsWithTheReason() throws Exception {
    var outcomes = new LinkedBlockingQueue<Outcome>();
    var store = ContentStore.in(folder.resolve("content"), 0);
    var bodies = new Bodies(store);
    var deliveries = new Deliveries(InstantSource.system());
    try (var transport = MemoryTransport.connect(new MemoryBroker());
        var catalogue = TestStorage.SQLITE.open(folder, PipelineDatabases.CATALOGUE)) {
      var acknowledge =
          Acknowledge.application(
                  catalogue,
                  deliveries,
                  new Completion(catalogue, new LateFiles(store)),
                  bodies,
                  false)
              .surroundedBy(around -> around.onSettled((_, outcome) -> outcomes.add(outcome)));
      try (var _ = Runner.start(transport, List.of(Quarantine.application(bodies), acknowledge));
          var producer = transport.producer()) {
        producer.send(DeadLetter.EXCHANGE, List.of(foreign().toMessage()), Listeners.REQUIRED);

        assertThat(outcomes.take())
            .asInstanceOf(type(Aborted.class))
            .extracting(Aborted::abort)
            .satisfies(
                abort -> {
                  assertThat(abort.reason()).isEqualTo("delivery.unknown");
                  assertThat(abort).hasMessage("there is no delivery theirs");
                });
        await().until(() -> transport.depth(Acknowledge.NAME) == 0);
      }
    }
  }

  private static DeadLetter foreign() {
    var message =
        Message.of("m1", "new.order", Body.utf8("{}"), NOON).withHeader(Keys.DELIVERY, "theirs");
    return new DeadLetter(message, "orders", "1", "Oops", "no", "at orders", Map.of(), NOON);
  }
}
