package dev.tributary.ingestion.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.Catalogue;
import dev.tributary.ingestion.catalogue.Statement;
import dev.tributary.ingestion.catalogue.Version;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.scoring.ScoreFiles;
import dev.tributary.scoring.ScoreTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScoreboardTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path folder;
  private Database catalogue;
  private Database scores;

  @BeforeEach
  void open() throws Exception {
    catalogue = PipelineDatabases.CATALOGUE.open(folder.resolve("catalogue.db"));
    scores = PipelineDatabases.SCORES.open(folder.resolve("scores.db"));
  }

  @AfterEach
  void close() {
    catalogue.close();
    scores.close();
  }

  @Test
  void aProductThatCannotBeReadKeepsNoOtherFromBeingScored() throws Exception {
    says("04050538123456");
    says("04050538123463");
    var keys = keys();
    change("update product set document = '{\"contentType\": []}' where key = ?", keys.getFirst());

    var unscored = board(() -> NOON).scoreAll();

    assertThat(unscored.count()).isEqualTo(1);
    assertThat(unscored.first().orElseThrow().key()).isEqualTo(keys.getFirst());
    assertThat(score(keys.getFirst())).isEmpty();
    assertThat(score(keys.getLast())).isPresent();
  }

  /// The purge comes after the product was judged, and looks for its score before that is kept.
  @Test
  void whatIsPurgedWhileItIsJudgedHasNoScore() throws Exception {
    says("04050538123456");
    var key = keys().getFirst();
    var whilePurged = board(() -> NOON);
    var board =
        board(
            () -> {
              try {
                change("update product set action = 'PURGE' where key = ?", key);
                whilePurged.score(key);
              } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
              }
              return NOON;
            });

    assertThat(board.score(key)).isEmpty();

    assertThat(score(key)).isEmpty();
  }

  private Scoreboard board(InstantSource clock) throws Exception {
    var tree =
        ScoreTree.fit(
            ScoreFiles.specifications(
                "the test",
                """
                {"attributes": [{"name": "completeness", "direction": 1}], "min": 0, "max": 100,
                 "references": [{"values": [0], "score": 0}, {"values": [1], "score": 100}]}
                """));
    var scorer = Files.writeString(folder.resolve("scorer.json"), ScoreFiles.text(tree));
    var products = new JudgedProducts(catalogue, _ -> Map.of());
    return new Scoreboard(products, ProductScorer.live(scorer), scores, clock);
  }

  private void says(String icpn) throws InterruptedException {
    var product =
        """
        {"contentType": "MusicRelease",
         "identifiers": [{"type": "ICPN", "value": "%s", "valid": true}]}
        """
            .formatted(icpn);
    var statement =
        new Statement(
            "acme",
            Optional.empty(),
            icpn,
            0,
            new Version(NOON, 1, 0),
            Intent.STATE,
            "m",
            Json.readOwn(product, Product.class));
    catalogue.write(transaction -> new Catalogue(() -> NOON).apply(transaction, statement));
  }

  private List<String> keys() throws InterruptedException {
    return new JudgedProducts(catalogue, _ -> Map.of()).keys("");
  }

  private void change(String sql, String key) throws InterruptedException {
    catalogue.write(transaction -> transaction.execute(sql, key));
  }

  private Optional<Scored> score(String key) throws InterruptedException {
    return scores.read(handle -> Scores.find(handle, key));
  }
}
