package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `tributary up` tells of itself, and the dashboard that is drawn of it.
@Timeout(180)
class MetricsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path DASHBOARD = Path.of("..", "deploy", "dashboards", "grafana.json");
  private static final Path SAMPLES = Path.of("..", "samples", "deliveries");
  private static final Pattern METRIC = Pattern.compile("\\btributary_[a-z_]+");

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = freePort();

  @Test
  void allThatTheDashboardShowsIsServedByThePipeline() throws Exception {
    var shown = names(expressions());
    assertThat(shown).hasSizeGreaterThan(10);
    try (var up = Running.start("up", "--data", data(), "--set", "metrics.port=" + port)) {
      up.awaitSaying("Others may join");
      await().atMost(PATIENCE).until(() -> get("/health/ready").statusCode() == 200);
      var album = SAMPLES.resolve("01-ern-43-album").toString();
      assertThat(Line.run("ingest", "--data", data(), album).status()).isZero();

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(get("/metrics").body().lines())
                      .contains(
                          "tributary_deliveries_total{application=\"catalogue\",outcome=\"completed\"} 1.0",
                          "tributary_healthy{check=\"database catalogue\"} 1.0"));
      assertThat(names(get("/metrics").body())).containsAll(shown);
    }
  }

  /// The expressions of all panels, and what the variables are asked of.
  private static String expressions() throws IOException {
    var dashboard = Json.tree(Files.readString(DASHBOARD));
    var text = new StringBuilder();
    for (var panel : dashboard.path("panels").values()) {
      assertThat(panel.path("targets").values())
          .as(panel.path("title").stringValue(""))
          .isNotEmpty();
      panel
          .path("targets")
          .values()
          .forEach(each -> text.append(each.path("expr").stringValue("")).append('\n'));
    }
    dashboard
        .at("/templating/list")
        .values()
        .forEach(each -> text.append(each.at("/query/query").stringValue("")).append('\n'));
    return text.toString();
  }

  private static Set<String> names(String text) {
    var names = new TreeSet<String>();
    var found = METRIC.matcher(text);
    while (found.find()) {
      names.add(found.group());
    }
    return names;
  }

  private HttpResponse<String> get(String path) throws InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException notYet) {
      throw new AssertionError(notYet);
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
