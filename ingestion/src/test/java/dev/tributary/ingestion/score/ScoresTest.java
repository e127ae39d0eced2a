package dev.tributary.ingestion.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.TestStorage;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.ingestion.score.JudgedProducts.Filter;
import dev.tributary.ingestion.score.Scores.Kept;
import dev.tributary.ingestion.score.Scores.Past;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(TestStorage.class)
class ScoresTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Filter ALL =
      new Filter(Optional.empty(), Optional.empty(), Optional.empty());

  @Parameter TestStorage storage;
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = storage.open(folder, PipelineDatabases.SCORES);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void ofTwoWhoJudgeAtOnceTheSecondIsToldToJudgeAgain() throws Exception {
    var nothing = kept("acme/1");
    assertThat(put(nothing, scored("acme/1", 40, 1))).isTrue();
    assertThat(put(nothing, scored("acme/1", 90, 2))).isFalse();
    var first = kept("acme/1");
    assertThat(put(first, scored("acme/1", 50, 3))).isTrue();
    assertThat(put(first, scored("acme/1", 60, 4))).isFalse();

    assertThat(kept("acme/1").orElseThrow().scored()).isEqualTo(scored("acme/1", 50, 3));
  }

  @Test
  void theWorstOfThoseBelowALimitComeFirst() throws Exception {
    put(Optional.empty(), scored("acme/1", 40, 1));
    put(Optional.empty(), scored("acme/2", 39.9, 1));
    put(Optional.empty(), scored("acme/3", -3, 1));

    List<Scored> poor = database.read(handle -> Scores.below(handle, 40));

    assertThat(poor).extracting(Scored::key).containsExactly("acme/3", "acme/2");
  }

  @Test
  void whatItScoredBeforeIsRememberedOnceForEachScoreAndScorer() throws Exception {
    put(Optional.empty(), scored("acme/1", 40, 1));
    put(kept("acme/1"), scored("acme/1", 40, 2));
    put(kept("acme/1"), scored("acme/1", 55, 2));
    put(Optional.empty(), scored("acme/2", 7, 1));

    assertThat(past())
        .extracting(Past::key, Past::score)
        .containsExactlyInAnyOrder(
            tuple("acme/1", 40.0), tuple("acme/1", 55.0), tuple("acme/2", 7.0));

    database.write(
        transaction -> {
          Scores.remove(transaction, "acme/1");
          return transaction;
        });
    assertThat(kept("acme/1")).isEmpty();
    assertThat(past()).extracting(Past::key).containsExactly("acme/2");
  }

  private List<Past> past() throws InterruptedException {
    var past = new ArrayList<Past>();
    database.read(
        handle -> {
          Scores.forEachPast(handle, ALL, past::add);
          return handle;
        });
    return past;
  }

  private static Scored scored(String key, double score, double items) {
    return new Scored(
        key, "acme", "Book", score, -10, 100, "version-1", Map.of("items", items), NOW);
  }

  private Optional<Kept> kept(String key) throws InterruptedException {
    return database.read(handle -> Scores.kept(handle, key));
  }

  private boolean put(Optional<Kept> before, Scored scored) throws InterruptedException {
    return database.write(transaction -> Scores.put(transaction, before, scored));
  }
}
