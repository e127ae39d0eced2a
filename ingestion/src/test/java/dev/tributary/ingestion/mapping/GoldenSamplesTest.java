package dev.tributary.ingestion.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// The samples of formats other than ERN, product by product and word by word.
class GoldenSamplesTest {

  private static final Path SAMPLES = Path.of("../samples/deliveries");
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @MethodSource("goldens")
  void sampleSaysWhatItsGoldenFileSays(String name) throws Exception {
    var content = Content.of(message(name));
    var golden = GoldenSamplesTest.class.getResourceAsStream("golden/" + name + ".json");

    var document =
        Mappings.base().mapping(Identification.of(content), Optional.empty()).map(content);

    var products =
        document.products().stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
    assertThat(JSON.readTree(products)).isEqualTo(JSON.readTree(golden));
    assertThat(document.findings()).isEmpty();
  }

  private static Path message(String name) {
    return Stream.of(name + ".xml", name + ".json", name + "/metadata.xml")
        .map(SAMPLES::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  static Stream<String> goldens() throws Exception {
    try (var files = Files.list(Path.of(GoldenSamplesTest.class.getResource("golden").toURI()))) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList()
          .stream();
    }
  }
}
