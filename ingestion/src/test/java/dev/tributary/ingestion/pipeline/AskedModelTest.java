package dev.tributary.ingestion.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.Application;
import dev.tributary.Recording;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.Filter;
import dev.tributary.ingestion.enrich.Finding;
import dev.tributary.ingestion.enrich.Findings;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.Pipeline.Arrangement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A model behind HTTP that judges products, beside the whole pipeline.
@Timeout(180)
final class AskedModelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path EP = Path.of("..", "samples", "deliveries").resolve("05-ern-43-ep.xml");

  @TempDir Path folder;
  private final Queue<JsonNode> judged = new ConcurrentLinkedQueue<>();
  private volatile boolean isThere = true;
  private HttpServer server;
  private Path file;
  private Settings settings;
  private TestSystem system;

  @BeforeEach
  void open() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/models/quality/", this::answer);
    server.start();
    file = folder.resolve("enrichers.yaml");
    write("promoted");
    var declared = new ArrayList<>(new DatabasePlugin().settings());
    declared.add(PipelineServices.ENRICHERS);
    var values = Map.of("database.folder", folder.toString(), "enrichers", file.toString());
    settings = Settings.resolve(declared, List.of(new Source("the test", values, false)));
    var beside = new ArrayList<Application>();
    Enrichment.enrichers(settings)
        .forEach(enricher -> beside.add(Enrichment.application(enricher, settings)));
    var arrangement =
        new Arrangement(
            List.of(), beside, Set.of(), UnaryOperator.identity(), Recording.SETTLEMENTS);
    system = TestSystem.in(folder, folder.resolve("providers"), TestTransport.ARTEMIS, arrangement);
  }

  private void write(String version) throws IOException {
    Files.writeString(
        file,
        """
        quality:
          kind: model
          url: http://127.0.0.1:%d/models/quality/
          path: versions/{version}/judge
          version: %s
          values: {quality: /score, mood: /labels/0}
          privateAllowed: true
        """
            .formatted(server.getAddress().getPort(), version));
  }

  @AfterEach
  void close() {
    system.close();
    server.stop(0);
  }

  /// `promoted` is version 7 and says how confident it is; `latest` is version 8 and does not say
  /// that it is.
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      judged.add(Json.tree(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      var body =
          exchange.getRequestURI().getPath().endsWith("/versions/promoted/judge")
              ? "{\"score\": 0.73, \"labels\": [\"calm\"], \"version\": 7, \"confidence\": 0.6}"
              : "{\"score\": 0.75}";
      exchange.sendResponseHeaders(isThere ? 200 : 500, body.length());
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    }
  }

  @Test
  void whatTheModelSaysStandsBesideTheProductWithItsVersionWhichIsSwitchedWhileRunning()
      throws Exception {
    system.ingest(EP);
    await().atMost(PATIENCE).until(() -> !said().isEmpty());

    assertThat(said()).containsExactly("mood calm", "quality 0.73", "modelVersion 7");
    assertThat(findings()).extracting(Finding::confidence).containsOnly(0.6);
    assertThat(judged.element().at("/titles/0/text").stringValue("")).isEqualTo("Umbrella Season");

    write("latest");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              system.ingest(update(judged.size()));
              return said().contains("modelVersion latest");
            });
    assertThat(said()).containsExactly("quality 0.75", "modelVersion latest");
  }

  @Test
  void whileTheModelFailsProductsAreLoaded() throws Exception {
    isThere = false;

    var delivery = system.ingest(EP).getFirst();

    assertThat(TestSystem.state(delivery)).isEqualTo(DeliveryState.LOADED);
    await().atMost(PATIENCE).until(() -> !judged.isEmpty());
    isThere = true;
    await().atMost(PATIENCE).until(() -> said().contains("modelVersion 7"));
  }

  @Test
  void whatCannotBeAskedIsRefused() throws Exception {
    assertThatThrownBy(() -> read("m: {kind: model, url: 'https://x/'}"))
        .hasMessageContaining("m: expected it to have values");
    assertThatThrownBy(
            () -> read("m: {kind: model, url: 'https://x/', path: all, values: {a: /a}}"))
        .hasMessageContaining("expected its path to have {version} in it, got: all");
    assertThatThrownBy(() -> read("m: {kind: musicbrainz, version: latest}"))
        .hasMessageContaining("expected a version for a model only");
    assertThatThrownBy(
            () -> read("m: {kind: model, url: 'https://x/', version: '../1', values: {a: /a}}"))
        .hasMessageContaining("expected its version to be promoted, latest, or a word")
        .hasMessageContaining("got: \"../1\"");
  }

  private void read(String yaml) throws IOException {
    Files.writeString(file, yaml);
    var _ = Enrichment.enrichers(settings);
  }

  /// Each the next one's predecessor.
  private Path update(int number) throws IOException {
    var text =
        Files.readString(EP)
            .replace("LW-002-1", "LW-002-1-" + number)
            .replace(
                "2026-03-02T08:30:00",
                "2026-03-02T08:%02d:%02d".formatted(31 + number / 60, number % 60))
            .replace(">Umbrella Season<", ">Umbrella Season " + number + "<");
    return Files.writeString(folder.resolve("update-" + number + ".xml"), text);
  }

  private List<String> said() throws InterruptedException {
    return findings().stream().map(each -> each.field() + " " + each.value()).toList();
  }

  private List<Finding> findings() throws InterruptedException {
    var keys =
        system.catalogue().read(handle -> Products.list(handle, Filter.all(), 1, Instant.now()));
    try (var enrichment = DatabasePlugin.read(settings, PipelineDatabases.ENRICHMENT)) {
      return enrichment
          .read(handle -> Findings.of(handle, keys.getFirst().key()))
          .getOrDefault("quality", List.of());
    }
  }
}
