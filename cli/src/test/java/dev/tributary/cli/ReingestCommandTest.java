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
import tools.jackson.databind.JsonNode;

/// `tributary reingest`.
@Timeout(180)
final class ReingestCommandTest {
  private static final Path SAMPLES = Path.of("..", "samples", "deliveries");
  private static final String ZIP = SAMPLES.resolve("08-zipped-single.zip").toString();
  private static final String ALBUM = SAMPLES.resolve("01-ern-43-album").toString();
  private static final String EP = SAMPLES.resolve("05-ern-43-ep.xml").toString();
  private static final String ONIX = SAMPLES.resolve("12-onix-21-novel.xml").toString();

  @TempDir private Path folder;

  @BeforeEach
  void ingestWithTheFirstVersion() throws IOException {
    settings("");
    stylesheet("Single");
    assertThat(run("ingest", ALBUM, ZIP, ONIX).status()).isZero();
  }

  @Test
  void exactlyWhatAnotherVersionMadeIsMappedAnew() throws IOException {
    var before = product("2990001000018");
    var upToDate = run("reingest", "--mapping", "meadow");
    stylesheet("Mixtape");

    var dry = run("reingest", "--mapping", "meadow", "--dry-run");
    var done = run("reingest", "--mapping", "meadow", "--why", "a new word", "--rate", "100");

    assertThat(before.path("releaseType").stringValue()).isEqualTo("Single");
    assertThat(before.path("mapping").stringValue()).hasSize(64);
    assertThat(upToDate.out()).contains("all of it was made by the mapping as it is now");
    assertThat(dry.status()).isZero();
    assertThat(dry.out())
        .containsPattern(
            "\\d  +meadow  +ern 4.3  +" + before.at("/mapping").stringValue().substring(0, 8));
    assertThat(done.status()).as(done.messages()).isZero();
    assertThat(done.out()).contains("mapped anew", "LOADED=");
    var after = product("2990001000018");
    assertThat(after.path("releaseType").stringValue()).isEqualTo("Mixtape");
    assertThat(after.path("currentDelivery")).isEqualTo(before.path("currentDelivery"));
    assertThat(after.path("mapping")).isNotEqualTo(before.path("mapping"));
    assertThat(after.path("assets")).isEqualTo(before.path("assets"));
    assertThat(run("reingest", "--mapping", "meadow", "--dry-run").out()).contains("all of it");
    assertThat(run("reingest", "--acts").out()).contains("--mapping meadow", "a new word");
    assertThat(run("deliveries").out()).contains("LOADED").doesNotContain("QUARANTINED");
  }

  @Test
  void whatAVersionMadeCanBeNamedByIt() throws IOException {
    var version = product("2990001000018").path("mapping").stringValue();
    stylesheet("Mixtape");

    var named = run("reingest", "--mapping", version.substring(0, 10), "--dry-run", "--json");
    var unknown = run("reingest", "--mapping", "nobody");

    var outdated = Json.tree(named.out()).path("outdated");
    assertThat(outdated).isNotEmpty();
    assertThat(outdated)
        .allSatisfy(each -> assertThat(each.path("mapping").stringValue()).isEqualTo(version));
    assertThat(unknown.status()).isEqualTo(Main.USAGE);
    assertThat(unknown.messages()).contains("meadow");
  }

  @Test
  void mappingWhoseSamplesFailIsNotUsed() throws IOException {
    var samples = Files.createDirectories(folder.resolve("providers/meadow/samples"));
    Files.copy(SAMPLES.resolve("05-ern-43-ep.xml"), samples.resolve("ep.xml"));
    run("accept", "--approve");
    stylesheet("Mixtape");

    var refused = run("reingest", "--mapping", "meadow");

    assertThat(refused.status()).isEqualTo(Main.FAILING_SAMPLES);
    assertThat(refused.messages()).contains("the sample ep.xml differs", "Single → Mixtape");
    assertThat(product("2990001000018").path("releaseType").stringValue()).isEqualTo("Single");
  }

  @Test
  void whatAProvidersOwnMappingMadeIsMappedAnewWhateverFormatItSaysThatIs() throws IOException {
    ingestOwnFormats();
    var upToDate = run("reingest", "--mapping", "kite", "--dry-run");
    ownFormats("A kite flies");

    var done = run("reingest", "--mapping", "kite");

    assertThat(upToDate.out()).contains("all of it was made by the mapping as it is now");
    assertThat(done.status()).as(done.messages()).isZero();
    assertThat(done.out()).contains("marc 21", "json 1", "{LOADED=2}");
    assertThat(run("reingest", "--mapping", "kite", "--dry-run").out()).contains("all of it");
  }

  @Test
  void whatNothingMapsAnyMoreStaysAndIsTold() throws IOException {
    ingestOwnFormats();
    Files.writeString(folder.resolve("providers/kite/provider.yaml"), "name: kite\n");

    var dry = run("reingest", "--mapping", "kite", "--dry-run");

    assertThat(dry.status()).as(dry.messages()).isZero();
    assertThat(dry.messages())
        .contains("kite, json 1: 1 deliveries stay as they are", "expected a mapping for");
    assertThat(dry.out()).contains("marc 21").doesNotContain("json 1");
  }

  /// A provider whose stylesheet reads what there is a base mapping for, and what there is none
  /// for.
  private void ingestOwnFormats() throws IOException {
    Files.createDirectories(folder.resolve("providers/kite"));
    Files.writeString(
        folder.resolve("providers/kite/provider.yaml"), "name: kite\nmapping: kite.xsl\n");
    ownFormats("A kite");
    var marc = folder.resolve("kite.xml");
    Files.writeString(
        marc, "<collection xmlns='http://www.loc.gov/MARC21/slim'><record/></collection>");
    var json = Files.writeString(folder.resolve("kite.json"), "{\"kite\": 1}");
    var ingested = run("ingest", marc.toString(), json.toString(), "--provider", "kite");
    assertThat(ingested.status()).as(ingested.messages()).isZero();
  }

  private void ownFormats(String title) throws IOException {
    Files.writeString(
        folder.resolve("providers/kite/kite.xsl"),
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
            xmlns="urn:tributary:canonical:1" expand-text="yes">
          <xsl:template match="/">
            <xsl:variable name="json" select="exists(map)"/>
            <delivery format="{if ($json) then 'json' else 'marc'}" type="catalogue"
                version="{if ($json) then '1' else '21'}" intent="state" sender="Kite">
              <product contentType="Book" at="/" line="1">
                <identifier type="CatalogNumber" namespace="Kite">K-{if ($json) then 1 else 2}</identifier>
                <title kind="DISPLAY">%s</title>
              </product>
            </delivery>
          </xsl:template>
        </xsl:stylesheet>
        """
            .formatted(title));
  }

  @Test
  void whatIsMappedAnewIsToldAsOneJsonObject() throws IOException {
    stylesheet("Mixtape");

    var done = run("reingest", "--mapping", "meadow", "--json");
    var upToDate = run("reingest", "--mapping", "meadow", "--json");

    assertThat(done.status()).as(done.messages()).isZero();
    var told = Json.tree(done.out());
    assertThat(told.path("outdated")).isNotEmpty();
    assertThat(told.path("act").stringValue("")).isNotEmpty();
    assertThat(told.path("sent").intValue(0)).isPositive();
    assertThat(told.at("/states/LOADED")).isEqualTo(told.path("sent"));
    assertThat(Json.tree(upToDate.out())).isEmpty();
  }

  @Test
  void whatDoesNotComeToTheCatalogueAnyMoreIsTold() throws IOException {
    Files.writeString(
        folder.resolve("providers/meadow/meadow.xsl"),
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
          <xsl:import href="tributary:ern-4.xsl"/>
          <xsl:template match="/" priority="100">
            <xsl:sequence select="error((), 'broken on purpose')"/>
          </xsl:template>
        </xsl:stylesheet>
        """);

    var done = run("reingest", "--mapping", "meadow", "--json");

    assertThat(done.status()).as(done.messages()).isEqualTo(Main.REFUSED);
    assertThat(Json.tree(done.out()).at("/states/QUARANTINED").intValue(0)).isPositive();
  }

  @Test
  void whatATooStrictSeverityRefusedIsBroughtInOnceThatIsMilder() throws IOException {
    settings("severities: {asset.missing: error}\n");
    run("ingest", EP);
    var refused = only("rejected");
    settings("");

    run("ingest", EP);
    var dry = run("reingest", "--rejected", "meadow", "--dry-run");
    var done = run("reingest", "--rejected", "meadow", "--why", "milder");

    assertThat(only("duplicate").path("error").stringValue())
        .contains("and refused", "tributary reingest " + refused.path("id").stringValue());
    assertThat(dry.out()).containsPattern("\\n1  +meadow  +REJECTED\\n");
    assertThat(done.status()).as(done.messages()).isZero();
    assertThat(done.out()).contains("1 mapped anew", "{LOADED=1}");
    assertThat(run("reingest", "--acts").out()).contains("--rejected meadow", "milder");
    assertThat(run("reingest", "--rejected", "meadow").out()).contains("there is nothing");
  }

  @Test
  void whatWaitsToBeSentOnOrWasDroppedIsNoneOfTheRefused() throws IOException {
    stylesheet("' || error((), 'broken on purpose') || '");
    run("ingest", "--provider", "meadow", EP);
    stylesheet("Single");

    var waiting = run("reingest", "--rejected", "meadow", "--dry-run");
    run("discard", "--all", "--why", "a test");
    var dropped = run("reingest", "--rejected", "meadow", "--dry-run", "--json");
    stylesheet("Single");
    var named = run("reingest", only("quarantined").path("id").stringValue());

    assertThat(waiting.out()).contains("there is nothing");
    assertThat(waiting.messages()).contains("1 set aside", "tributary redrive --provider meadow");
    assertThat(Json.tree(dropped.out()).path("deliveries")).isEmpty();
    assertThat(named.out()).contains("{LOADED=1}");
  }

  @Test
  void deliveriesAreMappedAnewByTheirIdsButNotWhatIsToBeShippedAgain() throws IOException {
    var stray = Files.write(folder.resolve("cover.jpg"), new byte[] {1, 2, 3});
    run("ingest", stray.toString());
    run("ingest", ONIX);
    var refused = only("rejected").path("id").stringValue();
    var duplicate = only("duplicate").path("id").stringValue();
    var loaded = duplicate.substring(0, duplicate.indexOf('-'));

    var done = run("reingest", refused, duplicate, loaded, "--json", "--dry-run");

    assertThat(Json.tree(done.out()).path("deliveries"))
        .singleElement()
        .satisfies(each -> assertThat(each.stringValue()).isEqualTo(loaded));
    assertThat(done.messages())
        .contains(
            refused + " is left out: it was refused for what it was shipped in or with",
            duplicate + " is left out: it is a duplicate; name what it repeats: " + loaded);
    assertThat(run("reingest", loaded).out()).contains("{LOADED=1}");
    assertThat(run("reingest", "nothing").messages()).contains("no delivery nothing");
    assertThat(run("reingest", "--rejected", "nobody").messages()).contains("\"nobody\"");
    assertThat(run("reingest", loaded, "--rejected", "meadow").status()).isEqualTo(Main.USAGE);
    assertThat(run("reingest").messages()).contains("--mapping", "--rejected", "ids of deliveries");
  }

  /// The only delivery in that state.
  private JsonNode only(String state) {
    var found = Json.tree(run("deliveries", "--state", state, "--json").out()).path("deliveries");
    assertThat(found).as(state).hasSize(1);
    return found.get(0);
  }

  private JsonNode product(String key) {
    return Json.tree(run("product", key, "--json").out());
  }

  private void settings(String more) throws IOException {
    var provider = Files.createDirectories(folder.resolve("providers/meadow"));
    Files.writeString(
        provider.resolve("provider.yaml"),
        "name: meadow\nsenders: [PADPIDA2099010101X]\nmapping: meadow.xsl\n" + more);
  }

  private void stylesheet(String releaseType) throws IOException {
    Files.writeString(
        folder.resolve("providers/meadow/meadow.xsl"),
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
            xmlns:t="urn:tributary:mapping" xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xsl:import href="tributary:ern-4.xsl"/>
          <xsl:function name="t:release-type" as="xs:string?">
            <xsl:param name="release" as="element()"/>
            <xsl:sequence select="'%s'"/>
          </xsl:function>
        </xsl:stylesheet>
        """
            .formatted(releaseType));
  }

  private Line run(String... command) {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    arguments.addAll(List.of("--set", "providers=" + folder.resolve("providers")));
    return Line.run(arguments.toArray(String[]::new));
  }
}
