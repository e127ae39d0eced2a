package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The consumer in `examples/webhook-consumer` takes what Tributary posts. Where there is no
/// Python, this is skipped.
@Timeout(180)
final class WebhookConsumerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path RECEIVER = Path.of("..", "examples", "webhook-consumer", "receiver.py");
  private static final Pattern PORT = Pattern.compile("listening on port ([0-9]+)");

  @TempDir private Path folder;
  private Process receiver;
  private String url = "";

  @BeforeEach
  void start() throws Exception {
    assumeThat(hasPython())
        .as("skipped: there is no python3 here; apt-get install python3 would help")
        .isTrue();
    var secret = folder.resolve("shop.secret");
    Files.writeString(secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    receiver =
        new ProcessBuilder(
                "python3",
                RECEIVER.toString(),
                "--port",
                "0",
                "--secret-file",
                secret.toString(),
                "--database",
                folder.resolve("changes.db").toString())
            .redirectOutput(folder.resolve("taken").toFile())
            .redirectError(folder.resolve("said").toFile())
            .start();
    await().atMost(PATIENCE).until(() -> PORT.matcher(said()).find() || !receiver.isAlive());
    var port = PORT.matcher(said());
    assertThat(port.find()).as(said()).isTrue();
    url = "http://127.0.0.1:%s/".formatted(port.group(1));
    Files.writeString(
        folder.resolve("webhooks.yaml"),
        "shop: {url: '%s', secretFile: shop.secret}".formatted(url));
    Files.writeString(folder.resolve("tributary.yaml"), "data: data\nwebhooks: webhooks.yaml\n");
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    if (receiver != null) {
      receiver.destroyForcibly().waitFor();
    }
  }

  @Test
  void aChangeIsTakenOnceAndAForgedOneNotAtAll() throws Exception {
    var config = folder.resolve("tributary.yaml").toString();
    try (var up = Running.start("up", "--config", config)) {
      up.awaitSaying("Others may join");
      Line.run("ingest", "../samples/deliveries/05-ern-43-ep.xml", "--config", config);
      await().atMost(PATIENCE).until(() -> lines() == 1);
      Line.run("webhooks", "replay", "--since", "1h", "--config", config);
      await().atMost(PATIENCE).until(() -> lines() == 2);
    }

    assertThat(outcome(0)).isEqualTo("taken");
    assertThat(outcome(1)).isEqualTo("repeated");
    assertThat(forged()).isEqualTo(401);
    assertThat(lines()).isEqualTo(2);
  }

  private int forged() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(url))
              .header("webhook-id", "forged")
              .header("webhook-timestamp", Long.toString(System.currentTimeMillis() / 1_000))
              .header("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
              .POST(BodyPublishers.ofString("{\"key\":\"x\",\"action\":\"PURGE\"}"))
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  private int lines() throws IOException {
    return Files.readAllLines(folder.resolve("taken")).size();
  }

  private String outcome(int line) throws IOException {
    var text = Files.readAllLines(folder.resolve("taken")).get(line);
    return Json.tree(text).path("outcome").stringValue();
  }
}
