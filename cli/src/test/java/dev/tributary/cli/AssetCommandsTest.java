package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What commands show of files that were opened.
@Timeout(180)
final class AssetCommandsTest {
  private static final String SINGLE =
      Path.of("..", "samples", "deliveries", "02-ern-382-single").toString();
  private static final String BARCODE = "2990001000025";

  @TempDir private Path folder;

  @Test
  void anIngestThatOpensFilesTellsWhatTheyAreAndOneThatDoesNotIsAsBefore() {
    assertThat(run("ingest", SINGLE).status()).isZero();
    assertThat(Json.tree(run("product", BARCODE, "--json").out()).has("files")).isFalse();
    assertThat(run("graph").out()).doesNotContain("assets");
  }

  @Test
  void filesAreShownWithTheProduct() {
    assertThat(run("ingest", SINGLE, "--set", "assets.inspect=true").status()).isZero();

    var product = Json.tree(run("product", BARCODE, "--json").out());
    assertThat(product.path("files")).hasSize(2);
    assertThat(product.at("/files/0/measured/audio/duration").stringValue("")).isEqualTo("PT2S");
    assertThat(run("product", BARCODE).out())
        .containsPattern("_01.wav +audio/vnd.wave +PCM, 44100 Hz, 16 bit, 1 channel")
        .containsPattern("_cover.jpg +image/jpeg +jpeg, 800 × 800, RGB +-");
    assertThat(run("graph", "--set", "assets.inspect=true").out()).contains("assets");
  }

  private Line run(String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", folder.resolve("data").toString()));
    return Line.run(line.toArray(String[]::new));
  }
}
