package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages that somebody made to break us. They are refused before they cost anything.
class HostileMessagesTest {

  private static final String ROOT =
      "<e:NewReleaseMessage xmlns:e=\"http://ddex.net/xml/ern/43\"><MessageHeader/>";
  private static final Mapping MAPPING = StylesheetMapping.packaged("ern-4.xsl", Limits.DEFAULT);

  @TempDir private Path folder;

  @Test
  void externalEntityIsNotRead() throws IOException {
    var secret = Files.writeString(folder.resolve("secret.txt"), "hunter2");

    var finding =
        refusal(
            """
            <!DOCTYPE e:NewReleaseMessage [<!ENTITY x SYSTEM "%s">]>
            """
                    .formatted(secret.toUri())
                + ROOT
                + "<X>&x;</X></e:NewReleaseMessage>");

    assertThat(finding.rule()).isEqualTo("xml.doctype");
    assertThat(finding.message()).contains(secret.toUri().toString()).doesNotContain("hunter2");
  }

  @Test
  void externalDtdAndParameterEntityAreNotFetched() {
    var dtd = refusal("<!DOCTYPE e SYSTEM \"http://example.invalid/e.dtd\">" + ROOT);
    var parameter =
        refusal("<!DOCTYPE e [<!ENTITY % p SYSTEM \"http://example.invalid/p\"> %p;]>" + ROOT);

    assertThat(dtd.rule()).isEqualTo("xml.doctype");
    assertThat(dtd.message()).contains("http://example.invalid/e.dtd");
    assertThat(parameter.rule()).isEqualTo("xml.doctype");
  }

  @Test
  void billionLaughsAreRefused() {
    var dtd = new StringBuilder("<!DOCTYPE e [<!ENTITY l0 \"ha\">");
    for (var i = 1; i < 10; i++) {
      dtd.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
    }

    var finding = refusal(dtd + "]>" + ROOT + "<X>&l9;</X></e:NewReleaseMessage>");

    assertThat(finding.rule()).isEqualTo("xml.doctype");
  }

  @Test
  void entitiesThatGrowInAnAttributeAreRefused() {
    var dtd = new StringBuilder("<!DOCTYPE e [<!ENTITY l0 \"ha\">");
    for (var i = 1; i < 10; i++) {
      dtd.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
    }

    var finding = refusal(dtd + "]>" + ROOT + "<X a=\"&l9;\"/></e:NewReleaseMessage>");

    assertThat(finding.rule()).isEqualTo("xml.doctype");
  }

  @Test
  void aFewCharactersManyTimesAreRefusedOnceTheyAreTooMany() {
    var dtd = "<!DOCTYPE e [<!ENTITY a \"" + "a".repeat(4_000) + "\">]>";

    var finding = refusal(dtd + ROOT + "<X>" + "&a;".repeat(1_000) + "</X></e:NewReleaseMessage>");

    assertThat(finding.rule()).isEqualTo("xml.doctype");
  }

  @Test
  void escapedCharactersMayBeAsManyAsTheyAre() throws IOException {
    var id = "&lt;&amp;&gt;".repeat(100_000);
    var document =
        MAPPING.map(
            content(
                "<e:NewReleaseMessage xmlns:e=\"http://ddex.net/xml/ern/43\"><MessageHeader>"
                    + "<MessageId>%s</MessageId></MessageHeader></e:NewReleaseMessage>"
                        .formatted(id)));

    assertThat(document.header().messageId().orElseThrow()).hasSize(300_000);
  }

  @Test
  void documentTypeThatIsKnownMayNotReferToAnythingElse() {
    var finding =
        refusal(
            "<!DOCTYPE ONIXMessage SYSTEM \"http://example.invalid/onix.dtd\""
                + " [<!ENTITY %% x SYSTEM \"http://example.invalid/x\"> %%x;]><ONIXMessage/>"
                    .formatted());

    assertThat(finding.rule()).isEqualTo("xml.doctype");
    assertThat(finding.message()).contains("http://example.invalid/x");
  }

  @Test
  void quadraticBlowUpIsRefused() {
    var dtd = "<!DOCTYPE e [<!ENTITY a \"" + "a".repeat(20_000) + "\">]>";

    var finding = refusal(dtd + ROOT + "<X>" + "&a;".repeat(1_000) + "</X></e:NewReleaseMessage>");

    assertThat(finding.rule()).isEqualTo("xml.doctype");
  }

  @Test
  void manyDeclarationsAreRefused() {
    var dtd = new StringBuilder("<!DOCTYPE e [");
    for (var i = 0; i < 10_000; i++) {
      dtd.append("<!ENTITY e%d \"x\">".formatted(i));
    }

    assertThat(refusal(dtd + "]>" + ROOT).rule()).isEqualTo("xml.doctype");
  }

  @Test
  void fewEntitiesOfTheInternalSubsetAreRead() throws IOException {
    var document =
        MAPPING.map(
            content(
                "<!DOCTYPE e [<!ENTITY copy \"©\">]>"
                    + "<e:NewReleaseMessage xmlns:e=\"http://ddex.net/xml/ern/43\"><MessageHeader>"
                    + "<MessageId>&copy;</MessageId></MessageHeader></e:NewReleaseMessage>"));

    assertThat(document.header().messageId()).hasValue("©");
  }

  @Test
  void nestedElementsAreRefusedAtTheLimitOfDepth() {
    var finding = refusal(ROOT + "<a>".repeat(200_000));

    assertThat(finding.rule()).isEqualTo("xml.too-deep");
    assertThat(finding.message()).contains("256");
    assertThat(finding.at().orElseThrow().path()).hasSizeLessThan(200);
  }

  @Test
  void tooManyElementsAreRefused() {
    var few = StylesheetMapping.packaged("ern-4.xsl", new Limits(1 << 20, 256, 1_000, 50_000));

    var finding = refusal(few, content(ROOT + "<a/>".repeat(2_000)));

    assertThat(finding.rule()).isEqualTo("xml.too-many-elements");
  }

  @Test
  void hugeMessageIsReadNoFurtherThanTheLimitOfBytes() {
    var read = new AtomicLong();
    var endless = new Endless(200L << 20, read);

    var finding =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> refusal(MAPPING, () -> endless));

    assertThat(finding.rule()).isEqualTo("container.too-large");
    assertThat(finding.message()).contains("67,108,864");
    assertThat(read.get()).isLessThan(65L << 20);
  }

  @Test
  void undeclaredEntityAndTruncatedMessageAreMalformed() {
    var entity = refusal(ROOT + "<X>&nbsp;</X></e:NewReleaseMessage>");
    var truncated = refusal(ROOT + "<ResourceList>");

    assertThat(entity.rule()).isEqualTo("xml.malformed");
    assertThat(entity.message()).contains("nbsp");
    assertThat(truncated.rule()).isEqualTo("xml.malformed");
    assertThat(truncated.at().orElseThrow().path()).isEqualTo("/e:NewReleaseMessage/ResourceList");
  }

  @Test
  void xincludeIsJustAnElement() throws IOException {
    var document =
        MAPPING.map(
            content(
                ROOT
                    + "<i:include xmlns:i=\"http://www.w3.org/2001/XInclude\""
                    + " href=\"file:///etc/passwd\"/></e:NewReleaseMessage>"));

    assertThat(document.findings())
        .anyMatch(finding -> finding.value().equals(Optional.of("include")));
  }

  @Test
  void aDateWithoutEndIsNoDate() throws IOException {
    var onix = StylesheetMapping.packaged("onix-3.xsl", Limits.DEFAULT);
    var digits = "20260310".repeat(20_000);

    var mapped =
        onix.map(
            content(
                "<ONIXMessage release=\"3.0\"><Header><SentDateTime>%s</SentDateTime></Header></ONIXMessage>"
                    .formatted(digits)));

    assertThat(mapped.header().createdAt()).hasValue(digits);
  }

  private static Finding refusal(String message) {
    return refusal(MAPPING, content(message));
  }

  private static Finding refusal(Mapping mapping, Content content) {
    return catchThrowableOfType(MappingException.class, () -> mapping.map(content)).finding();
  }

  private static Content content(String message) {
    return Content.of(message.getBytes(UTF_8));
  }

  /// A message of that many bytes, most of them one text.
  private static final class Endless extends InputStream {

    private final byte[] start = (ROOT + "<X>").getBytes(UTF_8);
    private final long size;
    private final AtomicLong read;

    Endless(long size, AtomicLong read) {
      this.size = size;
      this.read = read;
    }

    @Override
    public int read() {
      var at = read.getAndIncrement();
      if (at >= size) {
        return -1;
      }
      return at < start.length ? start[(int) at] : 'x';
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      var some = 0;
      while (some < length && some < 8192) {
        buffer[offset + some++] = (byte) read();
      }
      return some;
    }
  }
}
