package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.recovery.Act;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.KeepFailures;
import dev.tributary.recovery.Request;
import dev.tributary.recovery.Selection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// `tributary failures`, `redrive`, `discard`, `pause` and `resume`: alone, and beside one that is
/// up.
@Timeout(180)
final class RecoveryCommandsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SAMPLES = Path.of("..", "samples", "deliveries");
  private static final String ALBUM = SAMPLES.resolve("01-ern-43-album").toString();
  private static final String EP = SAMPLES.resolve("05-ern-43-ep.xml").toString();

  @TempDir private Path folder;

  @BeforeEach
  void breakAStylesheet() throws IOException {
    var provider = Files.createDirectories(folder.resolve("providers/meadow"));
    Files.writeString(
        provider.resolve("provider.yaml"),
        "name: meadow\nsenders: [PADPIDA2099010101X]\nmapping: meadow.xsl\n");
    Files.writeString(
        provider.resolve("meadow.xsl"),
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
          <xsl:import href="tributary:ern-4.xsl"/>
          <xsl:template match="/" priority="100">
            <xsl:sequence select="error((), 'broken on purpose')"/>
          </xsl:template>
        </xsl:stylesheet>
        """);
  }

  private void mendIt() throws IOException {
    Files.writeString(
        folder.resolve("providers/meadow/provider.yaml"),
        "name: meadow\nsenders: [PADPIDA2099010101X]\n");
  }

  @Test
  void whatFailedIsFoundAndGoesOnFromThereOnceItIsMended() throws Exception {
    assertThat(run("ingest", ALBUM, EP).out()).contains("2 quarantined");

    assertThat(run("failures", "--group").out())
        .contains("COUNT", "2", "transform", "broken on purpose");
    var failures = failures();
    assertThat(failures).hasSize(2);
    assertThat(run("failures", "--limit", "1").out())
        .contains("… more than 1; --limit shows more, --app or --since fewer");
    assertThat(run("failures", "--limit", "1", "--json").out()).contains("\"more\":true");
    var id = failures.getFirst().path("id").stringValue();
    assertThat(run("failures", id.substring(0, 8)).out())
        .contains(id, "OPEN", "mapping-version", "ern 4.3", "broken on purpose", "attempts");
    assertThat(run("failures", "--provider", "nobody").out()).contains("no failures");
    assertThat(run("redrive", "--app", "transform", "--dry-run").out())
        .contains("2 failures: 2 of transform");

    mendIt();
    var redrive = run("redrive", "--app", "transform", "--why", "mended");

    assertThat(redrive.status()).as(redrive.messages()).isZero();
    assertThat(redrive.out()).contains("2 sent on").doesNotContain("failed again");
    assertThat(states()).containsOnly("LOADED");
    assertThat(run("failures").out()).contains("no failures");
    assertThat(run("failures", "--acts").out()).contains("REDRIVE", "mended", "transform");
  }

  @Test
  void aFailureShowsWhatItsApplicationReceivedAlsoIfThatTravelsByReference() throws Exception {
    var body = "{\"id\":\"" + "x".repeat(70_000) + "\"}";
    var sha256 =
        ContentStore.in(folder.resolve("data/content"), 0).put(body.getBytes(UTF_8)).sha256();
    keep("large", Body.utf8("content:" + sha256));
    keep("gone", Body.utf8("content:" + "0".repeat(64)));
    keep("bytes", Body.of(new byte[] {'a', -1}));

    var large = idOf("large");
    assertThat(run("failures", large).out())
        .contains("70009 bytes, its beginning", "{\"id\":\"xxx")
        .doesNotContain(sha256);
    assertThat(whole(large).path("body").stringValue()).isEqualTo(body);
    assertThat(whole(large).has("bodyBase64")).isFalse();
    assertThat(run("failures", idOf("gone")).out()).contains("could not be read from the content");
    assertThat(run("failures", idOf("bytes")).out()).contains("2 bytes, not UTF-8");
    assertThat(whole(idOf("bytes")).path("bodyBase64").stringValue()).isEqualTo("Yf8=");
  }

  /// A failure of the application that is called `application`.
  private void keep(String application, Body body) throws Exception {
    var message = Message.of("m", "received.delivery", body, Instant.EPOCH);
    var letter =
        new DeadLetter(message, application, "1", "Oops", "why", "", Map.of(), Instant.EPOCH);
    try (var ledger = PipelineDatabases.LEDGER.open(folder.resolve("data/ledger.db"))) {
      KeepFailures.application(new Failures(ledger)).callback().apply(letter.toMessage());
    }
  }

  private String idOf(String application) {
    return Json.tree(run("failures", "--app", application, "--json").out())
        .at("/failures/0/id")
        .stringValue();
  }

  private JsonNode whole(String id) {
    return Json.tree(run("failures", id, "--json").out());
  }

  @Test
  void whatFailsAgainIsSaid() {
    run("ingest", EP);

    var redrive = run("redrive", "--all");

    assertThat(redrive.out()).contains("1 sent on", "1 of them failed again: tributary failures");
    assertThat(failures()).hasSize(1);
  }

  @Test
  void whatIsDiscardedNeedsAReasonAndIsKeptWithIt() {
    run("ingest", EP);

    var without = run("discard", "--all");
    assertThat(without.status()).isEqualTo(Main.USAGE);
    assertThat(without.messages()).contains("expected --why TEXT");
    assertThat(run("discard", "--all", "--why", "test data").out()).contains("1 dropped");

    assertThat(failures()).isEmpty();
    assertThat(run("failures", "--all").out()).contains("DISCARDED");
    assertThat(run("failures", "--acts").out()).contains("test data");
  }

  @Test
  void whichFailuresAreMeantHasToBeSaid() {
    run("ingest", EP);

    var all = run("redrive");
    assertThat(all.status()).isEqualTo(Main.USAGE);
    assertThat(all.messages()).contains("or --all");
    var unknown = run("redrive", "abcdef");
    assertThat(unknown.status()).isEqualTo(Main.USAGE);
    assertThat(unknown.messages()).contains("no failure abcdef");
    var time = run("failures", "--since", "yesterday");
    assertThat(time.status()).isEqualTo(Main.USAGE);
    assertThat(time.messages()).contains("expected a time such as 30m", "\"yesterday\"");
    assertThat(run("failures", "--since", "1h").out()).contains("transform");
    assertThat(run("failures", "--since", "2999-01-01").out()).contains("no failures");
  }

  @Test
  void besideOneThatIsUpWhatIsPausedWaitsUntilItIsResumed() throws Exception {
    run("ingest", EP);
    mendIt();
    assertThat(run("pause", "validate", "--why", "a look at it").out())
        .contains("validate is paused by", "a look at it");
    assertThat(run("pause", "nobody").messages()).contains("nobody");
    try (var up =
        Running.start(
            "up", "--data", data(), "--set", "providers=" + folder.resolve("providers"))) {
      up.awaitSaying("Others may join");

      assertThat(run("redrive", "--all").out()).contains("1 sent on");
      await().atMost(PATIENCE).until(() -> trail().contains("transformed.ern"));
      assertThat(states()).containsOnly("QUARANTINED");
      assertThat(trail()).doesNotContain("validated.ern");
      assertThat(run("resume", "validate").out()).contains("validate goes on", "a look at it");

      await().atMost(PATIENCE).until(() -> states().equals(List.of("LOADED")));
      assertThat(run("resume", "validate").out()).contains("was not paused");
      var unknown = run("resume", "validtae");
      assertThat(unknown.status()).isEqualTo(Main.USAGE);
      assertThat(unknown.messages())
          .contains("there is no queue of validtae; `tributary apps` lists what there is");
    }
  }

  @Test
  void anActThatNobodyBeginsIsNotWaitedForForEver() throws Exception {
    run("ingest", EP);
    assertThat(run("pause", "recovery").status()).isZero();
    var options = CommandLine.populateCommand(new DataOptions(), "--data", data());
    var nobody = new PrintWriter(Writer.nullWriter());
    var request =
        new Request(
            "an-act",
            Act.Kind.DISCARD,
            "somebody",
            "a test",
            Selection.open(),
            Optional.empty(),
            Optional.empty(),
            Instant.now());

    assertThatThrownBy(
            () -> new ActRun(options, nobody, nobody, Duration.ofMillis(200)).request(request))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("nobody began the act an-act for a minute, and it waits")
        .hasMessageContaining("is recovery paused or left out?");

    assertThat(run("resume", "recovery").status()).isZero();
    try (var _ = Running.start("up", "--data", data())) {
      await().atMost(PATIENCE).until(() -> failures().isEmpty());
    }
    assertThat(run("failures", "--all").out()).contains("DISCARDED");
  }

  /// Of the only delivery.
  private String trail() {
    var id = Json.tree(run("deliveries", "--json").out()).at("/deliveries/0/id").stringValue();
    return run("trail", id).out();
  }

  private Line run(String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", data(), "--set", "providers=" + folder.resolve("providers")));
    return Line.run(line.toArray(String[]::new));
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private List<JsonNode> failures() {
    return List.copyOf(Json.tree(run("failures", "--json").out()).path("failures").values());
  }

  private List<String> states() {
    return Json.tree(run("deliveries", "--json").out()).path("deliveries").values().stream()
        .map(delivery -> delivery.path("state").stringValue(""))
        .toList();
  }
}
