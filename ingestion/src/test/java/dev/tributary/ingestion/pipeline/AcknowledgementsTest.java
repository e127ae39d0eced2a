package dev.tributary.ingestion.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.Recording;
import dev.tributary.Settings;
import dev.tributary.ingestion.RealDeliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.Pipeline.Arrangement;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What providers are told, and where.
@Timeout(180)
final class AcknowledgementsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SAMPLES = Path.of("../samples/deliveries");
  private static final Path REFUSED = SAMPLES.resolve("broken/unresolved-reference.xml");

  private static final Path BATCH = SAMPLES.resolve("07-batch/20260310093000123");
  private static final String HALYARD = "padpida2099010101x";
  private static final String MANIFEST = "BatchComplete_20260310093000123.xml";

  @TempDir private Path folder;
  private Path written;
  private TestSystem system;

  @BeforeEach
  void open() throws Exception {
    written = folder.resolve("acknowledgements");
    var provider = Files.createDirectories(folder.resolve("providers/tables"));
    Files.writeString(
        provider.resolve("provider.yaml"), "name: tables\nacknowledgements: [csv, json]\n");
    var silent = Files.createDirectories(folder.resolve("providers/silent"));
    Files.writeString(silent.resolve("provider.yaml"), "name: silent\nacknowledgements: off\n");
    var beside = Acknowledgements.application(settings()).stream().toList();
    var arrangement =
        new Arrangement(
            List.of(), beside, Set.of(), UnaryOperator.identity(), Recording.SETTLEMENTS);
    system = TestSystem.in(folder, folder.resolve("providers"), TestTransport.ARTEMIS, arrangement);
  }

  private Settings settings() {
    var declared = new ArrayList<>(new Acknowledgements.OfFolder().settings());
    var values =
        Map.of(
            "database.folder", folder.toString(),
            "data", folder.toString(),
            "providers", folder.resolve("providers").toString(),
            "acknowledgements", written.toString(),
            "acknowledgements.party", "PADPIDA2099010199Z");
    return Settings.resolve(declared, List.of(new Settings.Source("the test", values, false)));
  }

  @AfterEach
  void close() {
    system.close();
  }

  @Test
  void whatCameByDdexIsAcknowledgedInItsForm() throws Exception {
    var refused = system.ingest(REFUSED).getFirst().delivery();
    var incomplete = system.ingest(SAMPLES.resolve("05-ern-43-ep.xml")).getFirst().delivery();
    var sound = system.ingest(SAMPLES.resolve("02-ern-382-single")).getFirst().delivery();

    assertThat(told(refused.id()))
        .contains("<FileStatus>NewReleaseMessageInvalid</FileStatus>")
        .contains("A9", "(reference.unresolved)", "line ")
        .contains("<ProposedActionType>ResendXmlOnly</ProposedActionType>")
        .contains("<PartyId IsDPID=\"true\">PADPIDA2099010199Z</PartyId>")
        .contains("<ReleaseId>unresolved-reference</ReleaseId>");
    assertThat(told(incomplete.id()))
        .contains("<FileStatus>ResourceMissing</FileStatus>")
        .contains("<ProposedActionType>ResendXmlAndResources</ProposedActionType>")
        .contains("<ReleaseId>02990001000032</ReleaseId>");
    assertThat(told(sound.id()))
        .contains("<FileStatus>FileOK</FileStatus>")
        .contains("It is in the catalogue.")
        .doesNotContain("ProposedActionType");
  }

  @Test
  void itIsValidByDdexsSchema() throws Exception {
    var schemas = RealDeliveries.folder().resolve("ddex-xsd/choreography");
    assumeTrue(Files.isDirectory(schemas));
    system.ingest(SAMPLES);
    var ids = new ArrayList<String>();
    await().atMost(PATIENCE).until(() -> files().size() >= 30);
    var validator = validator(schemas);
    for (var file : files().values()) {
      if (file.toString().endsWith(".xml")) {
        validator.validate(new StreamSource(file.toFile()));
        ids.add(file.getFileName().toString());
      }
    }
    assertThat(ids).hasSizeGreaterThan(10).allMatch(name -> name.matches("ACK_\\d{17}_.*\\.xml"));
  }

  @Test
  void otherFormatsAreToldInJsonWithAllThatIsWrong() throws Exception {
    var partial =
        system.ingest(SAMPLES.resolve("broken/onix-one-of-three.xml")).getFirst().delivery();

    var json = Json.tree(told(partial.id()));

    assertThat(json.path("state").stringValue("")).isEqualTo("PARTIAL");
    assertThat(json.path("file").stringValue("")).isEqualTo("broken/onix-one-of-three.xml");
    assertThat(json.path("products")).hasSize(2);
    var error = first(json.path("violations"), "identifier.missing");
    assertThat(error.path("severity").stringValue("")).isEqualTo("ERROR");
    assertThat(error.path("line").intValue(0)).isPositive();
    assertThat(error.path("path").stringValue("")).contains("Product[2]");
    assertThat(error.path("message").stringValue("")).contains("expected");
  }

  @Test
  void aProviderIsToldInTheFormsThatItsSettingsSayAndOfPartsTogether() throws Exception {
    var batch =
        system.ingest(Optional.of("tables"), SAMPLES.resolve("07-batch")).getFirst().delivery();
    await().atMost(PATIENCE).until(() -> Files.isDirectory(written.resolve("tables")));
    await()
        .atMost(PATIENCE)
        .until(() -> files().keySet().stream().anyMatch(it -> it.endsWith(batch.id() + ".csv")));

    var table = Files.readString(file(batch.id() + ".csv"));

    assertThat(table.lines().findFirst())
        .hasValueSatisfying(
            it ->
                assertThat(it)
                    .startsWith(
                        "delivery,file,provider,format,state,outcome,products,rule,severity,path,line,value,message"));
    assertThat(table).contains("2990001000049", "2990001000056", "tables,");
    assertThat(Json.tree(told(batch.id() + ".json")).path("parts")).hasSize(2);
  }

  @Test
  void whatEndsAsItIsRegisteredIsToldToo() throws Exception {
    var first = system.ingest(REFUSED).getFirst().delivery();
    var duplicate = system.ingest(REFUSED).getFirst();
    assertThat(TestSystem.state(duplicate)).isEqualTo(DeliveryState.DUPLICATE);
    var stray = Files.write(folder.resolve("track.wav"), new byte[] {1, 2, 3});
    var alone = system.ingest(stray).getFirst();

    assertThat(told(duplicate.delivery().id()))
        .contains("<FileStatus>NewReleaseMessageInvalid</FileStatus>")
        .contains("The same was delivered before. It was refused.");
    assertThat(told(first.id() + ".")).contains("NewReleaseMessageInvalid");
    assertThat(file(duplicate.delivery().id()).getParent())
        .as("where the first was told")
        .isEqualTo(file(first.id() + ".").getParent());
    assertThat(told(alone.delivery().id())).contains("container.no-message");
  }

  @Test
  void whatABatchIsRefusedForIsToldInItsTradeAndMendedByItsManifestAlone() throws Exception {
    var manifest = Files.readString(BATCH.resolve(MANIFEST));
    var batch = batch(manifest.replace("<HashSum>e0b1b933", "<HashSum>00000000"));
    var first = system.ingest(batch);
    assertThat(first)
        .extracting(TestSystem::state)
        .containsExactly(DeliveryState.PARTIAL, DeliveryState.REJECTED, DeliveryState.LOADED);
    var refused = first.get(1).delivery().id();
    assertThat(told(refused + ".")).contains("SignatureOrHashSumWrongOrMissing");
    assertThat(file(refused + ".").getParent()).isEqualTo(written.resolve(HALYARD));

    Files.writeString(batch.resolve(MANIFEST), manifest);
    var mended = system.ingest(batch);

    assertThat(mended)
        .extracting(TestSystem::state)
        .containsExactly(DeliveryState.LOADED, DeliveryState.LOADED, DeliveryState.DUPLICATE);
  }

  @Test
  void aBatchThatCannotBeReadIsToldToWhoItsManifestNames() throws Exception {
    var empty = Files.createDirectories(folder.resolve("in").resolve(BATCH.getFileName()));
    Files.copy(BATCH.resolve(MANIFEST), empty.resolve(MANIFEST));

    var batch = system.ingest(empty).getFirst();

    assertThat(TestSystem.state(batch)).isEqualTo(DeliveryState.REJECTED);
    assertThat(told(batch.delivery().id())).contains("<FileStatus>ErnMissing</FileStatus>");
    assertThat(file(batch.delivery().id()).getParent()).isEqualTo(written.resolve(HALYARD));
  }

  /// The batch among the samples, with another manifest.
  private Path batch(String manifest) throws IOException {
    var copy = folder.resolve("in").resolve(BATCH.getFileName());
    try (var files = Files.walk(BATCH)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = copy.resolve(BATCH.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Files.writeString(copy.resolve(MANIFEST), manifest);
    return copy;
  }

  @Test
  void whoWantsNoneGetsNone() throws Exception {
    system.ingest(Optional.of("silent"), REFUSED);
    var other = system.ingest(SAMPLES.resolve("02-ern-382-single")).getFirst().delivery();
    told(other.id());

    assertThat(written.resolve("silent")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenHoldsUpNoLoadAndIsCaughtUpWith() throws Exception {
    Files.writeString(written, "this is a file");

    var loaded = system.ingest(SAMPLES.resolve("02-ern-382-single")).getFirst();
    assertThat(TestSystem.state(loaded)).isEqualTo(DeliveryState.LOADED);

    Files.delete(written);
    assertThat(told(loaded.delivery().id())).contains("FileOK");
  }

  private String told(String delivery) throws IOException {
    await()
        .atMost(PATIENCE)
        .until(() -> files().keySet().stream().anyMatch(it -> it.contains(delivery)));
    return Files.readString(file(delivery), UTF_8);
  }

  private Path file(String part) {
    return files().entrySet().stream()
        .filter(each -> each.getKey().contains(part))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private Map<String, Path> files() {
    if (!Files.isDirectory(written)) {
      return Map.of();
    }
    try (var walk = Files.walk(written)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .collect(
              Collectors.toMap(
                  file -> String.valueOf(file.getFileName()),
                  file -> file,
                  (one, _) -> one,
                  TreeMap::new));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static JsonNode first(JsonNode violations, String rule) {
    for (var violation : violations) {
      if (violation.path("rule").stringValue("").equals(rule)) {
        return violation;
      }
    }
    throw new AssertionError("no " + rule + " among " + violations);
  }

  /// Of the signatures that the schema imports, only the names of their types are needed.
  private static Validator validator(Path folder) throws Exception {
    var signatures =
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
            targetNamespace="http://www.w3.org/2000/09/xmldsig#">
          <xs:complexType name="SignedInfoType"/>
          <xs:complexType name="SignatureValueType"/>
          <xs:complexType name="X509IssuerSerialType"/>
        </xs:schema>
        """;
    var factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    return factory
        .newSchema(
            new Source[] {
              new StreamSource(new StringReader(signatures)),
              new StreamSource(folder.resolve("avs.xsd").toFile()),
              new StreamSource(withoutPlaces(folder.resolve("ern-choreography-sftp.xsd")))
            })
        .newValidator();
  }

  /// So that what it imports is what is given beside it, and nothing is fetched.
  private static Reader withoutPlaces(Path xsd) throws IOException {
    return new StringReader(Files.readString(xsd).replaceAll("schemaLocation=\"[^\"]*\"", ""));
  }
}
