package dev.tributary.console;

import static dev.tributary.console.TestConsole.SAMPLES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.ingestion.catalogue.EditRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What the pages show and do, over a run of our samples.
@Timeout(120)
class ConsoleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SENDER = "PADPIDA2099010101X";
  private static final String HALYARD = "padpida2099010101x";
  private static final String ALBUM = "/products/padpida2099010101x%2Ficpn:02990001000018";

  @TempDir private static Path folder;
  private static TestConsole console;

  @BeforeAll
  static void ingestSamples() throws Exception {
    console = TestConsole.in(folder);
    console.ingest(SAMPLES.resolve("01-ern-43-album"), SAMPLES.resolve("broken"));
    console.look("/deliveries");
  }

  @AfterAll
  static void close() {
    console.close();
  }

  @Test
  void deliveriesAreFilteredAndPagedTheSameAsPageAndAsJson() throws Exception {
    var rejected = console.json("/deliveries?state=rejected&text=NOT-XML");

    assertThat(rejected.path("deliveries")).hasSize(1);
    assertThat(rejected.at("/deliveries/0/path").stringValue()).endsWith("not-xml.xml");
    assertThat(console.look("/deliveries?state=rejected&text=NOT-XML").body())
        .contains("not-xml.xml")
        .doesNotContain("empty.xml");
    assertThat(console.json("/deliveries.json?text=2990001000018").path("deliveries")).hasSize(1);
    assertThat(console.send(console.request("/deliveries?after=x").GET()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void aDeliverySaysWhyInWordsAndWhatEachApplicationDid() throws Exception {
    var id = delivery("no-release-id.xml");
    var page = console.look("/deliveries/" + id).body();

    assertThat(page).contains("rejected", ">transform</th>", "/deliveries/" + id + "/file");
    assertThat(console.json("/deliveries/" + id).path("trail")).isNotEmpty();
    assertThat(console.look("/deliveries/" + id + "/file").body())
        .contains("&lt;ern:NewReleaseMessage");
  }

  @Test
  void whatIsSubmittedByPathIsShownAsItIsTakenIn() throws Exception {
    var path = SAMPLES.resolve("05-ern-43-ep.xml").toAbsolutePath().toString();
    var outcome = TestConsole.location(console.act("/submit", Map.of("path", path)));

    console.awaitLive(outcome, "1 of 1 delivery settled");
    assertThat(console.look(outcome).body()).contains("/products/", "loaded");
    assertThat(console.json("/acts").path("others").findValuesAsString("what")).contains("submit");
  }

  @Test
  void whatIsUploadedIsTakenInAndDoesNotStayBehind() throws Exception {
    var file = Files.readAllBytes(SAMPLES.resolve("09-ern-43-test-message.xml"));
    var outcome = TestConsole.location(console.upload("../../evil name.xml", file));

    console.awaitLive(outcome, "test only");
    assertThat(console.json(outcome).at("/deliveries/0/path").stringValue())
        .endsWith("/evil name.xml");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(folder.resolve("uploads")).isEmptyDirectory());
  }

  @Test
  void whatFailedIsMendedAndSentOn() throws Exception {
    provider("<xsl:sequence select=\"error((), 'broken on purpose')\"/>");
    await()
        .atMost(PATIENCE)
        .until(() -> console.json("/try").path("providers").toString().contains("meadow"));
    var shipped = Files.createDirectories(folder.resolve("shipped"));
    Files.copy(SAMPLES.resolve("06-ern-43-ep-purge.xml"), shipped.resolve("purge.xml"));
    console.ingest(shipped);

    var failures = console.json("/failures?app=transform");
    assertThat(failures.path("groups")).hasSize(1);
    var id = failures.at("/failures/0/id").stringValue();
    assertThat(console.look("/failures/" + id).body())
        .contains("broken on purpose", "meadow.xsl", "Redrive");
    assertThat(failures.at("/hourly/0/number").intValue()).isEqualTo(1);
    assertThat(console.look("/failures").body()).contains("1 in the last 48 hours");
    assertThat(console.json("/failures-dry-run?app=transform").path("all").intValue()).isEqualTo(1);

    provider("");
    console.look("/failures/" + id);
    var act =
        TestConsole.location(
            console.act("/failures/redrive", Map.of("id", id, "why", "the stylesheet is mended")));
    console.awaitLive(act, "finished");
    console.awaitTheEnd();

    assertThat(console.json(act).at("/act/who").stringValue()).isEqualTo("tester");
    assertThat(console.json("/failures").path("failures")).isEmpty();
    assertThat(console.json("/deliveries?text=purge.xml").at("/deliveries/0/state").stringValue())
        .isEqualTo("LOADED");
  }

  @Test
  void aProductShowsWhatAnEditorChangedAndWhatTheProviderSaysOfTheSame() throws Exception {
    var key = console.json("/products?text=2990001000018").at("/products/0/key").stringValue();
    var path = "/products/" + URLEncoder.encode(key, UTF_8);
    var label = console.json(path).at("/product/label").stringValue();
    console.edit(
        new EditRequest(
            "e1",
            key,
            Optional.empty(),
            "label",
            Optional.of("Another Label"),
            "ann",
            "as on the sleeve",
            Instant.now(),
            Long.MAX_VALUE));

    var json = console.json(path);
    assertThat(json.at("/product/label").stringValue()).isEqualTo("Another Label");
    assertThat(json.at("/product/conflicts/0/other").stringValue()).isEqualTo(label);
    assertThat(console.look(path).body())
        .contains("Whose word is shown", "Conflicts", "as on the sleeve", "edited by ann")
        .contains("<td>Another Label</td><td>editor</td><td>" + label + "</td><td>provider</td>");
  }

  @Test
  void aProductIsFoundByItsIdentifierAndShownWithItsHistory() throws Exception {
    var key = console.json("/products?text=2990001000018").at("/products/0/key").stringValue();
    var path = "/products/" + URLEncoder.encode(key, UTF_8);
    var page = console.look(path);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<h2>Items</h2>", "<h2>Deals</h2>", "<h2>History</h2>");
    assertThat(console.json(path).path("history")).isNotEmpty();
  }

  @Test
  void eachFieldOfAProductTellsWhereItComesFrom() throws Exception {
    var product = console.json(ALBUM);

    assertThat(product.path("origins").values())
        .filteredOn(each -> each.path("field").stringValue().equals("titles"))
        .singleElement()
        .satisfies(
            titles -> {
              assertThat(titles.path("value").stringValue()).startsWith("Small Weather");
              assertThat(titles.path("delivery").stringValue())
                  .isEqualTo(product.at("/product/currentDelivery").stringValue());
              assertThat(titles.path("mapping").stringValue()).isNotEmpty();
            });
  }

  @Test
  void filesAreSeenAndHeardAsWhatTheirBytesSayAndInParts() throws Exception {
    var page = console.look(ALBUM).body();
    assertThat(page).contains("<audio controls", "<img src=");

    var part =
        console.send(console.request(ALBUM + "/assets/0").header("Range", "bytes=0-3").GET());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("fLaC");
    assertThat(part.headers().firstValue("Content-Type")).contains("audio/flac");
    assertThat(part.headers().firstValue("Content-Range").orElseThrow()).startsWith("bytes 0-3/");
    assertThat(part.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("sandbox");

    assertThat(status(ALBUM + "/assets/0", "bytes=99999999-")).isEqualTo(416);
    assertThat(status(ALBUM + "/assets/0", "bytes=-4")).isEqualTo(206);
    assertThat(status(ALBUM + "/assets/0", "lines=1-2")).isEqualTo(200);
    assertThat(status(ALBUM + "/assets/99", "")).isEqualTo(404);
  }

  @Test
  void aTrailShowsWhatEachApplicationWasGivenAndChanged() throws Exception {
    var bodies = console.json("/deliveries/" + delivery("01-ern-43-album") + "/bodies");

    assertThat(bodies.path("sent").values())
        .filteredOn(sent -> sent.at("/entry/application").stringValue().equals("transform"))
        .isNotEmpty();
    assertThat(console.look("/deliveries/" + delivery("01-ern-43-album") + "/bodies").body())
        .contains("transformed.ern", "events=bodies");
  }

  @Test
  void aMappingIsTriedOnAFileAndNothingIsLoaded() throws Exception {
    console.look("/try");
    var before = console.json("/deliveries").path("deliveries").size();

    var refused = attempt("tried.xml", sample("broken/no-release-id.xml"));
    assertThat(refused).contains("rejected", "the provider would be told why");
    var loaded = attempt("../tried.xml", sample("05-ern-43-ep.xml"));
    assertThat(loaded).contains("loaded", "ern 4.3", "Canonical result").contains(">tried.xml<");
    assertThat(attempt("of-two.zip", sample("08-zipped-single.zip")))
        .contains("loaded", "of-two.zip!/");
    assertThat(attempt("nothing", "nothing".getBytes(UTF_8))).contains("rejected");
    assertThat(console.json("/deliveries").path("deliveries")).hasSize(before);
    assertThat(folder.resolve("tried")).isEmptyDirectory();
  }

  private static byte[] sample(String name) throws IOException {
    return Files.readAllBytes(SAMPLES.resolve(name));
  }

  private String attempt(String name, byte[] file) throws IOException, InterruptedException {
    return console
        .send(
            console
                .request("/try?name=" + name)
                .header("Accept", "text/html")
                .header("X-Csrf-Token", console.token())
                .POST(BodyPublishers.ofByteArray(file)))
        .body();
  }

  private int status(String path, String range) throws IOException, InterruptedException {
    return console.send(console.request(path).header("Range", range).GET()).statusCode();
  }

  @Test
  void anApplicationIsPausedAndResumedByAndForEverybodyToSee() throws Exception {
    console.look("/map");
    console.act("/map/pause", Map.of("name", "notify", "why", "they move house"));

    assertThat(console.look("/map").body())
        .contains("<svg", "box-paused", "paused by tester", "they move house");
    assertThat(console.look("/health").body()).contains("notify is paused");

    console.act("/map/resume", Map.of("name", "notify"));
    assertThat(console.look("/map").body()).doesNotContain("box-paused");
    assertThat(console.json("/acts").path("others").findValuesAsString("what"))
        .contains("pause", "resume");
  }

  @Test
  void providersAndBooksAreSummedUp() throws Exception {
    assertThat(console.json("/providers").path("providers").values())
        .filteredOn(provider -> provider.path("provider").asString("").equals(HALYARD))
        .singleElement()
        .satisfies(
            provider -> {
              assertThat(provider.path("received").intValue()).isPositive();
              assertThat(Duration.parse(provider.path("median").asString()))
                  .isLessThanOrEqualTo(Duration.parse(provider.path("p95").asString()));
              assertThat(provider.path("mapping").asString("")).isNotEmpty();
            });
    assertThat(console.json("/reconciliation").at("/total/received").intValue()).isPositive();
    assertThat(console.look("/reconciliation").body()).contains("agrees");
    assertThat(console.json("/health").path("status").stringValue()).isEqualTo("ready");
  }

  @Test
  void aProviderIsShownWithWhatItsSamplesSay() throws Exception {
    var provider = Files.createDirectories(folder.resolve("providers/orchard"));
    var samples = Files.createDirectories(provider.resolve("samples"));
    Files.writeString(samples.resolve("ep.golden.json"), "[]");
    Files.write(samples.resolve("ep.xml"), sample("05-ern-43-ep.xml"));
    Files.write(samples.resolve("new.xml"), sample("09-ern-43-test-message.xml"));
    Files.writeString(provider.resolve("provider.yaml"), "name: orchard\nsenders: [orchard]\n");

    await().atMost(PATIENCE).until(() -> stateOf("orchard").path("objection").isString());
    assertThat(stateOf("orchard").path("objection").asString()).contains("ep.xml differs");
    assertThat(console.look("/providers").body()).contains("state failed", "ep.xml differs");

    Files.delete(samples.resolve("ep.golden.json"));
    await().atMost(PATIENCE).until(() -> stateOf("orchard").path("without").size() == 2);
    assertThat(stateOf("orchard").path("objection").isString()).isFalse();
  }

  private JsonNode stateOf(String provider) throws IOException, InterruptedException {
    return console
        .json("/providers")
        .path("mappings")
        .valueStream()
        .filter(mapping -> mapping.path("provider").asString("").equals(provider))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  @Test
  void everyAddressIsListedAsOpenApi() throws Exception {
    var paths = console.json("/openapi.json").path("paths");

    assertThat(paths.propertyNames())
        .contains("/deliveries", "/deliveries/{id}", "/submit/upload", "/failures/redrive");
  }

  /// A provider whose stylesheet does what is said, or nothing of its own.
  private void provider(String template) throws IOException {
    var provider = Files.createDirectories(folder.resolve("providers/meadow"));
    Files.writeString(
        provider.resolve("meadow.xsl"),
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
          <xsl:import href="tributary:ern-4.xsl"/>
          %s
        </xsl:stylesheet>
        """
            .formatted(
                template.isEmpty()
                    ? ""
                    : "<xsl:template match=\"/\" priority=\"100\">"
                        + template
                        + "</xsl:template>"));
    Files.writeString(
        provider.resolve("provider.yaml"),
        "name: meadow\nsenders: [%s]\nmapping: meadow.xsl\n".formatted(SENDER));
  }

  private String delivery(String file) throws IOException, InterruptedException {
    JsonNode listing = console.json("/deliveries?text=" + file);
    return listing.at("/deliveries/0/id").stringValue();
  }
}
