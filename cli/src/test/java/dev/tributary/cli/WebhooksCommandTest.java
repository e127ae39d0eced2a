package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `tributary webhooks` and `webhooks replay`, and what other commands know of endpoints.
@Timeout(180)
final class WebhooksCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String EP = "../samples/deliveries/05-ern-43-ep.xml";

  @TempDir private Path folder;
  private HttpServer shop;
  private final Queue<String> ids = new ConcurrentLinkedQueue<>();
  private volatile int status = 204;

  @BeforeEach
  void open() throws IOException {
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(status, -1);
          }
        });
    shop.start();
    Files.writeString(folder.resolve("shop.secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    Files.writeString(
        folder.resolve("webhooks.yaml"),
        """
        shop:
          url: http://127.0.0.1:%d/hooks?token=hidden
          secretFile: shop.secret
          actions: [upsert, purge]
        """
            .formatted(shop.getAddress().getPort()));
    Files.writeString(folder.resolve("tributary.yaml"), "data: data\nwebhooks: webhooks.yaml\n");
  }

  @AfterEach
  void close() {
    shop.stop(0);
  }

  @Test
  void withoutTheSettingThereAreNone() {
    var line = Line.run("webhooks", "--data", folder.resolve("data").toString());
    assertThat(line.status()).as(line.messages()).isZero();
    assertThat(line.out()).contains("no endpoints");
    assertThat(Line.run("graph").out()).doesNotContain("webhook");
    var replay = Line.run("webhooks", "replay", "--since", "1h");
    assertThat(replay.status()).isEqualTo(Main.USAGE);
    assertThat(replay.messages()).contains("the setting webhooks names none");
  }

  @Test
  void besideOneThatIsUpEndpointsAreToldListedAndToldAgain() throws Exception {
    try (var up = Running.start(line("up").toArray(String[]::new))) {
      up.awaitSaying("Others may join");
      assertThat(run("ingest", EP).out()).contains("1 loaded");
      await().atMost(PATIENCE).until(() -> ids.size() == 1);

      assertThat(run("webhooks").out())
          .contains("shop", "RUNNING", "upsert|purge", "http://127.0.0.1:", "/hooks")
          .doesNotContain("hidden");
      assertThat(run("graph").out())
          .contains("webhook-shop", "notify (upsert.*), notify (purge.*)");
      assertThat(run("apps").out()).containsPattern("webhook-shop +RUNNING");
      var doctor = run("doctor");
      assertThat(doctor.out()).contains("webhook shop").doesNotContain("WARN", "FAIL");
      assertThat(run("webhooks", "replay", "--since", "1h", "--dry-run").out())
          .contains("1 change since", "for shop");

      status = 410;
      assertThat(run("webhooks", "replay", "--since", "1h").out()).contains("1 message sent");

      await().atMost(PATIENCE).until(() -> ids.size() == 2);
      assertThat(ids).containsOnly(ids.peek());
      await().atMost(PATIENCE).until(() -> listed().path("failures").longValue() == 1);
      assertThat(run("failures", "--app", "webhook-shop").out()).contains("answered 410");
      assertThat(run("deliveries").out()).contains("LOADED").doesNotContain("QUARANTINED");
      assertThat(run("reconcile").status()).isZero();
    }
  }

  @Test
  void theApplicationOfAnEndpointRunsByItself() throws Exception {
    try (var up = Running.start(line("up", "--without", "webhook-shop").toArray(String[]::new))) {
      up.awaitSaying("Others may join");
      assertThat(run("ingest", EP).out()).contains("1 loaded");
      await().atMost(PATIENCE).until(() -> listed().path("waiting").longValue() == 1);
      assertThat(listed().path("state").stringValue()).isEqualTo("STOPPED");

      try (var posting = Running.start(line("run", "webhook-shop").toArray(String[]::new))) {
        posting.awaitSaying("webhook-shop runs: consumes notify");
        await().atMost(PATIENCE).until(() -> ids.size() == 1);
      }
    }
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    assertThat(run("webhooks", "replay", "--since", "1h", "--endpoint", "shpo").messages())
        .contains("expected --endpoint to be one of shop, got: \"shpo\", did you mean shop?");
    assertThat(run("run", "webhook-store").messages())
        .contains("expected the setting webhooks to name an endpoint store, found: shop");
    assertThat(run("webhooks", "replay", "--since", "1h").messages()).contains("no catalogue in");
    Files.writeString(folder.resolve("shop.secret"), "hunter2");
    var doctor = run("doctor");
    assertThat(doctor.status()).isEqualTo(Main.INTERNAL);
    assertThat(doctor.out()).contains("FAIL", "webhook shop").doesNotContain("hunter2");
    Files.writeString(folder.resolve("webhooks.yaml"), "shop: {}");
    assertThat(run("apps").messages()).contains("webhooks.yaml: expected the url of shop");
    assertThat(run("up", "--port", "0").status()).isEqualTo(Main.USAGE);
  }

  private JsonNode listed() {
    return Json.tree(run("webhooks", "--json").out()).at("/endpoints/0");
  }

  private Line run(String... arguments) {
    return Line.run(line(arguments).toArray(String[]::new));
  }

  private List<String> line(String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--config", folder.resolve("tributary.yaml").toString()));
    return line;
  }
}
