package dev.tributary.cli;

import static org.awaitility.Awaitility.await;

import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/// `tributary up` over a folder with 10,000 deliveries of long ago and our samples, and providers
/// whose stylesheets can be broken and mended.
final class ConsoleScene implements AutoCloseable {
  static final Path SAMPLES = Path.of("..", "samples", "deliveries");
  static final int OLD_DELIVERIES = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern PAGE = Pattern.compile("page: (http\\S+)");

  private final Path folder;
  private final Path inbox;
  private final Running up;

  private ConsoleScene(Path folder, Path inbox, Running up) {
    this.folder = folder;
    this.inbox = inbox;
    this.up = up;
  }

  static ConsoleScene in(Path folder) throws IOException, InterruptedException {
    var inbox = Files.createDirectories(folder.resolve("inbox"));
    Files.createDirectories(folder.resolve("data"));
    addOldDeliveries(folder.resolve("data/catalogue.db"));
    var up =
        Running.start(
            "up",
            "--data",
            folder.resolve("data").toString(),
            "--inbox",
            inbox.toString(),
            "--set",
            "providers=" + folder.resolve("providers"));
    up.awaitSaying("Taking in what is put into");
    return new ConsoleScene(folder, inbox, up);
  }

  private static void addOldDeliveries(Path file) throws InterruptedException {
    try (var catalogue = PipelineDatabases.CATALOGUE.open(file)) {
      catalogue.write(
          transaction -> {
            var batch =
                transaction.prepareBatch(
                    """
                    insert into delivery (id, number, part, provider, path, kind, content, bytes,
                      fingerprint, received_at, sent_at, state, settled_at)
                    values (:id, :number, 0, 'bygone', :path, 'MESSAGE', :content, 17, :id, :at, :at,
                      'REJECTED', :at)
                    """);
            for (var number = 1; number <= OLD_DELIVERIES; number++) {
              batch
                  .bind("id", "old-" + number)
                  .bind("number", number)
                  .bind("path", "attic/box-%05d.xml".formatted(number))
                  .bind("content", "0".repeat(64))
                  .bind("at", Instant.EPOCH)
                  .add();
            }
            return batch.execute().length;
          });
    }
  }

  String url() {
    var said = PAGE.matcher(up.said());
    if (!said.find()) {
      throw new AssertionError("no address in: " + up.said());
    }
    return said.group(1);
  }

  /// Takes in our samples, beside what is up.
  void ingest(String... arguments) {
    var all = new String[arguments.length + 3];
    all[0] = "ingest";
    all[1] = "--data";
    all[2] = folder.resolve("data").toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    var line = Line.run(all);
    if (line.status() != 0) {
      throw new AssertionError(line.messages());
    }
  }

  /// Where what may be submitted by its path lies; what is hidden is not taken in by itself.
  Path submittable(String sample) throws IOException {
    var hidden = Files.createDirectories(inbox.resolve(".shipped"));
    return Files.copy(SAMPLES.resolve(sample), hidden.resolve(sample));
  }

  /// A provider that is new, whose stylesheet fails, saying `reason`. It is known on return.
  void breakStylesheet(String provider, String sender, String reason) throws IOException {
    stylesheet(
        provider,
        sender,
        "<xsl:template match=\"/\" priority=\"100\"><xsl:sequence select=\"error((), '"
            + reason
            + "')\"/></xsl:template>");
    var known = HttpRequest.newBuilder(URI.create(url() + "/try.json")).build();
    try (var client = HttpClient.newHttpClient()) {
      await()
          .atMost(PATIENCE)
          .until(() -> client.send(known, BodyHandlers.ofString()).body().contains(provider));
    }
  }

  void mendStylesheet(String provider, String sender) throws IOException {
    stylesheet(provider, sender, "");
  }

  private void stylesheet(String provider, String sender, String template) throws IOException {
    var home = Files.createDirectories(folder.resolve("providers").resolve(provider));
    Files.writeString(
        home.resolve("own.xsl"),
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
          <xsl:import href="tributary:ern-4.xsl"/>
          %s
        </xsl:stylesheet>
        """
            .formatted(template));
    Files.writeString(
        home.resolve("provider.yaml"),
        "name: %s\nsenders: [%s]\nmapping: own.xsl\n".formatted(provider, sender));
  }

  @Override
  public void close() {
    up.close();
  }
}
