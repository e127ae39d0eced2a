package dev.tributary.ingestion.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What third parties are asked, and how far they are believed.
class SourceTest {
  @Test
  void onlyWhatCanBeAnIsrcIsAskedAbout() {
    var product =
        Json.tree(
            """
            {"items": [{"isrc": "QZABC2600001"}, {"isrc": "unknown"}, {"isrc": "QZABC260000"}, {},
              {"isrc": "QZ-ABC-26-00002"}, {"isrc": "XX1232600003"}, {"isrc": "QZABC2600001"}]}
            """);

    assertThat(new Subject(product, List.of()).isrcs())
        .containsExactly("QZABC2600001", "XX1232600003");
  }

  @Test
  void whatAMappingFindsStandsInTheOrderOfItsFields() {
    var fields = List.of("energy", "genre", "key", "label", "language", "mood", "tempo", "valence");
    var values = fields.stream().collect(Collectors.toMap(Function.identity(), "/"::concat));

    assertThat(new MappedJson("{key}", values, 1).values().keySet())
        .containsExactlyElementsOf(fields);
  }

  @ParameterizedTest
  @CsvSource({"0.6, 0.6", "0, 0", "1, 1", "95, 0.8", "-0.1, 0.8", "1e999, 0.8"})
  void aModelIsAsConfidentAsItSaysUnlessThatIsNoConfidence(String said, double believed) {
    var model = new AskedModel.Model("{version}", Map.of("mood", "/mood"), 0.8);

    assertThat(model.confidence(Json.tree("{\"confidence\": %s}".formatted(said))))
        .isEqualTo(believed);
    assertThat(model.confidence(Json.object())).isEqualTo(0.8);
  }
}
