package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `tributary up`: its inbox, and an `ingest` beside it.
@Timeout(180)
class UpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SAMPLES = Path.of("..", "samples", "deliveries");

  private static final PrintWriter NOBODY = new PrintWriter(Writer.nullWriter());

  @TempDir private Path folder;

  @Test
  void whatIsPutIntoTheInboxIsTakenInOnceAlsoAfterARestart() throws Exception {
    var inbox = Files.createDirectories(folder.resolve("inbox"));
    try (var up = Running.start("up", "--data", data(), "--inbox", inbox.toString())) {
      up.awaitSaying("Taking in what is put into " + inbox);
      copy("broken/empty.xml", inbox.resolve("first.xml"));
      up.awaitSaying("took in " + inbox.resolve("first.xml"));
    }
    assertThat(inbox.resolve("first.xml")).exists();

    try (var again = Running.start("up", "--data", data(), "--inbox", inbox.toString())) {
      again.awaitSaying("Taking in what is put into " + inbox);
      copy("broken/not-xml.xml", inbox.resolve("second.xml"));
      again.awaitSaying("took in " + inbox.resolve("second.xml"));
      await().atMost(PATIENCE).until(() -> states().equals(List.of("REJECTED", "REJECTED")));

      assertThat(again.said()).doesNotContain("first.xml");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inbox/acme/acks", "inbox", "."})
  void acknowledgementsThatWouldBeTakenInAreRefusedBeforeAnythingStarts(String place) {
    var inbox = folder.resolve("inbox");
    var acknowledgements = folder.resolve(place).normalize();

    var up =
        run("up", "--inbox", inbox.toString(), "--set", "acknowledgements=" + acknowledgements);

    assertThat(up.status()).isEqualTo(Main.USAGE);
    assertThat(up.messages())
        .contains(
            "expected the setting acknowledgements to name a folder outside of the inbox " + inbox);
    assertThat(Path.of(data())).doesNotExist();
  }

  @Test
  void acknowledgementsRightInTheInboxAreNotTakenIn() throws Exception {
    var inbox = Files.createDirectories(folder.resolve("inbox"));
    var acknowledgements = Files.createDirectories(inbox.resolve("acknowledgements"));
    try (var up =
        Running.start(
            "up",
            "--data",
            data(),
            "--inbox",
            inbox.toString(),
            "--set",
            "acknowledgements=" + acknowledgements)) {
      up.awaitSaying("Taking in what is put into " + inbox);
      copy("broken/empty.xml", inbox.resolve("first.xml"));

      up.awaitSaying("acknowledgements is left alone: Tributary itself writes there");
      copy("broken/not-xml.xml", inbox.resolve("second.xml"));
      up.awaitSaying("took in " + inbox.resolve("second.xml"));
      assertThat(up.said()).doesNotContain("took in " + acknowledgements);
    }
  }

  @Test
  void ingestJoinsOneThatIsUp() {
    try (var up = Running.start("up", "--data", data())) {
      up.awaitSaying("Others may join");

      var album = SAMPLES.resolve("01-ern-43-album").toString();
      var line = Line.run("ingest", "--data", data(), "--json", album);

      assertThat(line.status()).as(line.messages()).isZero();
      assertThat(Json.tree(line.out()).at("/deliveries/0/state").stringValue()).isEqualTo("LOADED");
      assertThat(line.messages()).doesNotContain("waiting for the data folder");
      assertThat(states()).containsExactly("LOADED");
    }
  }

  @Test
  void ingestBesideItWaitsForWhatItTookInItselfOnly() {
    assertThat(run("ingest", SAMPLES.resolve("broken/empty.xml").toString()).status()).isZero();
    assertThat(run("pause", "validate").status()).isZero();
    try (var up = Running.start("up", "--data", data())) {
      up.awaitSaying("Others may join");
      var album = SAMPLES.resolve("01-ern-43-album").toString();
      try (var another = Running.start("ingest", "--data", data(), album)) {
        await().atMost(PATIENCE).until(() -> states().contains("UNSETTLED"));

        var line = run("ingest", SAMPLES.resolve("broken/not-xml.xml").toString());

        assertThat(line.status()).as(line.messages()).isZero();
        assertThat(line.out()).contains("1 rejected");
        assertThat(states()).contains("UNSETTLED");
        assertThat(run("resume", "validate").status()).isZero();
        another.awaitPrinting("1 loaded");
      }
    }
  }

  @Test
  void ingestAndUpWaitForOneThatHasTheFolderForAMomentOnly() throws Exception {
    var looked = new DataFolder(Path.of(data()));
    var album = SAMPLES.resolve("01-ern-43-album").toString();
    Running ingest;
    try (var _ = looked.hold("doctor", Duration.ZERO, NOBODY);
        var _ = EmbeddedBroker.listening(looked.broker(), BrokerHost.ANY_PORT)) {
      ingest = Running.start("ingest", "--data", data(), album);
      ingest.awaitSaying("waiting for the data folder");
    }
    ingest.awaitPrinting("1 loaded");
    ingest.close();

    Running up;
    try (var _ = looked.hold("apps", Duration.ZERO, NOBODY)) {
      up = Running.start("up", "--data", data());
      up.awaitSaying("waiting for the data folder");
    }
    up.awaitSaying("Others may join");
    up.close();
  }

  @Test
  void anApplicationBesideItHearsWhatThePipelineTells() throws Exception {
    var heard = folder.resolve("heard");
    var source =
        Files.writeString(
            folder.resolve("Listener.java"),
            """
            import dev.tributary.*;
            import java.nio.file.*;
            import java.util.List;

            public class Listener implements Service {
              public Application application(Settings settings) {
                return Application.named("listener")
                    .consumes("notify", "#")
                    .callback(
                        message -> {
                          Files.writeString(Path.of("HEARD"), message.routingKey());
                          return List.of();
                        })
                    .build();
              }
            }
            """
                .replace("HEARD", heard.toString()));
    try (var up = Running.start("up", "--data", data())) {
      up.awaitSaying("Others may join");
      try (var listener = Running.start("run", "--data", data(), source.toString())) {
        listener.awaitSaying("listener runs for a trial: consumes notify (#)");

        var album = SAMPLES.resolve("01-ern-43-album").toString();
        assertThat(Line.run("ingest", "--data", data(), album).status()).isZero();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).isNotEmptyFile());
      }
    }
  }

  @Test
  void aChangedStylesheetIsUsedOnceItsSamplesPass() throws Exception {
    var ep = Files.readString(SAMPLES.resolve("05-ern-43-ep.xml"));
    var provider = Files.createDirectories(folder.resolve("providers/meadow"));
    var samples = Files.createDirectories(provider.resolve("samples"));
    Files.writeString(samples.resolve("ep.xml"), ep);
    Files.writeString(
        provider.resolve("provider.yaml"),
        "name: meadow\nsenders: [PADPIDA2099010101X]\nmapping: meadow.xsl\n");
    stylesheet(provider, "");
    assertThat(run("accept", "--approve").status()).isZero();
    var arguments = new String[] {"up", "--data", data(), "--set", providers()};
    try (var up = Running.start(arguments)) {
      up.awaitSaying("operator's page: ");
      assertThat(releaseTypeAfter(ep, "08:30")).isEqualTo("EP");

      stylesheet(
          provider,
          """
          <xsl:function name="t:release-type" as="xs:string?">
            <xsl:param name="release" as="element()"/>
            <xsl:sequence select="'Mixtape'"/>
          </xsl:function>
          """);
      awaitObjection(up, objection -> objection.contains("EP → Mixtape"));
      assertThat(releaseTypeAfter(ep, "08:31")).isEqualTo("EP");

      assertThat(run("accept", "--approve").status()).isZero();
      awaitObjection(up, String::isEmpty);
      assertThat(releaseTypeAfter(ep, "08:32")).isEqualTo("Mixtape");
    }
  }

  /// Waits until what speaks against the first provider's mapping is as asked for.
  private static void awaitObjection(Running up, Predicate<String> wanted) throws Exception {
    var page = up.said().replaceAll("(?s).*operator's page: (\\S+).*", "$1");
    var request = HttpRequest.newBuilder(URI.create(page).resolve("/providers.json")).build();
    try (var client = HttpClient.newHttpClient()) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  Json.tree(client.send(request, BodyHandlers.ofString()).body())
                      .at("/mappings/0/objection")
                      .stringValue(""),
              wanted);
    }
  }

  /// What kind of release the message says that it is, sent anew at that time.
  private String releaseTypeAfter(String message, String time) throws IOException {
    var file = folder.resolve("at-%s.xml".formatted(time.replace(":", "")));
    Files.writeString(
        file, message.replace("LW-002-1", "LW-002-" + time).replace("T08:30:", "T" + time + ":"));
    var taken = run("ingest", file.toString());
    assertThat(taken.status()).as(taken.messages()).isZero();
    var product = Json.tree(run("product", "2990001000032", "--json").out());
    return product.path("releaseType").stringValue("");
  }

  private static void stylesheet(Path provider, String own) throws IOException {
    Files.writeString(
        provider.resolve("meadow.xsl"),
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
            xmlns:t="urn:tributary:mapping" xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xsl:import href="tributary:ern-4.xsl"/>
          %s
        </xsl:stylesheet>
        """
            .formatted(own));
  }

  private Line run(String... command) {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--data", data(), "--set", providers()));
    return Line.run(arguments.toArray(String[]::new));
  }

  private String providers() {
    return "providers=" + folder.resolve("providers");
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /// Of all deliveries, the newest first.
  private List<String> states() {
    var listing = Json.tree(Line.run("deliveries", "--json", "--data", data()).out());
    return elements(listing.path("deliveries"))
        .map(delivery -> delivery.path("state").stringValue(""))
        .toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return array.values().stream();
  }

  /// As an upload does it: under another name first.
  private static void copy(String sample, Path target) throws IOException {
    var hidden = target.resolveSibling("." + target.getFileName());
    Files.copy(SAMPLES.resolve(sample), hidden);
    Files.move(hidden, target);
  }
}
