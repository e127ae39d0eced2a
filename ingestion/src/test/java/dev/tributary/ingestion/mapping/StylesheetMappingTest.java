package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Providers' own stylesheets: what they may do, what they may not, and how they learn of it.
class StylesheetMappingTest {

  private static final Content MESSAGE =
      () -> StylesheetMappingTest.class.getResourceAsStream("ern-4-single.xml");

  @TempDir private Path root;
  private Path folder;
  private Path secret;

  @BeforeEach
  void layFiles() throws IOException {
    folder = Files.createDirectory(root.resolve("kite"));
    secret = Files.writeString(root.resolve("secret.xml"), "<secret>hunter2</secret>");
  }

  @Test
  void providerOverridesAFunctionOfTheBaseStylesheet() throws IOException {
    var mapping =
        compile(
            """
            <xsl:function name="t:release-type" as="xs:string?">
              <xsl:param name="release" as="element()"/>
              <xsl:sequence select="'Mixtape'"/>
            </xsl:function>
            """);

    var product = mapping.map(MESSAGE).products().getFirst();

    assertThat(product.releaseType()).hasValue("Mixtape");
    assertThat(product.items()).hasSize(1);
  }

  @Test
  void providerAddsToWhatATemplateOfTheBaseStylesheetYields() throws IOException {
    var mapping =
        compile(
            """
            <xsl:template match="*" mode="t:findings">
              <xsl:next-match/>
              <xsl:call-template name="t:finding">
                <xsl:with-param name="rule" select="'kite.own'"/>
                <xsl:with-param name="message" select="'of our own'"/>
              </xsl:call-template>
            </xsl:template>
            """);

    var findings = mapping.map(MESSAGE).findings();

    assertThat(findings)
        .extracting(finding -> finding.rule())
        .contains("kite.own", "reference.unresolved");
  }

  @Test
  void versionChangesWithWhateverTheStylesheetImports() throws IOException {
    Files.writeString(folder.resolve("words.xsl"), stylesheet(""));
    var importing = "<xsl:include href=\"words.xsl\"/>";
    var before = compile(importing).version();
    var again = compile(importing).version();
    Files.writeString(folder.resolve("words.xsl"), stylesheet("<!-- mended -->"));
    var after = compile(importing).version();

    assertThat(again).isEqualTo(before).hasSize(64);
    assertThat(after).isNotEqualTo(before);
    assertThat(StylesheetMapping.packaged("ern-4.xsl", Limits.DEFAULT).version())
        .isNotEqualTo(StylesheetMapping.packaged("ern-3.xsl", Limits.DEFAULT).version());
  }

  @Test
  void filesInItsOwnFolderAreRead() throws IOException {
    Files.writeString(folder.resolve("types.xml"), "<types><type>Suite</type></types>");
    var mapping = compile(releaseType("string(doc('types.xml')/types/type)"));

    assertThat(mapping.map(MESSAGE).products().getFirst().releaseType()).hasValue("Suite");
  }

  @Test
  void versionChangesWithTheFilesThatItMayReadAndWithNoOthers() throws IOException {
    var types = Files.writeString(folder.resolve("types.xml"), "<types><type>Suite</type></types>");
    var reading = releaseType("string(doc('types.xml')/types/type)");
    var before = compile(reading).version();
    Files.createDirectory(folder.resolve("samples"));
    Files.writeString(folder.resolve("samples/single.xml"), "<sample/>");
    Files.writeString(folder.resolve("provider.yaml"), "name: kite");
    Files.writeString(folder.resolve(".types.xml.swp"), "half written");
    var withASample = compile(reading).version();
    Files.writeString(types, "<types><type>Sonata</type></types>");

    assertThat(withASample).isEqualTo(before);
    assertThat(compile(reading).version()).isNotEqualTo(before);
  }

  @Test
  void filesAreReadAsTheyWereWhenItWasCompiled() throws IOException {
    var types = Files.writeString(folder.resolve("types.xml"), "<types><type>Suite</type></types>");
    var text = Files.writeString(folder.resolve("type.txt"), ", as text");
    var mapping =
        compile(releaseType("string(doc('types.xml')/types/type) || unparsed-text('type.txt')"));
    Files.writeString(types, "<types><type>Sonata</type></types>");
    Files.delete(text);

    assertThat(mapping.map(MESSAGE).products().getFirst().releaseType()).hasValue("Suite, as text");
  }

  @Test
  void fileThatIsTooLargeHarmsOnlyWhoReadsIt() throws IOException {
    try (var huge = new RandomAccessFile(folder.resolve("huge.xml").toFile(), "rw")) {
      huge.setLength(33 << 20);
    }
    var reading = compile(releaseType("string(doc('huge.xml'))"));

    var other = compile(releaseType("'Suite'")).map(MESSAGE).products().getFirst();
    var failure = catchThrowableOfType(StylesheetException.class, () -> reading.map(MESSAGE));

    assertThat(other.releaseType()).hasValue("Suite");
    assertThat(failure.getMessage())
        .contains("huge.xml", "expected at most 32 MB", "move elsewhere");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doc('../secret.xml')",
        "doc('SECRET')",
        "document('../secret.xml')",
        "unparsed-text('../secret.xml')",
        "collection('../')",
        "doc('http://example.invalid/x.xml')",
        "unparsed-text('http://example.invalid/x')",
        "json-doc('../secret.xml')",
        "doc('tributary:../../secret.xml')",
        "transform(map { 'stylesheet-location': '../secret.xml', 'source-node': $t:message"
            + " })?output",
      })
  void nothingOutsideItsFolderIsRead(String expression) throws IOException {
    var reaching = expression.replace("SECRET", secret.toUri().toString());

    var failure =
        catchThrowableOfType(
            StylesheetException.class,
            () -> compile(releaseType("string((" + reaching + ")[1])")).map(MESSAGE));

    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).contains("kite.xsl").doesNotContain("hunter2");
    assertThat(failure.getMessage())
        .containsAnyOf("secret.xml", "example.invalid", "not file:" + root);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<xsl:import href=\"../secret.xsl\"/>",
        "<xsl:include href=\"../secret.xsl\"/>",
        "<xsl:import href=\"http://example.invalid/secret.xsl\"/>",
        "<xsl:import href=\"tributary:secret.xsl\"/>",
      })
  void nothingOutsideItsFolderIsImported(String declaration) throws IOException {
    Files.writeString(root.resolve("secret.xsl"), stylesheet(""));

    var failure = catchThrowableOfType(StylesheetException.class, () -> compile(declaration));

    assertThat(failure.getMessage()).contains("secret.xsl");
  }

  @Test
  void linkOutOfTheFolderIsNotFollowed() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.xml"), secret);

    var failure =
        catchThrowableOfType(
            StylesheetException.class,
            () -> compile(releaseType("string(doc('link.xml'))")).map(MESSAGE));

    assertThat(failure.getMessage()).contains("link.xml").doesNotContain("hunter2");
  }

  @Test
  void nothingIsWritten() {
    var failure =
        catchThrowableOfType(
            StylesheetException.class,
            () ->
                compile(
                    """
                    <xsl:template match="*" mode="t:findings">
                      <xsl:result-document href="written.xml"><x/></xsl:result-document>
                    </xsl:template>
                    """));

    assertThat(failure.getMessage()).contains("result-document");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Q{java:java.lang.System}getProperty('user.home')",
        "Q{java:java.lang.Runtime}getRuntime()",
      })
  void javaIsNotCalled(String expression) {
    var failure =
        catchThrowableOfType(
            StylesheetException.class,
            () -> compile(releaseType("string(" + expression + ")")).map(MESSAGE));

    assertThat(failure.getMessage()).contains("java");
  }

  @Test
  void environmentIsNotSeen() throws IOException {
    var mapping =
        compile(
            releaseType("'PATH=' || environment-variable('PATH') || system-property('user.home')"));

    assertThat(mapping.map(MESSAGE).products().getFirst().releaseType()).hasValue("PATH=");
  }

  @Test
  void expressionsInTextAreNotEvaluated() throws IOException {
    var failure =
        catchThrowableOfType(
            StylesheetException.class,
            () ->
                compile(
                        """
                        <xsl:template match="*" mode="t:findings">
                          <xsl:evaluate xpath="'1'"/>
                        </xsl:template>
                        """)
                    .map(MESSAGE));

    assertThat(failure.getMessage()).contains("evaluate");
  }

  @Test
  void errorOfCompilationNamesFileLineColumnAndWhatToDo() {
    var failure =
        catchThrowableOfType(
            StylesheetException.class, () -> compile(releaseType("no-such-function()")));

    assertThat(failure.getMessage())
        .contains("kite.xsl, line 8, column")
        .contains("no-such-function")
        .contains("mend it");
  }

  @Test
  void errorWhileItRunsNamesFileAndLine() throws IOException {
    var mapping = compile(releaseType("error((), 'no type today')"));

    var failure = catchThrowableOfType(StylesheetException.class, () -> mapping.map(MESSAGE));

    assertThat(failure.getMessage()).contains("kite.xsl, line 8").contains("no type today");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<surprise xmlns='urn:tributary:canonical:1'/>",
        "<product xmlns='urn:tributary:canonical:1' contentType='Opera'/>",
        "<product xmlns='urn:tributary:canonical:1' contentType='Book' shape='round'/>",
        "<product xmlns='urn:tributary:canonical:1'"
            + " contentType='Book'><duration>long</duration></product>",
        "<product xmlns='urn:tributary:canonical:1'"
            + " contentType='Book'><label>a</label><label>b</label></product>",
        "<product contentType='Book'/>",
      })
  void whatIsNoCanonicalDocumentIsRefusedByName(String product) throws IOException {
    var mapping =
        compile(
            "<xsl:template match=\"Release\" mode=\"t:product\">" + product + "</xsl:template>");

    var failure = catchThrowableOfType(StylesheetException.class, () -> mapping.map(MESSAGE));

    assertThat(failure.getMessage()).contains("kite.xsl").contains("not a canonical document");
    assertThat(failure.getMessage())
        .containsAnyOf("surprise", "Opera", "shape", "long", "label", "no namespace");
  }

  private static String releaseType(String expression) {
    return """
    <xsl:function name="t:release-type" as="xs:string?">
      <xsl:param name="release" as="element()"/>
      <xsl:sequence select="%s"/>
    </xsl:function>
    """
        .formatted(expression.replace("\"", "&quot;"));
  }

  private StylesheetMapping compile(String declarations) throws IOException {
    var file = folder.resolve("kite.xsl");
    var base = "<xsl:import href=\"tributary:ern-4.xsl\"/>";
    Files.write(file, stylesheet(base + "\n" + declarations).getBytes(UTF_8));
    return StylesheetMapping.compile(file, Limits.DEFAULT);
  }

  private static String stylesheet(String declarations) {
    return """
    <xsl:stylesheet version="3.0"
        xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
        xmlns:xs="http://www.w3.org/2001/XMLSchema"
        xmlns:t="urn:tributary:mapping">
    %s
    </xsl:stylesheet>
    """
        .formatted(declarations);
  }
}
