package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Events to OpenSearch, from the command line.
@Timeout(180)
final class OpenSearchTest {
  private static final String ALBUM = "../samples/deliveries/01-ern-43-album";

  /// Nobody listens there.
  private static final String NOWHERE = "http://127.0.0.1:1";

  @TempDir private Path folder;

  @Test
  void whatIngestDoesIsWrittenThere() throws IOException {
    var applications = Collections.synchronizedSet(new TreeSet<String>());
    var node = node(applications);
    try {
      var line =
          run(
              "ingest",
              ALBUM,
              "--set",
              "opensearch.url=http://127.0.0.1:" + node.getAddress().getPort(),
              "--set",
              "opensearch.batch-linger=10ms");

      assertThat(line.status()).as(line.messages()).isZero();
      assertThat(applications).contains("intake", "unpack", "transform");
    } finally {
      node.stop(0);
    }
  }

  @Test
  void aNodeThatIsAwayHoldsNobodyUpAndItsEventsWait() {
    var line = run("ingest", ALBUM, "--json", "--set", "opensearch.url=" + NOWHERE);

    assertThat(line.status()).as(line.messages()).isZero();
    assertThat(Json.tree(line.out()).at("/totals/loaded").intValue()).isEqualTo(1);
    var apps = run("apps", "--json", "--set", "opensearch.url=" + NOWHERE);
    var queue =
        Json.tree(apps.out()).path("applications").values().stream()
            .filter(application -> application.path("name").stringValue("").equals("opensearch"))
            .findFirst()
            .orElseThrow();
    assertThat(queue.path("depth").intValue()).isPositive();
    var doctor = run("doctor", "--set", "opensearch.url=" + NOWHERE);
    assertThat(doctor.status()).isEqualTo(Main.INTERNAL);
    assertThat(doctor.out())
        .containsPattern("FAIL +opensearch +http://127.0.0.1:1 cannot be reached")
        .contains("events wait in the queue of the application opensearch");
  }

  @Test
  void whatDoesNotFitTogetherIsSaidBeforeAnythingStarts() {
    var nowhere = run("run", "opensearch");
    assertThat(nowhere.status()).isEqualTo(Main.USAGE);
    assertThat(nowhere.messages())
        .contains("expected opensearch.url to say where events are to go");
    for (var command : List.of("run opensearch", "up --port 0", "ingest " + ALBUM)) {
      var line =
          run(
              (command + " --set opensearch.url=" + NOWHERE + " --set opensearch.rename=key=sku")
                  .split(" ", -1));

      assertThat(line.status()).as(command).isEqualTo(Main.USAGE);
      assertThat(line.messages()).as(command).contains("opensearch.rename", "got: \"key\"");
    }
  }

  @Test
  void itIsPartOfTheGraphIfItIsWanted() {
    assertThat(run("graph").out()).doesNotContain("opensearch");
    assertThat(run("graph", "--set", "opensearch.url=" + NOWHERE).out())
        .containsPattern("opensearch +opensearch +events \\(#\\), opensearch \\(refused.event\\)");
  }

  /// Takes everything, and keeps which applications the events are of.
  private static HttpServer node(Set<String> applications) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, applications));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, Set<String> applications) throws IOException {
    try (exchange) {
      var items = new ArrayList<String>();
      for (var line :
          new String(exchange.getRequestBody().readAllBytes(), UTF_8).lines().toList()) {
        var application = Json.tree(line).path("application");
        if (application.isString()) {
          applications.add(application.stringValue());
          items.add("{\"create\": {\"status\": 201}}");
        }
      }
      var answer =
          "{\"version\": {\"number\": \"9.1.0\"}, \"items\": [%s]}"
              .formatted(String.join(",", items));
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(answer.getBytes(UTF_8));
    }
  }

  private Line run(String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", folder.resolve("data").toString()));
    return Line.run(line.toArray(String[]::new));
  }
}
