package dev.tributary.ingestion.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Description;
import dev.tributary.ingestion.model.Product.Genre;
import dev.tributary.ingestion.model.Product.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class VocabulariesTest {
  private static final Product ALBUM =
      Json.read(
          """
          {"contentType": "MusicRelease",
           "titles": [{"kind": "DISPLAY", "text": "English", "language": "Français"}],
           "genres": [{"raw": "FOLK-MUSIC"}, {"raw": "Rock", "sub": "Indie"}, {"raw": "Polka"}],
           "languages": ["eng", "Klingon"],
           "descriptions": [{"text": "A walk", "language": "EN"}],
           "items": [{"ref": "1", "kind": "SoundRecording", "sequence": {},
             "languageOfPerformance": "Englisch", "genres": [{"raw": "folk music"}],
             "bonus": false, "hidden": false, "preview": false}],
           "deals": [{"territories": {"included": ["uk", "DE"], "excluded": ["U.K."]},
             "validity": {}, "takedown": false}]}
          """,
          Product.class);

  @TempDir Path folder;

  @Test
  void genresAreMappedAndNamesOfLanguagesAndTerritoriesBecomeTheirCodes() throws IOException {
    write("genres", "Folk: [folk music]\nIndie Rock: [Rock / Indie]\nRock: []\n");
    write("languages", "en: [eng, English, Englisch]\nfr: [français]\n");
    write("territories", "GB: [UK, United Kingdom]\n");

    var product = worded(Vocabularies.in(folder));

    assertThat(product.genres())
        .containsExactly(
            new Genre("FOLK-MUSIC", Optional.empty(), Optional.of("Folk")),
            new Genre("Rock", Optional.of("Indie"), Optional.of("Indie Rock")),
            new Genre("Polka", Optional.empty(), Optional.empty()));
    assertThat(product.languages()).containsExactly("en", "Klingon");
    assertThat(product.descriptions())
        .containsExactly(new Description("A walk", Optional.of("en")));
    assertThat(product.titles().getFirst().language()).hasValue("fr");
    assertThat(product.titles().getFirst().text()).isEqualTo("English");
    assertThat(product.items())
        .extracting(Item::languageOfPerformance)
        .containsExactly(Optional.of("en"));
    assertThat(product.items().getFirst().genres().getFirst().mapped()).hasValue("Folk");
    assertThat(product.deals().getFirst().territories().included()).containsExactly("GB", "DE");
    assertThat(product.deals().getFirst().territories().excluded()).containsExactly("GB");
  }

  @Test
  void withoutTablesNothingChanges() throws IOException {
    assertThat(worded(Vocabularies.in(folder))).isEqualTo(ALBUM);
    assertThat(worded(Vocabularies.none())).isEqualTo(ALBUM);
  }

  @Test
  void whatAnEditorChangesCountsFromThenOnAndWhatIsBrokenDoesNot() throws IOException {
    var vocabularies = Vocabularies.in(folder);
    write("genres", "Dance: polka\n");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> worded(vocabularies).genres().getLast().mapped().equals(Optional.of("Dance")));

    write("genres", "Dance: [polka\n");
    await()
        .during(Duration.ofMillis(1500))
        .atMost(Duration.ofSeconds(20))
        .until(() -> worded(vocabularies).genres().getLast().mapped().equals(Optional.of("Dance")));
    write("genres", "Traditional: [polka]\n");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                worded(vocabularies)
                    .genres()
                    .getLast()
                    .mapped()
                    .equals(Optional.of("Traditional")));
  }

  @Test
  void whatATableCannotSayIsRefusedWithItsFile() throws IOException {
    assertRefused("genres", "Folk: [polka]\nDance: [Polka]\n", "found \"Polka\" for Folk and for");
    assertRefused("genres", "- Folk\n", "expected the catalogue's words, each with a list");
    assertRefused("genres", "Folk: {a: b}\n", "expected a list of words for Folk");
    assertRefused("languages", "English: [eng]\n", "expected the code of a language such as en");
    assertRefused("territories", "UK!: [GB]\n", "expected the code of a territory such as GB");
    assertRefused("territories", "GB: [", "expected YAML, found");
  }

  private void assertRefused(String table, String text, String message) throws IOException {
    write(table, text);
    assertThatThrownBy(() -> Vocabularies.in(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(table + ".yaml: ")
        .hasMessageContaining(message);
    Files.delete(folder.resolve(table + ".yaml"));
  }

  private void write(String table, String text) throws IOException {
    Files.writeString(folder.resolve(table + ".yaml"), text);
  }

  private static Product worded(Vocabularies vocabularies) {
    var header =
        new Header(
            "ern",
            "4.3",
            "NewReleaseMessage",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Intent.STATE,
            false);
    var document = new CanonicalDocument(header, List.of(ALBUM), List.of(), Map.of());
    return vocabularies.apply(document).products().getFirst();
  }
}
