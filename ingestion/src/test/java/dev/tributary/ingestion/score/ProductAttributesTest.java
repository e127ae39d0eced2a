package dev.tributary.ingestion.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.score.ProductAttributes.OfOthers;
import dev.tributary.ingestion.score.ProductAttributes.Violations;
import org.junit.jupiter.api.Test;

final class ProductAttributesTest {
  private static final Violations NONE = new Violations(0, 0, 0);

  /// 7 of what any product can have, and 2 of the 3 that are asked of items.
  private static final String ALBUM =
      """
      {"contentType": "MusicRelease",
       "identifiers": [{"type": "ICPN", "value": "02990001000018", "valid": true}],
       "titles": [{"kind": "DISPLAY", "text": "Small Weather"}],
       "displayArtists": [{"text": "The Harbour"}],
       "label": "Quay Records",
       "genres": [{"raw": "Folk"}],
       "descriptions": [{"text": "kurz"}, {"text": "länger 𝄞"}],
       "items": [
         {"ref": "1", "kind": "SoundRecording", "sequence": {}, "isrc": "QZES71982312",
          "titles": [{"kind": "DISPLAY", "text": "One"}], "duration": "PT3M",
          "identifiers": [{"type": "ISRC", "value": "QZES71982312", "valid": false}],
          "bonus": false, "hidden": false, "preview": false},
         {"ref": "2", "kind": "SoundRecording", "sequence": {},
          "titles": [{"kind": "DISPLAY", "text": "Two"}], "duration": "PT4M",
          "bonus": false, "hidden": false, "preview": false}],
       "assets": [
         {"kind": "cover", "uri": "a.jpg", "width": 3000, "height": 2900, "preview": false,
          "state": "PRESENT"},
         {"kind": "cover", "uri": "b.jpg", "width": 4000, "height": 100, "preview": false,
          "state": "PRESENT"},
         {"kind": "audio", "item": "1", "uri": "1.flac", "bitRate": 900.5, "preview": false,
          "state": "PRESENT"},
         {"kind": "audio", "item": "1", "uri": "p.mp3", "bitRate": 64, "preview": true,
          "state": "PRESENT"},
         {"kind": "audio", "item": "2", "uri": "2.flac", "bitRate": 1411, "preview": false,
          "state": "MISSING"}]}
      """;

  @Test
  void areReckonedFromWhatTheProviderSays() {
    var attributes =
        ProductAttributes.of(
            Json.read(ALBUM, Product.class), new Violations(1, 2, 3), new OfOthers(5, 4, 600));

    assertThat(attributes)
        .containsEntry("completeness", 9.0 / 14)
        .containsEntry("artwork", 2900.0)
        .containsEntry("audioBitRate", 900.5)
        .containsEntry("assetsAbsent", 1.0)
        .containsEntry("items", 2.0)
        .containsEntry("itemsIdentified", 0.5)
        .containsEntry("invalidIdentifiers", 1.0)
        .containsEntry("contributors", 0.0)
        .containsEntry("genres", 1.0)
        .containsEntry("genresMapped", 0.0)
        .containsEntry("description", 8.0)
        .containsEntry("deals", 0.0)
        .containsEntry("errors", 1.0)
        .containsEntry("warnings", 2.0)
        .containsEntry("infos", 3.0)
        .containsEntry("enriched", 5.0)
        .containsEntry("contradicted", 4.0)
        .hasSize(17);
  }

  @Test
  void aCoverThatWasOpenedCountsByItsRealSize() {
    var album = Json.read(ALBUM, Product.class);

    assertThat(ProductAttributes.of(album, NONE, new OfOthers(0, 0, 3000)))
        .containsEntry("artwork", 3000.0);
  }

  @Test
  void aProductWithNothingHasThemAllTheSame() {
    var nothing = Json.read("{\"contentType\": \"Book\"}", Product.class);

    assertThat(ProductAttributes.of(nothing, NONE, OfOthers.NOTHING))
        .containsOnlyKeys(ProductAttributes.names())
        .allSatisfy((_, value) -> assertThat(value).isZero());
  }
}
