package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.s9api.DocumentBuilder;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/// JSON as mappings see it, and what of it is refused.
class JsonReaderTest {

  private static final Limits SMALL = new Limits(1_000, 4, 20, 50);
  private static final Processor SAXON = new Processor(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"b\":[true,null,\"x\"],\"c\":{\"d e\":-1.50e3,\"\":\"\"}}",
        " [ ] ",
        "[[],{},\"\\u0000 \\uD83D\\uDE00 <&>\", 12345678901234567890]",
        "{\"a/b~c\":\"line\\nline\",\"ü\":\"ö\"}",
      })
  void treeIsTheOneThatJsonToXmlMakes(String json) throws Exception {
    DocumentBuilder builder = SAXON.newDocumentBuilder();
    var source = new InputSource(new ByteArrayInputStream(json.getBytes(UTF_8)));
    XdmItem tree = builder.build(new SAXSource(new JsonReader(Limits.DEFAULT), source));

    assertThat(xpath("serialize(.)", tree))
        .isEqualTo(xpath("serialize(json-to-xml(.))", new XdmAtomicValue(json)));
  }

  @ParameterizedTest(name = "{0}: {1} at {2}, line {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a': 1,\\n 'a': 2} | json.duplicate-key | /a | 2",
        "{'a': [{'b': 1},\\n {'c': {'b': 1, 'b': 1}}]} | json.duplicate-key | /a/1/c/b | 2",
        "{'a': [1,\\n 2 | json.malformed | /a/1 | 2",
        "{'a': 'never closed | json.malformed | /a | 1",
        "{'a':\\n\\n nul} | json.malformed | /a | 3",
        "{'a': 1}\\n{'a': 2} | json.malformed | / | 2",
        "{'a': 1} and more | json.malformed | / | 1",
        "{'a': 1,} | json.malformed | /a | 1",
        "{'a': NaN} | json.malformed | /a | 1",
        "{'a': 1 /* one */} | json.malformed | /a | 1",
        "{'a': 'tab\t'} | json.malformed | /a | 1",
        "[[[[[1]]]]] | json.too-deep | /0/0/0/0 | 1",
        "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1] | json.too-many-values | /19 | 1",
      })
  void whatIsWrongIsToldWithItsPlace(String json, String rule, String path, int line) {
    var finding = refusal(json.replace('\'', '"').replace("\\n", "\n").getBytes(UTF_8));

    assertThat(finding.rule()).isEqualTo(rule);
    assertThat(finding.at()).contains(new Location(path, line));
    assertThat(finding.message()).contains("expected").contains("found").doesNotContain("Source");
  }

  @Test
  void whatIsCutOffIsCalledSo() {
    assertThat(refusal("{\"a\": [1".getBytes(UTF_8)).message()).contains("cut off in line 1");
  }

  @Test
  void bytesThatAreNoUtf8AreRefusedAndAMarkIsPassedOver() throws Exception {
    var latin = refusal("{\"a\":\n \"Blå\"}".getBytes(ISO_8859_1));

    assertThat(latin.rule()).isEqualTo("json.encoding");
    assertThat(latin.at()).contains(new Location("/a", 2));
    var feed = "{\"publications\": []}";
    assertThat(identify(("\uFEFF" + feed).getBytes(UTF_8)).format()).isEqualTo("opds");
    assertThat(identify(("\uFEFF" + feed).getBytes(UTF_16LE)).format()).isEqualTo("opds");
  }

  @Test
  void messageBeyondTheLimitOfBytesIsRefusedBeforeItIsReadToItsEnd() {
    var finding = refusal(("[\"" + "x".repeat(2_000) + "\"]").getBytes(UTF_8));

    assertThat(finding.rule()).isEqualTo("container.too-large");
  }

  @Test
  void providersStylesheetReadsJsonByPathOrAsMaps(@TempDir Path folder) throws Exception {
    var stylesheet = folder.resolve("kite.xsl");
    Files.writeString(
        stylesheet,
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
            xmlns:t="urn:tributary:mapping" xmlns="urn:tributary:canonical:1" expand-text="yes">
          <xsl:import href="tributary:json.xsl"/>
          <xsl:template match="/">
            <xsl:variable name="maps" select="parse-json(xml-to-json(.))"/>
            <delivery format="kite" version="1" type="{$maps(1)?kind}" intent="state">
              <xsl:for-each select="array/map">
                <product contentType="Book">
                  <xsl:sequence select="t:place(.)"/>
                  <title kind="DISPLAY">
                    <xsl:sequence select="t:place(t:member(., 'a title'))"/>
                    <xsl:text>{t:said(., 'a title')}</xsl:text>
                  </title>
                </product>
              </xsl:for-each>
            </delivery>
          </xsl:template>
        </xsl:stylesheet>
        """);
    var mapping = StylesheetMapping.compile(stylesheet, Limits.DEFAULT);

    var document =
        mapping.map(
            Content.of(
                "[{\"kind\": \"x\", \"a title\": \"One\"},\n {\"a title\": [\"Two\"]}]"
                    .getBytes(UTF_8)));

    assertThat(document.header().type()).isEqualTo("x");
    assertThat(document.products().get(1).titles().getFirst().text()).isEqualTo("Two");
    assertThat(document.locate("/products/1")).contains(new Location("/1", 2));
    assertThat(document.locate("/products/1/titles/0")).contains(new Location("/1/a title", 2));
  }

  private static Finding refusal(byte[] json) {
    return catchThrowableOfType(
            MappingException.class, () -> Identification.of(Content.of(json), SMALL))
        .finding();
  }

  private static Identification identify(byte[] json) throws Exception {
    return Identification.of(Content.of(json));
  }

  private static String xpath(String expression, XdmItem context) throws SaxonApiException {
    XPathCompiler compiler = SAXON.newXPathCompiler();
    return compiler.evaluateSingle(expression, context).getStringValue();
  }
}
