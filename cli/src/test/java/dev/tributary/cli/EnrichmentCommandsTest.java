package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What commands know of enrichers, and show of what those found.
@Timeout(180)
final class EnrichmentCommandsTest {
  private static final String EP = "../samples/deliveries/05-ern-43-ep.xml";
  private static final String BARCODE = "2990001000032";

  @TempDir private Path folder;
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = "{\"name\": \"Another Season\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    Files.writeString(
        folder.resolve("enrichers.yaml"),
        """
        names:
          kind: json
          url: http://127.0.0.1:%d/
          path: products/{barcode}
          values: {title: /name}
          privateAllowed: true
        """
            .formatted(server.getAddress().getPort()));
    Files.writeString(folder.resolve("tributary.yaml"), "data: data\nenrichers: enrichers.yaml\n");
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aProductShowsWhatOthersKnowBesideWhatItsProviderSays() throws Exception {
    assertThat(run("ingest", EP).status()).isZero();
    await().atMost(Duration.ofMinutes(1)).until(() -> !enriched().isEmpty());

    var finding = enriched().path(0);
    assertThat(finding.path("source").stringValue("")).isEqualTo("names");
    assertThat(finding.path("value").stringValue("")).isEqualTo("Another Season");
    assertThat(finding.path("said").stringValue("")).isEqualTo("Umbrella Season");
    assertThat(finding.path("conflicting").booleanValue(false)).isTrue();
    assertThat(run("product", BARCODE).out())
        .contains("enriched")
        .containsPattern("names +the product +title +Another Season +differs: Umbrella Season");
    assertThat(run("graph").out()).contains("enrich-names");
  }

  /// What is left to be asked is asked while the next command runs.
  private JsonNode enriched() throws Exception {
    assertThat(run("ingest", EP).status()).isZero();
    return Json.tree(run("product", BARCODE, "--json").out()).path("enriched");
  }

  private Line run(String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--config", folder.resolve("tributary.yaml").toString()));
    return Line.run(line.toArray(String[]::new));
  }
}
