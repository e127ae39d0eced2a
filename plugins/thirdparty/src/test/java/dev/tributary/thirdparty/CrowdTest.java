package dev.tributary.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.ApplicationStatus;
import dev.tributary.ApplicationStatus.State;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Runner;
import dev.tributary.database.Database;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many messages that all need the same third party, in applications that run twice: each with a
/// database connection, a client and a circuit of its own, as two processes have.
final class CrowdTest {
  private static final String EXCHANGE = "products";
  private static final int LIMIT = 50;
  private static final Duration LATENCY = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path folder;
  private final MemoryBroker broker = new MemoryBroker();
  private final Set<String> enriched = ConcurrentHashMap.newKeySet();
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

  @Test
  @Timeout(120)
  void everybodyIsServedAndTheLimitIsKept() throws Exception {
    serve(200);
  }

  @Test
  @Tag("long")
  @Timeout(600)
  void everybodyOfTwoThousandIsServedAndTheLimitIsKept() throws Exception {
    serve(2_000);
  }

  /// 5 % of the calls fail, and now and then the third party asks to be left alone for a second.
  private void serve(int products) throws Exception {
    var asked = new AtomicInteger();
    var failed = new AtomicInteger();
    try (var party = TestParty.start();
        var one = copy(party);
        var other = copy(party)) {
      party.always(
          exchange -> {
            var number = asked.incrementAndGet();
            party.takeTime(LATENCY);
            if (number % 90 == 60) {
              TestParty.respond(exchange, 429, "", "retry-after", "1");
            } else if (number % 20 == 0) {
              failed.incrementAndGet();
              TestParty.respond(exchange, 500, "");
            } else {
              TestParty.respond(exchange, 200, "rated");
            }
          });
      send(IntStream.range(0, products).mapToObj(number -> "product-" + number).toList());

      await().atMost(PATIENCE).until(() -> enriched.size() == products);
      await().until(() -> one.runner().inFlight() + other.runner().inFlight() == 0);
      assertThat(RateTest.mostWithin(party.calls(), Duration.ofSeconds(1)))
          .as("calls in the busiest second, as the third party sees it")
          .isLessThanOrEqualTo(LIMIT);
      var callsOfEach = new HashMap<String, Integer>();
      party.calls().forEach(call -> callsOfEach.merge(call.path(), 1, Integer::sum));
      var repeated = party.calls().size() - callsOfEach.size();
      assertThat(repeated)
          .as("calls beyond one for each product: only those that brought no answer")
          .isEqualTo(asked.get() - products);
      assertThat(outcomes.stream().filter(Outcome.Retried.class::isInstance).count())
          .as("attempts beyond the first: only those that failed")
          .isEqualTo(failed.get());
      assertThat(outcomes).noneMatch(Outcome.DeadLettered.class::isInstance);

      send(List.of("product-0"));
      await().until(() -> one.runner().inFlight() + other.runner().inFlight() == 0);
      assertThat(party.calls()).as("what was answered is not asked again").hasSize(asked.get());
    }
  }

  @Test
  @Timeout(60)
  void whileAThirdPartyIsAwayTheApplicationPausesAndSaysWhy() throws Exception {
    var party = TestParty.start();
    var port = party.port();
    try (var copy = copy(party)) {
      send(List.of("product-0"));
      await().until(() -> enriched.size() == 1);
      party.close();
      send(IntStream.range(1, 40).mapToObj(number -> "product-" + number).toList());

      await().until(() -> copy.status().state() == State.UNAVAILABLE);
      assertThat(copy.status().reason().orElseThrow())
          .contains("ratings is away", "cannot be reached");
      // Long enough for several tries.
      await().during(Duration.ofSeconds(3)).until(() -> copy.status().state() == State.UNAVAILABLE);
      assertThat(enriched).hasSize(1);

      try (var back = TestParty.startAt(port)) {
        await().atMost(Duration.ofSeconds(10)).until(() -> copy.status().state() == State.RUNNING);
        await().atMost(Duration.ofSeconds(20)).until(() -> enriched.size() == 40);
        assertThat(back.calls()).isNotEmpty();
      }
      assertThat(outcomes).noneMatch(Outcome.DeadLettered.class::isInstance);
    }
  }

  /// One of several processes that run the application.
  private record Copy(Runner runner, MemoryTransport transport, ThirdParty api, Database database)
      implements AutoCloseable {
    ApplicationStatus status() {
      return runner.statuses().getFirst();
    }

    @Override
    public void close() {
      runner.close();
      transport.close();
      api.close();
      database.close();
    }
  }

  private Copy copy(TestParty party) {
    var database = Database.open(folder.resolve("third-parties.db"), ThirdParty.SCHEMA);
    var api = party.named("ratings").rate(Rate.perSecond(LIMIT)).open(database);
    var application =
        Application.named("rate")
            .consumes(EXCHANGE, "#")
            .concurrency(api.concurrency())
            .retry(ThirdParty.RETRIES)
            .callback(message -> rate(message, api))
            .onSettled((_, outcome) -> outcomes.add(outcome))
            .build();
    var transport = MemoryTransport.connect(broker);
    return new Copy(Runner.start(transport, List.of(application)), transport, api, database);
  }

  private List<Message> rate(Message message, ThirdParty api) throws InterruptedException {
    var product = message.body().utf8();
    assertThat(api.get(product).isFound()).isTrue();
    enriched.add(product);
    return List.of();
  }

  private void send(List<String> products) throws InterruptedException {
    try (var transport = MemoryTransport.connect(broker);
        var producer = transport.producer()) {
      var messages =
          products.stream()
              .map(product -> Message.of("upsert.release", Body.utf8(product)))
              .toList();
      producer.send(EXCHANGE, messages, Listeners.REQUIRED);
    }
  }
}
