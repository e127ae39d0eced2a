package dev.tributary.ingestion.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.Application;
import dev.tributary.Recording;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.EditRequest;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.enrich.Findings;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.Pipeline.Arrangement;
import dev.tributary.ingestion.trust.Conflict;
import dev.tributary.ingestion.trust.Enriched;
import dev.tributary.ingestion.trust.ShownProduct;
import dev.tributary.ingestion.trust.ShownProducts;
import dev.tributary.ingestion.trust.TrustOrder;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Selection;
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
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Enrichers beside the whole pipeline: what they find, and what they leave alone.
@Timeout(180)
final class EnrichmentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path EP = Path.of("..", "samples", "deliveries").resolve("05-ern-43-ep.xml");
  private static final String BARCODE = "2990001000032";
  private static final String ISRC = "XXTRB2600021";

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final CountDownLatch answering = new CountDownLatch(1);
  private volatile int status = 200;
  private HttpServer server;
  private Settings settings;
  private TestSystem system;

  @BeforeEach
  void open() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
    var file = folder.resolve("enrichers.yaml");
    Files.writeString(
        file,
        """
        brainz: {kind: musicbrainz, url: 'http://127.0.0.1:%1$d/ws/2', rate: 1000/s, privateAllowed: true}
        covers: {kind: cover-art, after: brainz, url: 'http://127.0.0.1:%1$d', rate: 1000/s, privateAllowed: true}
        moods:
          kind: json
          url: http://127.0.0.1:%1$d/moods/
          path: tracks?isrc={isrc}
          values: {mood: /mood/name, tempo: /tempo}
          privateAllowed: true
        """
            .formatted(server.getAddress().getPort()));
    settings = settings(file);
    var beside = new ArrayList<Application>();
    Enrichment.enrichers(settings)
        .forEach(enricher -> beside.add(Enrichment.application(enricher, settings)));
    var arrangement =
        new Arrangement(
            List.of(), beside, Set.of(), UnaryOperator.identity(), Recording.SETTLEMENTS);
    system = TestSystem.in(folder, folder.resolve("providers"), TestTransport.ARTEMIS, arrangement);
  }

  private Settings settings(Path enrichers) {
    var declared = new ArrayList<>(new DatabasePlugin().settings());
    declared.add(PipelineServices.ENRICHERS);
    var values = Map.of("database.folder", folder.toString(), "enrichers", enrichers.toString());
    return Settings.resolve(declared, List.of(new Source("the test", values, false)));
  }

  @AfterEach
  void close() {
    answering.countDown();
    system.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      answering.await();
      var uri = exchange.getRequestURI().toString();
      asked.add(uri);
      var body = body(uri);
      var bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status == 200 && body.isEmpty() ? 404 : status, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private static String body(String uri) {
    if (uri.contains("barcode:" + BARCODE)) {
      return """
      {"releases": [{"id": "r-1", "title": "UMBRELLA season!", "date": "2026",
        "artist-credit": [{"name": "Somebody Else", "joinphrase": " & ", "artist": {"id": "a-1"}},
          {"name": "Friends", "artist": {"id": "a-2"}}]}]}
      """;
    }
    if (uri.contains("/isrc/" + ISRC)) {
      return """
      {"recordings": [{"id": "rec-1", "title": "Umbrella Season", "length": 193500},
        {"id": "rec-2", "title": "Umbrella Season (live)"}]}
      """;
    }
    if (uri.contains("/release/r-1")) {
      return """
      {"images": [{"front": false, "image": "http://x/back"}, {"front": true, "image": "http://x/front"}]}
      """;
    }
    return uri.contains("isrc=" + ISRC) ? "{\"mood\": {\"name\": \"calm\"}, \"tempo\": 96}" : "";
  }

  @Test
  void aDeliveryIsLoadedWhileThoseWhoAreAskedDoNotAnswer() throws Exception {
    var delivery = system.ingest(EP).getFirst();

    assertThat(TestSystem.state(delivery)).isEqualTo(DeliveryState.LOADED);
    assertThat(enriched()).isEmpty();

    answering.countDown();
    await().atMost(PATIENCE).until(() -> values("covers").contains("cover http://x/front"));
    await().atMost(PATIENCE).until(() -> values("moods").size() == 2);
    assertThat(values("moods")).containsExactlyInAnyOrder(ISRC + " mood calm", ISRC + " tempo 96");
    assertThat(values("brainz"))
        .contains(
            "releaseMbid r-1",
            "title UMBRELLA season!",
            ISRC + " recordingMbid rec-1",
            ISRC + " duration PT3M13.5S");
  }

  @Test
  void whatContradictsTheProviderIsVisible() throws Exception {
    answering.countDown();
    system.ingest(EP);
    await().atMost(PATIENCE).until(() -> !values("covers").isEmpty());

    assertThat(enriched())
        .filteredOn(Enriched::conflicting)
        .extracting(Enriched::field, Enriched::value)
        .containsExactly(tuple("artist", "Somebody Else & Friends"));
    assertThat(enriched())
        .filteredOn(each -> each.field().equals("recordingMbid"))
        .extracting(Enriched::confidence)
        .as("two recordings have this ISRC")
        .containsExactly(0.7);
  }

  @Test
  void anUpdateOfTheProviderChangesWhatTheProviderSaidAndNothingElse() throws Exception {
    answering.countDown();
    system.ingest(EP);
    await()
        .atMost(PATIENCE)
        .until(() -> !values("covers").isEmpty() && values("moods").size() == 2);
    var before = enriched();
    var calls = asked.size();

    system.ingest(update("LW-002-2", "2026-03-09T08:30:00+01:00", "Umbrella Seasons"));
    await().atMost(PATIENCE).until(this::isAskedAgain);

    assertThat(product().at("/titles/0/text").stringValue("")).isEqualTo("Umbrella Seasons");
    assertThat(enriched())
        .extracting(Enriched::source, Enriched::item, Enriched::field, Enriched::value)
        .containsExactlyElementsOf(
            before.stream()
                .map(each -> tuple(each.source(), each.item(), each.field(), each.value()))
                .toList());
    assertThat(asked).as("what was answered is not asked again").hasSize(calls);
  }

  @Test
  void afterAnEditAnUpdateOfTheProviderChangesItsOwnFieldsAndNothingElse() throws Exception {
    answering.countDown();
    system.ingest(EP);
    await().atMost(PATIENCE).until(() -> !values("covers").isEmpty());
    edit("title", "Umbrella Season (Deluxe)");
    edit("label", "Lanternwick");
    var before = shown();

    system.ingest(update("LW-002-2", "2026-03-09T08:30:00+01:00", "Umbrella Seasons"));

    assertThat(product().at("/titles/0/text").stringValue("")).isEqualTo("Umbrella Seasons");
    var after = shown();
    assertThat(after.product().at("/titles/0/text").stringValue(""))
        .isEqualTo("Umbrella Season (Deluxe)");
    assertThat(after.product().path("label").stringValue("")).isEqualTo("Lanternwick");
    assertThat(after.edits()).isEqualTo(before.edits());
    assertThat(after.enriched())
        .extracting(Enriched::source, Enriched::item, Enriched::field, Enriched::value)
        .containsExactlyElementsOf(
            before.enriched().stream()
                .map(each -> tuple(each.source(), each.item(), each.field(), each.value()))
                .toList());
    assertThat(after.conflicts())
        .extracting(Conflict::field, Conflict::shown, Conflict::other, Conflict::otherSource)
        .contains(
            tuple("title", "Umbrella Season (Deluxe)", "Umbrella Seasons", "provider"),
            tuple("title", "Umbrella Season (Deluxe)", "UMBRELLA season!", "brainz"));
    await("an edit is told of as a change").atMost(PATIENCE).until(() -> sequence() == 4);
  }

  private void edit(String field, String value) throws InterruptedException {
    var key = product().path("key").stringValue("");
    var request =
        new EditRequest(
            UUID.randomUUID().toString(),
            key,
            Optional.empty(),
            field,
            Optional.of(value),
            "ann",
            "as on the sleeve",
            Instant.now(),
            Long.MAX_VALUE);
    system.edit(request);
  }

  private ShownProduct shown() throws InterruptedException {
    try (var enrichment = DatabasePlugin.read(settings, PipelineDatabases.ENRICHMENT)) {
      return new ShownProducts(
              system.catalogue(),
              key -> enrichment.read(handle -> Findings.of(handle, key)),
              TrustOrder.of(List.of(), List.of(), List.of("brainz", "covers", "moods")))
          .show(product());
    }
  }

  /// Of the latest change that a source was asked because of.
  private long sequence() throws InterruptedException {
    try (var enrichment = DatabasePlugin.read(settings, PipelineDatabases.ENRICHMENT)) {
      return enrichment.read(
          handle ->
              handle.createQuery("select max(sequence) from enriched").mapTo(Long.class).one());
    }
  }

  @Test
  void whileThoseWhoAreAskedAreAwayNothingFails() throws Exception {
    answering.countDown();
    status = 500;

    var delivery = system.ingest(EP).getFirst();

    assertThat(TestSystem.state(delivery)).isEqualTo(DeliveryState.LOADED);
    await().atMost(PATIENCE).until(() -> !asked.isEmpty());
    assertThat(Failures.list(system.ledger(), Selection.open(), 10)).isEmpty();
    status = 200;
    await().atMost(PATIENCE).until(() -> values("covers").contains("cover http://x/front"));
  }

  @Test
  void whatTheFileCannotSayIsRefused() throws Exception {
    assertThatThrownBy(() -> read("x: {kind: musicbrain}"))
        .hasMessageContaining("x: expected its kind to be one of musicbrainz")
        .hasMessageContaining("did you mean musicbrainz?");
    assertThatThrownBy(() -> read("x: {kind: json, url: 'https://x/', path: all}"))
        .hasMessageContaining("expected its path to have one of {isrc}");
    assertThatThrownBy(() -> read("x: {kind: musicbrainz, rat: 1/s}")).hasMessageContaining("rat");
    assertThatThrownBy(() -> read("x: {kind: cover-art, after: y}"))
        .hasMessageContaining("expected x to come after one of x, got: y");
  }

  private void read(String yaml) throws IOException {
    var file = folder.resolve("wrong.yaml");
    Files.writeString(file, yaml);
    var _ = Enrichment.enrichers(settings(file));
  }

  private Path update(String messageId, String createdAt, String title) throws IOException {
    var text =
        Files.readString(EP)
            .replace("LW-002-1", messageId)
            .replace("2026-03-02T08:30:00+01:00", createdAt)
            .replace(">Umbrella Season<", ">" + title + "<");
    return Files.writeString(folder.resolve(messageId + ".xml"), text);
  }

  /// Whether all sources were asked because of the second change.
  private boolean isAskedAgain() throws InterruptedException {
    try (var enrichment = DatabasePlugin.read(settings, PipelineDatabases.ENRICHMENT)) {
      return enrichment.read(
              handle ->
                  handle
                      .createQuery("select count(*) from enriched where sequence > 1")
                      .mapTo(Integer.class)
                      .one())
          == 3;
    }
  }

  private List<String> values(String source) throws InterruptedException {
    return enriched().stream()
        .filter(each -> each.source().equals(source))
        .map(
            each ->
                each.item().map(item -> item + " ").orElse("") + each.field() + " " + each.value())
        .toList();
  }

  private List<Enriched> enriched() throws InterruptedException {
    var product = product();
    var key = product.path("key").stringValue("");
    try (var enrichment = DatabasePlugin.read(settings, PipelineDatabases.ENRICHMENT)) {
      return Enriched.of(product, enrichment.read(handle -> Findings.of(handle, key)));
    }
  }

  private ObjectNode product() throws InterruptedException {
    return system
        .catalogue()
        .read(
            handle ->
                Products.find(handle, BARCODE, Instant.now()) instanceof Found(var document)
                    ? document
                    : Json.object());
  }
}
