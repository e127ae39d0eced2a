package dev.tributary.ingestion.asset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.asset.Measured.Audio;
import dev.tributary.ingestion.asset.Measured.Damage.Kind;
import dev.tributary.ingestion.asset.Measured.Image;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetChecksTest {
  private static final Duration LONG = Duration.ofSeconds(200);

  @ParameterizedTest
  @CsvSource({
    "a.flac, audio/x-flac,",
    "a.FLAC, audio/x-flac,",
    "a.wav, audio/vnd.wave,",
    "a, audio/x-flac,",
    "a.flac, audio/vnd.wave, asset.type-mismatch",
    "a.wav, audio/mpeg, asset.type-mismatch",
    "a.jpg, text/html, asset.type-mismatch",
    "a.png, image/jpeg, asset.type-mismatch",
    "a.m4a, video/quicktime,",
  })
  void aFileIsWhatItsNameSays(String uri, String type, String rule) {
    assertThat(rules(asset(uri), Measured.of(type)))
        .isEqualTo(Optional.ofNullable(rule).stream().toList());
  }

  @Test
  void howLongItLastsIsComparedToTheSecondUnlessItIsAPreview() {
    assertThat(rules(asset("a.flac"), sound(Duration.ofMillis(199_001), 0.5, 0))).isEmpty();
    assertThat(rules(asset("a.flac"), sound(Duration.ofMillis(198_999), 0.5, 0)))
        .containsExactly("asset.duration-differs");
    var preview =
        Json.read(
            Json.tree(
                """
                {"kind": "audio", "item": "A1", "uri": "a.flac", "preview": true, "state": "PRESENT"}
                """),
            Asset.class);
    assertThat(rules(preview, sound(Duration.ofSeconds(30), 0.5, 0))).isEmpty();
  }

  @Test
  void silenceAndClipsAreToldWithTheirThresholds() {
    assertThat(rules(asset("a.flac"), sound(LONG, 0.0009, 0))).containsExactly("asset.silent");
    assertThat(rules(asset("a.flac"), sound(LONG, 0.0011, 0))).isEmpty();
    assertThat(rules(asset("a.flac"), sound(LONG, 1, 33))).isEmpty();
    assertThat(rules(asset("a.flac"), sound(LONG, 1, 34))).containsExactly("asset.clipped");
  }

  @Test
  void aCoverIsLargeEnoughAndInRgb() {
    assertThat(rules(cover(), image(600, 700, "RGB"))).isEmpty();
    assertThat(rules(cover(), image(599, 700, "RGB"))).containsExactly("image.too-small");
    assertThat(rules(cover(), image(600, 600, "CMYK"))).containsExactly("image.not-rgb");
  }

  @Test
  void whatTakesTooMuchIsToldByItsKind() {
    assertThat(rules(asset("a.flac"), Measured.of("audio/x-flac").damaged(Kind.TOO_LARGE, "")))
        .containsExactly("asset.too-large");
    assertThat(rules(cover(), Measured.of("image/jpeg").damaged(Kind.TOO_LARGE, "")))
        .containsExactly("image.too-large");
  }

  private static List<String> rules(Asset asset, Measured measured) {
    var item =
        Json.read(
            Json.tree(
                """
                {"ref": "A1", "kind": "SoundRecording", "sequence": {}, "duration": "PT3M20S",
                  "bonus": false, "hidden": false, "preview": false}
                """),
            Item.class);
    return AssetChecks.of(asset, Optional.of(item), measured).stream()
        .map(Violation::rule)
        .toList();
  }

  private static Asset asset(String uri) {
    return asset("audio", uri);
  }

  private static Asset cover() {
    return asset("cover", "a.jpg");
  }

  private static Asset asset(String kind, String uri) {
    var tree = Json.object();
    tree.put("kind", kind).put("item", "A1").put("uri", uri).put("preview", false);
    return Json.read(tree.put("state", "PRESENT"), Asset.class);
  }

  private static Measured sound(Duration duration, double peak, long clips) {
    return Measured.of("audio/x-flac")
        .with(new Audio("FLAC", 44_100, 16, 2, 900, duration, peak, clips));
  }

  private static Measured image(int width, int height, String colour) {
    return Measured.of("image/jpeg")
        .with(new Image("jpeg", width, height, colour, Optional.empty()));
  }
}
