package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.Violation.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingsTest {

  private static final Content MESSAGE =
      () -> MappingsTest.class.getResourceAsStream("ern-4-single.xml");

  @TempDir private Path providers;

  @Test
  void providerIsFoundByTheSenderOfItsMessages() throws IOException {
    provider("kite", "name: kite\nsenders: [PA-DPIDA-2013042401-U]\n");
    provider("blue", "name: blue\nsenders: [Somebody Else]\n");

    var mappings = open();

    assertThat(mappings.provider(Identification.of(MESSAGE)).map(Provider::name)).hasValue("kite");
    assertThat(mappings.providers()).extracting(Provider::name).containsExactly("blue", "kite");
  }

  @Test
  void everythingThatAProviderCanSayIsRead() throws IOException {
    var file =
        provider(
            "kite",
            """
            name: kite
            senders: [PADPIDA2013042401U]
            mapping: kite.xsl
            severities:
              reference.unused: off
              release.main: warning
            requiresAssets: true
            schemas: {"ern/43": ern.xsd}
            """);

    var provider = Provider.read(file);

    assertThat(provider.mapping()).hasValue(file.resolveSibling("kite.xsl"));
    assertThat(provider.severities())
        .containsEntry("reference.unused", Optional.empty())
        .containsEntry("release.main", Optional.of(Severity.WARNING));
    assertThat(provider.requiresAssets()).isTrue();
    assertThat(provider.schemas()).containsEntry("ern/43", file.resolveSibling("ern.xsd"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "name: kite\\nmaping: kite.xsl | unknown key maping, did you mean mapping?",
        "name: kite\\nzebra: 1 | unknown key zebra; known are name, senders",
        "senders: [X] | expected a name, found none",
        "name: kite\\n"
            + "requiresAssets: maybe | expected requiresAssets to be true or false, got: maybe",
        "name: kite\\nseverities: {a.b: fatal} | error, warning, info or off, got: fatal",
        "name: kite\\nmapping: [1] | expected mapping to be text",
        "name: [kite | expected YAML, found",
        "kite | expected the file to consist of `key: value`",
      })
  void providerYamlThatSaysWhatItCannotIsRefusedByName(String yaml, String words)
      throws IOException {
    var file = provider("kite", yaml.replace("\\n", "\n"));

    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(words);
  }

  @Test
  void senderBelongsToOneProvider() throws IOException {
    provider("kite", "name: kite\nsenders: [PADPIDA2013042401U]\n");
    provider("blue", "name: blue\nsenders: [PADPIDA2013042401U]\n");

    assertThatThrownBy(this::open).hasMessageContaining("blue and kite both claim the sender");
  }

  @Test
  void providerThatIsNotThereIsRefusedWithASuggestion() throws IOException {
    provider("kite", "name: kite\n");
    var mappings = open();

    assertThat(mappings.provider("kite").name()).isEqualTo("kite");
    assertThatThrownBy(() -> mappings.provider("kites"))
        .hasMessage("unknown provider kites, did you mean kite?");
  }

  @Test
  void providerWithoutAStylesheetGetsTheBaseMapping() throws IOException {
    provider("kite", "name: kite\n");
    var mappings = open();
    var identification = Identification.of(MESSAGE);

    assertThat(mappings.mapping(identification, Optional.of(mappings.provider("kite"))))
        .isSameAs(mappings.mapping(identification, Optional.empty()));
  }

  @Test
  void providersOwnStylesheetIsUsedAndCompiledOnce() throws Exception {
    provider("kite", "name: kite\nmapping: kite.xsl\n");
    Files.writeString(providers.resolve("kite/kite.xsl"), stylesheet());
    var mappings = open();
    var provider = Optional.of(mappings.provider("kite"));
    var identification = Identification.of(MESSAGE);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var found = new ArrayList<Mapping>();
      for (var one :
          threads.invokeAll(
              Stream.<Callable<Mapping>>generate(
                      () -> () -> mappings.mapping(identification, provider))
                  .limit(8)
                  .toList())) {
        found.add(one.get());
      }

      assertThat(found).allSatisfy(mapping -> assertThat(mapping).isSameAs(found.getFirst()));
    }
    assertThat(mappings.mapping(identification, provider))
        .isNotSameAs(mappings.mapping(identification, Optional.empty()));
  }

  @Test
  void stylesheetThatIsNotThereIsAnErrorOfItsProviderOnly() throws IOException {
    provider("kite", "name: kite\nmapping: kite.xsl\n");
    var mappings = open();
    var identification = Identification.of(MESSAGE);

    assertThatThrownBy(
            () -> mappings.mapping(identification, Optional.of(mappings.provider("kite"))))
        .isInstanceOf(StylesheetException.class)
        .hasMessageContaining("kite.xsl")
        .hasMessageContaining("provider.yaml");
    assertThat(mappings.mapping(identification, Optional.empty())).isNotNull();
  }

  @Test
  void changesInTheFolderOfProvidersAreNoticed() throws IOException {
    provider("kite", "name: kite\nmapping: kite.xsl\n");
    var mappings = open();
    var fresh = mappings.isStale();
    Files.createDirectory(providers.resolve("kite/samples"));
    Files.writeString(providers.resolve("kite/samples/sample.xml"), "<sample/>");
    var withSample = mappings.isStale();
    Files.writeString(providers.resolve("kite/types.xml"), "<types/>");
    var withData = mappings.isStale();
    Files.delete(providers.resolve("kite/types.xml"));
    Files.writeString(providers.resolve("kite/kite.xsl"), stylesheet());

    assertThat(fresh).isFalse();
    assertThat(withSample).isFalse();
    assertThat(withData).isTrue();
    assertThat(mappings.isStale()).isTrue();
    assertThat(Mappings.base().isStale()).isFalse();
  }

  @Test
  void versionOfWhatWasMarcIsThatOfTheProvidersStylesheet() throws IOException {
    provider("kite", "name: kite\nmapping: kite.xsl\n");
    provider("blue", "name: blue\n");
    Files.writeString(providers.resolve("kite/kite.xsl"), stylesheet());
    var mappings = open();
    var kite = mappings.find("kite");

    assertThat(mappings.version("marc", "21", kite))
        .isEqualTo(mappings.version("ern", "4.3", kite));
    assertThat(mappings.version("marc", "21", mappings.find("blue"))).startsWith("marc-21");
    assertThat(mappings.version("csv", "csv", kite))
        .isEqualTo(mappings.version("csv", "csv", mappings.find("blue")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json ", "kite-catalogue 1", "ern ", "ern 2", "opds "})
  void formatThatNothingMapsAnyMoreIsToldAsOne(String format) throws IOException {
    provider("kite", "name: kite\n");
    var mappings = open();
    var space = format.indexOf(' ');

    assertThatThrownBy(
            () ->
                mappings.version(
                    format.substring(0, space), format.substring(space + 1), mappings.find("kite")))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("expected a mapping for the format " + format.strip() + ",")
        .hasMessageContaining("provider.yaml");
  }

  @Test
  void messageIsCheckedWithTheSchemaThatTheOperatorNames() throws IOException {
    provider("kite", "name: kite\nschemas: {ern/43: ern.xsd}\n");
    Files.writeString(
        providers.resolve("kite/ern.xsd"),
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:v="urn:values"
            targetNamespace="http://ddex.net/xml/ern/43">
          <xs:import namespace="urn:values" schemaLocation="http://example.invalid/20/values.xsd"/>
          <xs:element name="NewReleaseMessage" type="v:Anything"/>
        </xs:schema>
        """);
    Files.writeString(
        providers.resolve("kite/values.xsd"),
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:values">
          <xs:complexType name="Anything">
            <xs:sequence><xs:any processContents="skip" maxOccurs="2"/></xs:sequence>
          </xs:complexType>
        </xs:schema>
        """);
    var mappings = open();
    var identification = Identification.of(MESSAGE);
    var provider = Optional.of(mappings.provider("kite"));

    var document = mappings.mapping(identification, provider).map(MESSAGE);

    assertThat(document.products()).hasSize(1);
    assertThat(document.findings())
        .filteredOn(finding -> finding.rule().equals("schema.invalid"))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.at()).isPresent())
        .extracting(Finding::message)
        .anyMatch(message -> message.contains("ReleaseProfileVersionId"))
        .anyMatch(message -> message.contains("can occur a maximum of"));
  }

  @Test
  void schemaReadsNothingButFilesBesideIt() throws IOException {
    provider("kite", "name: kite\nschemas: {ern/43: ern.xsd}\n");
    Files.writeString(
        providers.resolve("kite/ern.xsd"),
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:include schemaLocation="http://example.invalid/20/values.xsd"/>
        </xs:schema>
        """);
    var mappings = open();

    assertThatThrownBy(
            () ->
                mappings.mapping(
                    Identification.of(MESSAGE), Optional.of(mappings.provider("kite"))))
        .isInstanceOf(StylesheetException.class)
        .hasMessageContaining("http://example.invalid/20/values.xsd")
        .hasMessageContaining("put a file values.xsd beside it");
  }

  private Mappings open() throws IOException {
    return Mappings.open(providers, Limits.DEFAULT);
  }

  private Path provider(String folder, String yaml) throws IOException {
    var file = Files.createDirectories(providers.resolve(folder)).resolve("provider.yaml");
    return Files.write(file, yaml.getBytes(UTF_8));
  }

  private static String stylesheet() {
    return """
    <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
      <xsl:import href="tributary:ern-4.xsl"/>
    </xsl:stylesheet>
    """;
  }
}
