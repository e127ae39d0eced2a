package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `tributary try` and `tributary accept`.
@Timeout(120)
final class EditorsCommandsTest {
  private static final Path SAMPLES = Path.of("..", "samples", "deliveries");
  private static final Path EP = SAMPLES.resolve("05-ern-43-ep.xml");
  private static final String MIXTAPE =
      """
      <xsl:function name="t:release-type" as="xs:string?" xmlns:t="urn:tributary:mapping"
          xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xsl:param name="release" as="element()"/>
        <xsl:sequence select="'Mixtape'"/>
      </xsl:function>
      """;

  @TempDir private Path folder;

  @BeforeEach
  void addAProvider() throws IOException {
    var samples = Files.createDirectories(provider().resolve("samples"));
    Files.writeString(
        provider().resolve("provider.yaml"),
        "name: meadow\nsenders: [PADPIDA2099010101X]\nmapping: meadow.xsl\n");
    stylesheet("");
    Files.copy(EP, samples.resolve("ep.xml"));
  }

  @Test
  void tryingShowsTheProductAndWhatTheRulesSay() {
    var tried = run("try", "meadow", SAMPLES.resolve("broken/wrong-check-digits.xml").toString());

    assertThat(tried.status()).as(tried.messages()).isZero();
    assertThat(tried.out())
        .contains("LOADED", "ern 4.3", "provider meadow", "MusicRelease", "violations")
        .containsPattern("warning  line \\d+: identifier.check-digit: expected .*\n +at /ern:");
  }

  @Test
  void exitStatusTellsAnErrorOfTheContentFromOneOfTheMapping() throws IOException {
    var refused = run("try", "-", SAMPLES.resolve("broken/unresolved-reference.xml").toString());
    stylesheet("<xsl:template match='/'><xsl:sequence select='error((), \"oh\")'/></xsl:template>");
    var fails = run("try", "meadow", EP.toString());
    stylesheet("<xsl:template match='/'><xsl:sequence select='1 +'/></xsl:template>");
    var doesNotCompile = run("try", "meadow", EP.toString(), "--json");

    assertThat(refused.status()).isEqualTo(Main.REFUSED);
    assertThat(refused.out()).contains("REJECTED", "error", "reference.unresolved");
    assertThat(fails.status()).isEqualTo(Main.MAPPING_AT_FAULT);
    assertThat(fails.out()).contains("meadow.xsl, line 3");
    assertThat(doesNotCompile.status()).isEqualTo(Main.MAPPING_AT_FAULT);
    assertThat(Json.tree(doesNotCompile.out()).at("/messages/0/error").stringValue())
        .contains("does not compile", "meadow.xsl, line 3");
  }

  @Test
  void aFolderOfProvidersThatIsNamedHasToBeThere() {
    for (var command : List.of(List.of("accept"), List.of("try", "-", EP.toString()))) {
      var line = new ArrayList<>(command);
      line.addAll(List.of("--providers", folder.resolve("provders").toString()));

      var mistyped = Line.run(line.toArray(String[]::new));

      assertThat(mistyped.status()).isEqualTo(Main.USAGE);
      assertThat(mistyped.messages())
          .contains("expected --providers to name a folder", "found none at ", "provders");
    }
  }

  @Test
  void archivesAreTriedMessageByMessage() {
    var tried = run("try", "-", SAMPLES.resolve("07-batch").toString(), "--json");

    assertThat(tried.status()).as(tried.out()).isZero();
    var messages = Json.tree(tried.out()).path("messages");
    assertThat(messages).hasSize(2);
    assertThat(messages)
        .allSatisfy(
            message -> {
              assertThat(message.path("path").stringValue()).startsWith("07-batch/");
              assertThat(message.path("state").stringValue()).isEqualTo("LOADED");
              assertThat(message.at("/products/0/assets/0/state").stringValue())
                  .isEqualTo("PRESENT");
            });
  }

  @Test
  void whileOneWatchesWhatASavedStylesheetChangesIsShown() throws IOException {
    try (var watching = Running.start(inFolder("try", "meadow", EP.toString(), "--watch"))) {
      watching.awaitPrinting("LOADED");
      assertThat(watching.printed()).doesNotContain("Mixtape");

      stylesheet(MIXTAPE);
      watching.awaitPrinting("Mixtape");

      stylesheet("<xsl:template match='/'><xsl:sequence select='1 +'/></xsl:template>");
      watching.awaitPrinting("does not compile");
    }
  }

  @Test
  void providerOrFileThatIsNotThereIsWrongUsage() {
    var provider = run("try", "meadows", EP.toString());
    var file = run("try", "meadow", folder.resolve("none.xml").toString());

    assertThat(provider.status()).isEqualTo(Main.USAGE);
    assertThat(provider.messages()).contains("unknown provider meadows, did you mean meadow?");
    assertThat(file.status()).isEqualTo(Main.USAGE);
    assertThat(file.messages()).contains("none.xml");
  }

  @Test
  void goldenFilesAreApprovedComparedAndApprovedAnew() throws IOException {
    var fresh = run("accept");
    var approved = run("accept", "--approve");
    var passes = run("accept", "meadow");
    stylesheet(MIXTAPE);
    var differs = run("accept");
    var rerun = run("accept", "--rerun", "failed", "--approve", "ep.xml");
    var nothingLeft = run("accept", "--rerun", "failed");

    assertThat(fresh.status()).isEqualTo(Main.FAILING_SAMPLES);
    assertThat(fresh.out()).contains("new", "ep.xml", "--approve", "1 failed");
    assertThat(approved.status()).as(approved.out()).isZero();
    assertThat(passes.status()).as(passes.out()).isZero();
    assertThat(passes.out()).contains("passed", "samples: 1 passed");
    assertThat(differs.status()).isEqualTo(Main.FAILING_SAMPLES);
    assertThat(differs.out()).contains("~ [0].products[0].releaseType: EP → Mixtape");
    assertThat(rerun.status()).as(rerun.out()).isZero();
    assertThat(rerun.out()).contains("EP → Mixtape", "approved:", "ep.golden.json");
    assertThat(nothingLeft.out()).contains("no sample failed");
    assertThat(run("accept", "--history").out().lines())
        .hasSize(6)
        .anyMatch(line -> line.contains("meadow") && line.contains("failed: ep.xml"))
        .anyMatch(line -> line.contains("approved: ep.xml"));
  }

  @Test
  void sampleIsApprovedOfOneProviderOnly() throws IOException {
    var kite = Files.createDirectories(folder.resolve("providers/kite/samples"));
    Files.writeString(kite.resolveSibling("provider.yaml"), "name: kite\n");
    Files.copy(EP, kite.resolve("ep.xml"));
    run("accept", "--approve");
    var golden = kite.resolve("ep.golden.json");
    var other = Files.readString(golden).replace("\"EP\"", "\"Album\"");
    Files.writeString(golden, other);
    stylesheet(MIXTAPE);

    var ofWhom = run("accept", "--approve", "ep.xml");
    var named = run("accept", "meadow", "--approve", "ep.xml");

    assertThat(ofWhom.status()).isEqualTo(Main.USAGE);
    assertThat(ofWhom.messages())
        .contains("a sample ep.xml, found kite, meadow", "tributary accept kite --approve ep.xml");
    assertThat(named.status()).as(named.messages()).isZero();
    assertThat(provider().resolve("samples/ep.golden.json")).content().contains("Mixtape");
    assertThat(golden).hasContent(other);
  }

  @Test
  void goldenFileThatCannotBeReadIsWrittenAnewWhenItsSampleIsNamed() throws IOException {
    run("accept", "--approve");
    var golden = provider().resolve("samples/ep.golden.json");
    var whole = Files.readString(golden);
    Files.writeString(golden, "<<<<<<< HEAD\n" + whole);
    var garbled = run("accept");
    var inPassing = run("accept", "--approve");
    stylesheet("<xsl:template match='/'><xsl:sequence select='1 +'/></xsl:template>");
    var doesNotCompile = run("accept", "--approve", "ep.xml");
    stylesheet("");
    var written = run("accept", "--approve", "ep.xml");

    assertThat(garbled.status()).isEqualTo(Main.FAILING_SAMPLES);
    assertThat(garbled.out())
        .contains("garbled", "expected JSON in ", "tributary accept meadow --approve ep.xml");
    assertThat(inPassing.status()).isEqualTo(Main.FAILING_SAMPLES);
    assertThat(doesNotCompile.status()).isEqualTo(Main.FAILING_SAMPLES);
    assertThat(doesNotCompile.out()).contains("broken").doesNotContain("approved:");
    assertThat(written.status()).as(written.out()).isZero();
    assertThat(golden).hasContent(whole);
  }

  @Test
  void failureIsAcceptedUntilItsDayAndNoLonger() throws IOException {
    run("accept", "--approve");
    var golden = provider().resolve("samples/ep.golden.json");
    Files.writeString(golden, Files.readString(golden).replace("\"EP\"", "\"Album\""));
    exception("2999-12-31");
    var accepted = run("accept");
    var kept = run("accept", "--approve");
    exception("2020-12-31");
    var expired = run("accept");
    exception("soon");
    var notADay = run("accept");

    assertThat(accepted.status()).as(accepted.out()).isZero();
    assertThat(accepted.out()).contains("accepted until 2999-12-31 by Ada: they mend it");
    assertThat(kept.out()).doesNotContain("approved");
    assertThat(expired.status()).isEqualTo(Main.FAILING_SAMPLES);
    assertThat(expired.out()).contains("that is over");
    assertThat(notADay.status()).isEqualTo(Main.USAGE);
    assertThat(notADay.messages()).contains("exceptions.yaml", "a day such as", "soon");
  }

  private void exception(String until) throws IOException {
    Files.writeString(
        provider().resolve("samples/exceptions.yaml"),
        "- {sample: ep.xml, reason: they mend it, by: Ada, until: %s}\n".formatted(until));
  }

  private Path provider() {
    return folder.resolve("providers/meadow");
  }

  private void stylesheet(String own) throws IOException {
    Files.writeString(
        provider().resolve("meadow.xsl"),
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
          <xsl:import href="tributary:ern-4.xsl"/>
          %s
        </xsl:stylesheet>
        """
            .formatted(own));
  }

  private Line run(String... command) {
    return Line.run(inFolder(command));
  }

  private String[] inFolder(String... command) {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(
        List.of(
            "--data",
            folder.resolve("data").toString(),
            "--providers",
            folder.resolve("providers").toString()));
    return arguments.toArray(String[]::new);
  }
}
