package dev.tributary.ingestion.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.database.Database;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.live.LiveFile;
import dev.tributary.thirdparty.Steps;
import dev.tributary.thirdparty.ThirdParty;
import dev.tributary.thirdparty.ThirdPartyException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How sources take what they are answered.
@Timeout(60)
final class SourcesTest {
  @TempDir Path folder;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String answer = "";
  private HttpServer server;
  private Database database;
  private Steps steps;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    database = Database.open(folder.resolve("enrichment.db"), ThirdParty.SCHEMA);
    steps = new Steps(database, "enrich-ratings");
  }

  @AfterEach
  void close() {
    server.stop(0);
    database.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.incrementAndGet();
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().add("content-type", "text/html");
      exchange.sendResponseHeaders(200, answer.length());
      exchange.getResponseBody().write(answer.getBytes(UTF_8));
    }
  }

  @Test
  void aPageThatAsksForPatienceIsAFailedCallAndIsNotKept() throws Exception {
    var sources =
        List.of(
            new MusicBrainz(),
            new CoverArt(),
            new OpenLibrary(),
            new MappedJson("genres/{barcode}", Map.of("genre", "/genre"), 0.8),
            model());
    for (var source : sources) {
      try (var api = api(source.getClass().getSimpleName().toLowerCase(Locale.ROOT))) {
        answer = "<h1>Back soon</h1>";
        assertThatThrownBy(() -> source.ask(api, subject(), steps.of(change("m1"))))
            .isExactlyInstanceOf(ThirdPartyException.class)
            .hasMessageContaining("expected JSON, found text/html: <h1>Back soon</h1>");

        answer = "{}";
        assertThat(source.ask(api, subject(), steps.of(change("m1")))).isNotNull();
      }
    }
  }

  @Test
  void aModelIsPaidOnceForEachMessageThoughWhatFollowsFails() throws Exception {
    answer = "{\"score\": 0.73, \"version\": 7}";
    try (var api = api("ratings")) {
      var first = model().ask(api, subject(), steps.of(change("m1")));
      var retried = model().ask(api, subject(), steps.of(change("m1")));
      assertThat(retried).isEqualTo(first).hasSize(2);
      assertThat(asked).hasValue(1);

      assertThat(model().ask(api, subject(), steps.of(change("m2")))).hasSize(2);
      assertThat(asked).hasValue(2);
    }
  }

  private Source model() throws IOException {
    var file = Files.writeString(folder.resolve("version"), "promoted");
    var model = new AskedModel.Model("{version}", Map.of("quality", "/score"), 0.8);
    return new AskedModel(model, LiveFile.open(file, Files::readString));
  }

  private ThirdParty api(String name) {
    var base = URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    return ThirdParty.named(name, base).privateAllowed().open(database);
  }

  private static Message change(String id) {
    return Message.of(id, "upsert.release", Body.utf8("{}"), Instant.EPOCH);
  }

  private static Subject subject() {
    var product =
        Json.tree(
            """
            {"key": "k-1", "identifiers": [{"type": "ICPN", "value": "2990001000032"},
              {"type": "ISBN", "value": "9780306406157"}]}
            """);
    var release = Finding.ofProduct(MusicBrainz.RELEASE_ID, "r-1", 0.9, Instant.EPOCH);
    return new Subject(product, List.of(release));
  }
}
