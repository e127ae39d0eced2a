package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.ingestion.RealDeliveries;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Product.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a provider's folder may hold besides a stylesheet: a pre-wash, Java that the stylesheet
/// calls, and a mapping in Java.
class ProviderFolderTest {

  private static final Path SAMPLE = Path.of("../samples/providers");

  private static final Content FEED =
      Content.of(
          "<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'>\n<id>urn:x</id><title>A & B</title>\n"
              .concat("<entry><id>1</id><length>about an hour</length>")
              .concat("<link rel='enclosure' href='https://x.example/1.mp3'/></entry></feed>")
              .getBytes(UTF_8));

  @TempDir private Path providers;

  @Test
  void sampleProviderIsWashedAndItsLengthsAreReadInJava() throws IOException {
    var mappings = Mappings.open(SAMPLE, Limits.DEFAULT);
    var content = Content.of(SAMPLE.resolve("tin-roof/samples/releases.json"));

    assertThatThrownBy(() -> Identification.of(content)).hasMessageContaining("json.malformed");
    var document = map(mappings, "tin-roof", content);

    var release = document.products().getFirst();
    assertThat(release.titles().getFirst().text())
        .isEqualTo("Tin Roof Weather, and other \"weathers\"");
    assertThat(release.items())
        .extracting(item -> item.titles().getFirst().text(), Item::duration)
        .containsExactly(
            tuple("Gutters", Optional.of(Duration.ofSeconds(205))),
            tuple("屋根 (Roof),]", Optional.of(Duration.ofSeconds(45))));
    assertThat(document.products().get(1).identifiers().getFirst().value()).isEqualTo("TIN-002S");
    assertThat(document.locate("/products/1")).contains(new Location("/1", 13));
  }

  @ParameterizedTest
  @CsvSource({
    "releases.json, 0, 楽園 ?, assets/album-art/rain-001.jpg",
    "tracks.json, 30, 楽園 ?, assets/album-art/rain-001.jpg",
  })
  void realCatalogueOfALabelIsReadByAProvidersOwnMapping(
      String file, int items, String fifthTitle, String cover) throws IOException {
    var path = RealDeliveries.folder().resolve("csv-catalogue/rainout").resolve(file);
    assumeTrue(Files.isRegularFile(path), "skipped: no real deliveries here");

    var document = map(Mappings.open(SAMPLE, Limits.DEFAULT), "tin-roof", Content.of(path));

    assertThat(document.products()).hasSize(11);
    assertThat(document.products().stream().mapToInt(product -> product.items().size()).sum())
        .isEqualTo(items);
    assertThat(document.products().get(4).titles().getFirst().text()).isEqualTo(fifthTitle);
    assertThat(document.products().getFirst().releaseDate()).contains("2024-12-25");
    assertThat(document.products().getFirst().assets().getFirst().uri()).isEqualTo(cover);
  }

  @Test
  void stylesAndJavaWashOneAfterTheOtherAndTheBaseMappingReadsWhatComesOut() throws IOException {
    provider("prewash: [Ampersands.java, lengths.xsl]");
    ampersands("&amp;");
    write(
        "lengths.xsl",
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
            xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
          <xsl:mode on-no-match="shallow-copy"/>
          <xsl:template match="length">
            <itunes:duration>3600</itunes:duration>
          </xsl:template>
        </xsl:stylesheet>
        """);
    var mappings = Mappings.open(providers, Limits.DEFAULT);

    var document = map(mappings, "kite", FEED);

    var show = document.products().getFirst();
    assertThat(show.titles().getFirst().text()).isEqualTo("A & B");
    assertThat(show.items().getFirst().duration()).contains(Duration.ofHours(1));
    assertThat(document.locate("/products/0/titles/0")).contains(new Location("/feed/title", 3));
    assertThat(document.locate("/products/0/items/0")).contains(new Location("/feed/entry", 4));
  }

  @Test
  void changedJavaIsNoticedAndMakesAnotherVersion() throws IOException {
    provider("prewash: [Ampersands.java]");
    ampersands("&amp;");
    var before = Mappings.open(providers, Limits.DEFAULT);
    var version = version(before);
    ampersands("und");

    assertThat(before.isStale()).isTrue();
    var after = Mappings.open(providers, Limits.DEFAULT);
    assertThat(map(after, "kite", FEED).products().getFirst().titles().getFirst().text())
        .isEqualTo("A und B");
    assertThat(version(after)).isNotEqualTo(version).hasSize(64);
    assertThat(version(Mappings.open(providers, Limits.DEFAULT))).isEqualTo(version(after));
  }

  @Test
  void mappingMayBeAClassInJava() throws IOException {
    provider("mapping: Kite.java");
    write(
        "Kite.java",
        """
        import dev.tributary.ingestion.mapping.*;
        import dev.tributary.ingestion.model.CanonicalDocument;
        public final class Kite implements Mapping {
          public String version() { return "kite"; }
          public CanonicalDocument map(Content content) {
            throw MappingException.of("provider.empty", "expected a kite, found none");
          }
        }
        """);
    var mappings = Mappings.open(providers, Limits.DEFAULT);

    assertThatThrownBy(() -> map(mappings, "kite", Content.of("<kite/>".getBytes(UTF_8))))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("expected a kite");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "return nothing; | Kite.java:2: error: cannot find symbol",
        "return null; } public static int length(String x) { return 1; | take strings and give one",
        "return null; } public static String iso(String x, String y) { return x; | one method of each"
            + " name",
      })
  void javaThatCannotBeUsedIsToldWithItsPlace(String body, String words) throws IOException {
    function(body);
    var mappings = Mappings.open(providers, Limits.DEFAULT);

    assertThatThrownBy(() -> map(mappings, "kite", Content.of("<x/>".getBytes(UTF_8))))
        .isInstanceOf(StylesheetException.class)
        .hasMessageContaining("Kite.java")
        .hasMessageContaining(words);
  }

  @Test
  void functionThatFailsIsToldWithWhatItWasGiven() throws IOException {
    function("throw new IllegalStateException(\"no idea\");");
    var mappings = Mappings.open(providers, Limits.DEFAULT);

    assertThatThrownBy(() -> map(mappings, "kite", Content.of("<x>7</x>".getBytes(UTF_8))))
        .isInstanceOf(StylesheetException.class)
        .hasMessageContaining("kite.xsl, line")
        .hasMessageContaining("Kite.iso[7] failed")
        .hasMessageContaining("no idea");
  }

  @Test
  void functionsOfOneProviderAreNotTheOthers() throws IOException {
    function("return \"1\";");
    write("../blue/provider.yaml", "name: blue\nmapping: blue.xsl\n");
    Files.copy(providers.resolve("kite/kite.xsl"), providers.resolve("blue/blue.xsl"));
    var mappings = Mappings.open(providers, Limits.DEFAULT);
    var content = Content.of("<x>7</x>".getBytes(UTF_8));

    assertThat(map(mappings, "kite", content).header().type()).isEqualTo("1");
    assertThatThrownBy(() -> map(mappings, "blue", content))
        .isInstanceOf(StylesheetException.class)
        .hasMessageContaining("iso");
  }

  private void function(String body) throws IOException {
    provider("mapping: kite.xsl\nfunctions: [Kite.java]");
    write(
        "Kite.java",
        """
        public final class Kite {
          public static String iso(String text) { %s }
        }
        """
            .formatted(body));
    write(
        "kite.xsl",
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:k="java:Kite">
          <xsl:template match="/">
            <delivery xmlns="urn:tributary:canonical:1" format="x" version="1" intent="state" type="{k:iso(string(x))}"/>
          </xsl:template>
        </xsl:stylesheet>
        """);
  }

  /// A feed whose ampersands are not written as XML has it.
  private void ampersands(String replacement) throws IOException {
    write(
        "Ampersands.java",
        """
        import static java.nio.charset.StandardCharsets.UTF_8;
        final class Ampersands implements dev.tributary.ingestion.mapping.Prewash {
          @Override public byte[] wash(byte[] message) {
            return new String(message, UTF_8).replace("&", "%s").getBytes(UTF_8);
          }
        }
        """
            .formatted(replacement));
  }

  private void provider(String lines) throws IOException {
    write("provider.yaml", "name: kite\n" + lines + "\n");
  }

  private void write(String name, String text) throws IOException {
    var file = providers.resolve("kite").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String version(Mappings mappings) throws IOException {
    var provider = Optional.of(mappings.provider("kite"));
    return mappings.mapping(mappings.identify(FEED, provider), provider).version();
  }

  private static CanonicalDocument map(Mappings mappings, String name, Content content)
      throws IOException {
    var provider = Optional.of(mappings.provider(name));
    return mappings.mapping(mappings.identify(content, provider), provider).map(content);
  }
}
