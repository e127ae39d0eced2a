package dev.tributary.ingestion.pipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.tributary.Application;
import dev.tributary.Outcome;
import dev.tributary.Recording;
import dev.tributary.Runner;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.RealDeliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.generate.DeliveryGenerator;
import dev.tributary.ingestion.pipeline.Pipeline.Arrangement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A catalogue's worth of products, enriched by a third party that is slow, fails, and limits its
/// callers: by two copies of the enricher, each with connections, a client and a circuit of its
/// own, as two processes have. Answers are real ones where those are there.
@Timeout(600)
final class EnrichedCrowdTest {
  private static final int LIMIT = 50;

  /// Calls that a machine which does much else may keep waiting for longer than a rate's slack.
  private static final int LATE = 5;

  private static final Duration LATENCY = Duration.ofMillis(200);

  @TempDir Path folder;
  private final Queue<Long> calls = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> answered = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private final String release = real("release.json", "{\"id\": \"r-1\", \"title\": \"A Title\"}");
  private final String recording =
      real("recording.json", "{\"id\": \"rec-1\", \"title\": \"One\"}");

  @Test
  void aHundredAreEnrichedWithinTheLimit() throws Exception {
    enrich(100, LIMIT + LATE);
  }

  @Test
  @Tag("long")
  void twoThousandAreEnrichedWithinTheLimit() throws Exception {
    enrich(2_000, LIMIT);
  }

  private void enrich(int products, int mostWithinASecond) throws Exception {
    var shipped = folder.resolve("shipped");
    DeliveryGenerator.withSeed(11)
        .withTracks(1)
        .withUpdates(0)
        .withTakedowns(0)
        .withPurges(0)
        .write(shipped, products);
    var server =
        new WireMockServer(
            options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .disableRequestJournal()
                .extensions(new Moods()));
    server.start();
    try {
      server.stubFor(any(anyUrl()).willReturn(ok().withFixedDelay((int) LATENCY.toMillis())));
      var settings = settings(server.port());
      var arrangement =
          new Arrangement(
              List.of(),
              List.of(copy(settings)),
              Set.of(),
              UnaryOperator.identity(),
              Recording.SETTLEMENTS);
      try (var system =
              TestSystem.in(
                  folder.resolve("data"),
                  folder.resolve("providers"),
                  TestTransport.ARTEMIS,
                  arrangement);
          var _ = Runner.start(system.transport(), List.of(copy(settings)))) {
        var deliveries = system.ingest(shipped);

        assertThat(deliveries).hasSize(products);
        assertThat(deliveries).extracting(TestSystem::state).containsOnly(DeliveryState.LOADED);
        assertThat(enriched(settings)).as("enriched when all were loaded").isLessThan(products);
        await()
            .atMost(Duration.ofMinutes(8))
            .pollInterval(Duration.ofMillis(500))
            .until(() -> enriched(settings) == products);
      }
    } finally {
      server.stop();
    }
    assertThat(mostWithinASecond())
        .as("calls in the busiest second")
        .isLessThanOrEqualTo(mostWithinASecond);
    assertThat(answered.values()).as("times that a question was answered").containsOnly(1);
    assertThat(outcomes.stream().filter(Outcome.Retried.class::isInstance).count())
        .as("attempts beyond the first: only those that failed")
        .isEqualTo(failed.get());
    assertThat(outcomes).noneMatch(Outcome.DeadLettered.class::isInstance);
  }

  /// 5 % of the calls fail, and now and then it asks to be left alone for a second.
  private final class Moods implements ResponseDefinitionTransformerV2 {
    @Override
    public String getName() {
      return "moods";
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
      calls.add(System.nanoTime());
      var number = asked.incrementAndGet();
      var answer = ResponseDefinitionBuilder.like(event.getResponseDefinition());
      if (number % 190 == 60) {
        return answer.withStatus(429).withHeader("retry-after", "1").build();
      }
      if (number % 20 == 0) {
        failed.incrementAndGet();
        return answer.withStatus(500).build();
      }
      var uri = event.getRequest().getUrl();
      answered.merge(uri, 1, Integer::sum);
      return answer
          .withBody(
              uri.contains("barcode")
                  ? "{\"releases\": [" + release + "]}"
                  : "{\"recordings\": [" + recording + "]}")
          .build();
    }
  }

  private static String real(String name, String own) {
    var file = RealDeliveries.folder().resolve("enrich-musicbrainz").resolve(name);
    try {
      return Files.exists(file) ? Files.readString(file) : own;
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private Settings settings(int port) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("enrichers.yaml"),
            "brainz: {kind: musicbrainz, url: 'http://127.0.0.1:%d/', rate: %d/s, privateAllowed: true}"
                .formatted(port, LIMIT));
    var declared = new ArrayList<>(new DatabasePlugin().settings());
    declared.add(PipelineServices.ENRICHERS);
    var values =
        Map.of("database.folder", folder.resolve("data").toString(), "enrichers", file.toString());
    return Settings.resolve(declared, List.of(new Source("the test", values, false)));
  }

  private Application copy(Settings settings) {
    var enricher = Enrichment.enrichers(settings).getFirst();
    return Enrichment.application(enricher, settings)
        .surroundedBy(around -> around.onSettled((_, outcome) -> outcomes.add(outcome)));
  }

  private static long enriched(Settings settings) throws InterruptedException {
    try (var enrichment = DatabasePlugin.read(settings, PipelineDatabases.ENRICHMENT)) {
      return enrichment.read(
          handle ->
              handle
                  .createQuery("select count(distinct product_key) from finding")
                  .mapTo(Long.class)
                  .one());
    }
  }

  private int mostWithinASecond() {
    var at = calls.stream().mapToLong(Long::longValue).sorted().toArray();
    var most = 0;
    for (int first = 0, last = 0; last < at.length; last++) {
      while (at[last] - at[first] >= Duration.ofSeconds(1).toNanos()) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
