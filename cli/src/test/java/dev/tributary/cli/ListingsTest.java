package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the listings have in common.
@Timeout(120)
final class ListingsTest {
  private static final Path BROKEN = Path.of("..", "samples", "deliveries", "broken");

  @TempDir private Path folder;

  @Test
  void whatIsLeftOutIsSaid() {
    ingestTwo();

    assertThat(run("deliveries", "--limit", "1").out())
        .contains("… more than 1; --limit shows more, --provider or --state fewer");
    assertThat(run("deliveries", "--limit", "2").out()).doesNotContain("more than");
    var one = Json.tree(run("deliveries", "--limit", "1", "--json").out());
    assertThat(one.path("deliveries")).hasSize(1);
    assertThat(one.path("more").booleanValue(false)).isTrue();
    var both = Json.tree(run("deliveries", "--json").out());
    assertThat(both.path("deliveries")).hasSize(2);
    assertThat(both.path("more").booleanValue(true)).isFalse();
    assertThat(Instant.parse(both.at("/deliveries/0/receivedAt").stringValue("")))
        .isBefore(Instant.now());
  }

  @Test
  void aListingOfNothingIsWrongUsage() {
    ingestTwo();

    for (var listing : List.of("deliveries", "products", "failures", "matches")) {
      for (var limit : List.of("0", "-1")) {
        var refused = run(listing, "--limit", limit);

        assertThat(refused.status()).as(listing).isEqualTo(Main.USAGE);
        assertThat(refused.messages()).contains("expected --limit to be 1 or more, got: " + limit);
      }
    }
    assertThat(run("reconcile", "--limit", "-1").messages())
        .contains("expected --limit to be 0 or more, got: -1");
    assertThat(run("products", "--limit", Integer.toString(Integer.MAX_VALUE)).status()).isZero();
    assertThat(run("products", "--help").out()).contains("1 or more (default: 1000)");
  }

  private void ingestTwo() {
    var ingested =
        run(
            "ingest",
            BROKEN.resolve("empty.xml").toString(),
            BROKEN.resolve("not-xml.xml").toString());
    assertThat(ingested.status()).as(ingested.messages()).isZero();
  }

  private Line run(String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", folder.resolve("data").toString()));
    return Line.run(line.toArray(String[]::new));
  }
}
