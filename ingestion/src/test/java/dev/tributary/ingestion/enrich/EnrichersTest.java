package dev.tributary.ingestion.enrich;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrichersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"https://me:secret@api.example/", "https://me:secret@api.example/ v1"})
  void aUserInAUrlIsRefusedAndNotShown(String url) throws Exception {
    var file =
        Files.writeString(
            folder.resolve("enrichers.yaml"), "books:\n  kind: open-library\n  url: " + url + "\n");

    assertThatThrownBy(() -> Enrichers.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("books: expected its url")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "-0.1", "80", ".nan"})
  void aConfidenceIsFromZeroToOne(String confidence) throws Exception {
    var file =
        Files.writeString(
            folder.resolve("enrichers.yaml"),
            """
            genres:
              kind: json
              url: https://genres.example/v1/
              path: tracks?isrc={isrc}
              values: {genre: /genre}
              confidence: %s
            """
                .formatted(confidence));

    assertThatThrownBy(() -> Enrichers.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("genres: ")
        .hasMessageContaining("confidence");
  }
}
