package dev.tributary.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Runner;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.console.pages.Watched;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.EditRequest;
import dev.tributary.ingestion.catalogue.Edits;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.editing.SampleGate;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.pipeline.Pipeline.Stores;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.ingestion.trust.ShownProducts;
import dev.tributary.ingestion.trust.TrustOrder;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The whole pipeline over stores in a folder, and its page on a free port, as a browser without a
/// window sees it: it keeps cookies and knows the token of the page that it loaded last.
final class TestConsole implements AutoCloseable {
  static final Path SAMPLES = Path.of("..", "samples", "deliveries");

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]*)\">");
  private static final long UPLOAD_LIMIT = 100_000;

  private final Deque<Runnable> open = new ArrayDeque<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new HashMap<>();
  private final Transport transport;
  private final Pipeline pipeline;
  private final Database catalogue;
  private final Console console;
  private String token = "";

  private TestConsole(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    open.push(client::close);
    var bound =
        Console.bind(
            Settings.resolve(ConsoleSettings.ALL, List.of(new Source("test", settings, true))),
            Optional.of(0),
            "tester");
    open.push(bound::close);
    var broker = EmbeddedBroker.start(folder.resolve("broker"));
    open.push(broker::close);
    transport = ArtemisTransport.connect(broker);
    open.push(transport::close);
    catalogue = PipelineDatabases.CATALOGUE.open(folder.resolve("catalogue.db"));
    open.push(catalogue::close);
    var ledger = PipelineDatabases.LEDGER.open(folder.resolve("ledger.db"));
    open.push(ledger::close);
    var content = ContentStore.in(folder.resolve("content"));
    var stores = new Stores(content, catalogue, ledger, Duration.ofDays(90));
    var gate = new SampleGate(InstantSource.system());
    var mappings = LiveMappings.open(folder.resolve("providers"), Limits.DEFAULT, gate);
    pipeline = Pipeline.start(transport, stores, mappings);
    open.push(pipeline::close);
    console =
        bound.open(
            new Watched(
                catalogue,
                new ShownProducts(catalogue, _ -> Map.of(), TrustOrder.usual()),
                ledger,
                content,
                mappings,
                pipeline,
                transport,
                Pipeline.stages(),
                folder,
                List.of(SAMPLES, folder.resolve("shipped")),
                UPLOAD_LIMIT));
    open.push(console::close);
  }

  /// Runs `application` beside the pipeline, as another process would.
  Runner elsewhere(Application application) {
    return Runner.start(transport, List.of(application));
  }

  static TestConsole in(Path folder) throws IOException, InterruptedException {
    return in(folder, Map.of());
  }

  static TestConsole in(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    return new TestConsole(folder, settings);
  }

  String url() {
    return console.url();
  }

  /// A page; its token is the one that is sent from now on.
  HttpResponse<String> look(String path) throws IOException, InterruptedException {
    return look(path, Map.of());
  }

  /// The same with these headers.
  HttpResponse<String> look(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request = request(path).header("Accept", "text/html").GET();
    headers.forEach(request::header);
    var response = send(request);
    var found = TOKEN.matcher(response.body());
    if (found.find()) {
      token = found.group(1);
    }
    return response;
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    var response = send(request(path).header("Accept", "application/json").GET());
    return Json.tree(response.body());
  }

  /// Sends a form, with the token of the last page.
  HttpResponse<String> act(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    return act(path, form, Map.of());
  }

  /// The same with these headers.
  HttpResponse<String> act(String path, Map<String, String> form, Map<String, String> headers)
      throws IOException, InterruptedException {
    var all = new HashMap<>(form);
    all.putIfAbsent("csrf", token);
    var body = new StringBuilder();
    all.forEach(
        (name, value) ->
            body.append(name).append('=').append(URLEncoder.encode(value, UTF_8)).append('&'));
    var request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body.toString()));
    headers.forEach(request::header);
    return send(request);
  }

  /// As the user `name`, whose password is "secret". Forgets who it was before.
  void signIn(String name) throws IOException, InterruptedException {
    cookies.clear();
    look("/sign-in");
    assertThat(location(act("/sign-in", Map.of("name", name, "password", "secret"))))
        .isEqualTo("/");
    look("/submit");
  }

  HttpResponse<String> upload(String name, byte[] file) throws IOException, InterruptedException {
    return send(
        request("/submit/upload?name=" + URLEncoder.encode(name, UTF_8))
            .header("X-Csrf-Token", token)
            .POST(BodyPublishers.ofByteArray(file)));
  }

  /// Where an act leads.
  static String location(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Location")
        .orElse("(status " + response.statusCode() + ")");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE);
  }

  HttpResponse<String> send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    if (!cookies.isEmpty()) {
      builder.header(
          "Cookie", String.join("; ", cookies.entrySet().stream().map(Object::toString).toList()));
    }
    var response = client.send(builder.build(), BodyHandlers.ofString());
    for (var cookie : response.headers().allValues("Set-Cookie")) {
      var pair = cookie.substring(0, cookie.indexOf(';'));
      cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return response;
  }

  /// What a page sends as it changes, until `text` is among it.
  void awaitLive(String path, String text) throws IOException, InterruptedException {
    var events =
        client.send(
            request("/live?of=" + URLEncoder.encode(path, UTF_8)).GET().build(),
            BodyHandlers.ofLines());
    try (var lines = events.body()) {
      assertThat(lines.anyMatch(line -> line.contains(text))).as(text).isTrue();
    }
  }

  /// Of the page that was looked at last.
  String token() {
    return token;
  }

  Map<String, String> cookies() {
    return cookies;
  }

  /// Takes in `paths` and waits for the end of everything.
  void ingest(Path... paths) throws IOException, InterruptedException {
    pipeline.intake().take(List.of(paths), Optional.empty(), _ -> {});
    awaitTheEnd();
  }

  /// Has an editor's change made, and waits for the end of everything.
  void edit(EditRequest change) throws InterruptedException {
    pipeline.request(change);
    await()
        .atMost(PATIENCE)
        .until(() -> catalogue.read(handle -> Edits.outcome(handle, change.id())).isPresent());
    awaitTheEnd();
  }

  void awaitTheEnd() {
    await()
        .atMost(PATIENCE)
        .until(() -> catalogue.read(Deliveries::unsettled) == 0 && pipeline.isIdle());
  }

  @Override
  public void close() {
    open.forEach(Runnable::run);
  }
}
