package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(300)
final class ScoreProductsTest {
  private static final String SAMPLES = "../samples/deliveries";
  private static final String BY_COMPLETENESS =
      """
      {"attributes": [{"name": "completeness", "direction": 1}, {"name": "warnings", "direction": -1}],
       "min": 0, "max": 100,
       "references": [{"values": [1, 0], "score": 100}, {"values": [0, 20], "score": 0}]}
      """;

  @TempDir private Path folder;
  private String out = "";
  private String messages = "";

  @Test
  void productsOfTheCatalogueAreScoredByTheirAttributes() throws IOException {
    assertThat(run("ingest", SAMPLES)).isZero();
    var scorer = fit("scorer.json", BY_COMPLETENESS);

    assertThat(run("score", "attributes", "2990001000018")).isZero();
    var album = Json.tree(out);
    assertThat(album.path("contentType").stringValue()).isEqualTo("MusicRelease");
    assertThat(album.path("attributes").path("items").doubleValue()).isEqualTo(5);
    assertThat(album.path("attributes").path("completeness").doubleValue()).isBetween(0.3, 1.0);

    assertThat(run("score", "products", scorer, "--json")).isZero();
    var rows = elements(Json.tree(out).path("products"));
    assertThat(rows).hasSizeGreaterThan(5);
    assertThat(rows)
        .extracting(row -> row.path("score").doubleValue())
        .isSorted()
        .allSatisfy(score -> assertThat(score).isBetween(0.0, 100.0));
    var median = rows.get(rows.size() / 2).path("score").doubleValue();

    assertThat(run("score", "products", scorer, "--below", Double.toString(median))).isZero();
    assertThat(out.lines()).hasSizeBetween(2, rows.size());
    assertThat(out).startsWith("SCORE");

    assertThat(run("score", "products", scorer, "2990001000018", "--explain")).isZero();
    assertThat(Json.tree(out).path("explanation").path("lowerBy").path(0).stringValue())
        .isEqualTo("reference 2");

    assertThat(run("score", "providers", scorer, "--by", "month", "--below", "101", "--json"))
        .isZero();
    var cards = elements(Json.tree(out).path("providers"));
    assertThat(cards).extracting(card -> card.path("products").intValue()).isNotEmpty();
    assertThat(cards.stream().mapToInt(card -> card.path("products").intValue()).sum())
        .isEqualTo(rows.size());
    assertThat(cards)
        .allSatisfy(
            card -> {
              assertThat(card.path("period").stringValue()).matches("[0-9]{4}-[0-9]{2}");
              assertThat(card.path("below")).isEqualTo(card.path("products"));
            });
    assertThat(run("score", "providers", scorer)).isZero();
    assertThat(out).startsWith("PROVIDER");
  }

  @Test
  void whatProductsDoNotHaveIsRefusedByName() throws IOException {
    assertThat(run("ingest", SAMPLES + "/01-ern-43-album")).isZero();
    var scorer = fit("other.json", BY_COMPLETENESS.replace("warnings", "beauty"));

    assertThat(run("score", "products", scorer)).isEqualTo(Main.USAGE);
    assertThat(messages).contains("completeness, artwork, ", "got: \"beauty\"");
    var fitting = fit("fitting.json", BY_COMPLETENESS);
    assertThat(run("score", "products", fitting, "--type", "Records")).isEqualTo(Main.USAGE);
    assertThat(messages).contains("expected --type to be one of MusicRelease, ");
    assertThat(run("score", "attributes", "no-such-key")).isEqualTo(Main.USAGE);
    assertThat(messages).contains("no product no-such-key in the catalogue");
  }

  @Test
  void whatProductsScoreIsKeptShownAndCorrected() throws IOException {
    var scorer = fit("kept.json", BY_COMPLETENESS);
    var kept = new String[] {"--set", "score.scorer=" + scorer, "--set", "score.review=99"};
    assertThat(run(kept, "ingest", SAMPLES + "/01-ern-43-album")).as(messages).isZero();

    assertThat(run(kept, "product", "2990001000018", "--json")).isZero();
    var score = Json.tree(out).path("score");
    assertThat(score.path("score").doubleValue()).isBetween(0.0, 99.0);
    assertThat(score.path("review").booleanValue(false)).isTrue();
    assertThat(run("product", "2990001000018")).isZero();
    assertThat(out).containsPattern("score +[0-9]+\\.[0-9]  \\(between .* scorer [0-9a-f]{16}");
    assertThat(run(kept, "products", "--review", "--json")).isZero();
    assertThat(Json.tree(out).path("products").path(0).path("score"))
        .isEqualTo(score.path("score"));
    assertThat(run("products", "--review")).isEqualTo(Main.USAGE);
    assertThat(messages).contains("expected the setting score.review to say");
    assertThat(run("score", "providers", "--by", "day", "--json")).isZero();
    assertThat(Json.tree(out).path("providers").path(0).path("products").intValue()).isEqualTo(1);

    assertThat(run(kept, "score", "explain", "--product", "2990001000018")).isZero();
    assertThat(Json.tree(out).path("score")).isEqualTo(score.path("score"));
    assertThat(run(kept, "score", "add", "--product", "2990001000018", "--score", "101"))
        .isEqualTo(Main.USAGE);
    assertThat(run(kept, "score", "add", "--product", "2990001000018", "--score", "33")).isZero();
    assertThat(run(kept, "score", "explain", "--product", "2990001000018")).isZero();
    assertThat(Json.tree(out).path("score").doubleValue()).isEqualTo(33.0);
  }

  private int run(String[] settings, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(settings));
    return run(all.toArray(String[]::new));
  }

  private String fit(String name, String specification) throws IOException {
    var written = Files.writeString(folder.resolve("specification-" + name), specification);
    var scorer = folder.resolve(name).toString();
    var fitted = Line.run("score", "fit", written.toString(), "--out", scorer);
    assertThat(fitted.status()).as(fitted.messages()).isZero();
    return scorer;
  }

  private int run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    var line = Line.run(all.toArray(String[]::new));
    out = line.out();
    messages = line.messages();
    return line.status();
  }

  private static List<JsonNode> elements(JsonNode array) {
    var elements = new ArrayList<JsonNode>();
    array.forEach(elements::add);
    return elements;
  }
}
