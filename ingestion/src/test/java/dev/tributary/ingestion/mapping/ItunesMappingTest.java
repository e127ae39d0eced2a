package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.model.Product.Deal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What becomes of an iTunes package that is not as its specification has it.
class ItunesMappingTest {

  private static final Path SAMPLE =
      Path.of("../samples/deliveries/17-itmsp-single.itmsp/metadata.xml");

  @Test
  void aStartThatIsNoDateStaysAsItIsWrittenLestTheDealBeginAtOnce() throws IOException {
    var message =
        Files.readString(SAMPLE)
            .replaceFirst("(<sales_start_date>)[^<]*", "$1in spring")
            .getBytes(UTF_8);
    var content = Content.of(message);

    var document =
        Mappings.base().mapping(Identification.of(content), Optional.empty()).map(content);

    assertThat(document.products().getFirst().deals())
        .extracting(Deal::validity)
        .extracting(validity -> validity.start().orElse("-"))
        .contains("in spring");
    assertThat(document.findings()).extracting(found -> found.rule()).containsOnly("schema.value");
  }
}
