package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.Recording;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.Pipeline.Arrangement;
import dev.tributary.ingestion.score.Scored;
import dev.tributary.ingestion.score.Scores;
import dev.tributary.scoring.Reference;
import dev.tributary.scoring.ScoreFiles;
import dev.tributary.scoring.ScoreTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Products are scored beside the whole pipeline.
@Timeout(180)
final class ScoringTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path EP = Path.of("..", "samples", "deliveries").resolve("05-ern-43-ep.xml");
  private static final ScoreTree BY_COMPLETENESS =
      ScoreTree.fit(
          ScoreFiles.specifications(
              "the test",
              """
              {"attributes": [{"name": "completeness", "direction": 1}], "min": 0, "max": 100,
               "references": [{"values": [0], "score": 0}, {"values": [1], "score": 100}]}
              """));

  @TempDir Path folder;
  private final Queue<Message> told = new ConcurrentLinkedQueue<>();
  private Path file;
  private Settings settings;
  private TestSystem system;

  @BeforeEach
  void open() throws Exception {
    file = folder.resolve("scorer.json");
    write(BY_COMPLETENESS);
    settings = settings(file);
    var listening =
        Application.named("listening")
            .consumes(Scoring.NAME, "#")
            .callback(
                message -> {
                  told.add(message);
                  return List.of();
                })
            .build();
    var beside = List.of(Scoring.application(settings).orElseThrow(), listening);
    var arrangement =
        new Arrangement(
            List.of(), beside, Set.of(), UnaryOperator.identity(), Recording.SETTLEMENTS);
    system = TestSystem.in(folder, folder.resolve("providers"), TestTransport.ARTEMIS, arrangement);
  }

  private Settings settings(Path scorer) {
    var declared = new ArrayList<>(new DatabasePlugin().settings());
    declared.addAll(
        List.of(
            Scoring.SCORER, Scoring.REVIEW, PipelineServices.ENRICHERS, PipelineServices.ASSETS));
    var values =
        Map.of(
            "database.folder", folder.toString(),
            "score.scorer", scorer.toString(),
            "score.review", "99.5");
    return Settings.resolve(declared, List.of(new Source("the test", values, false)));
  }

  private void write(ScoreTree tree) throws IOException {
    Files.writeString(file, ScoreFiles.text(tree));
  }

  @AfterEach
  void close() {
    system.close();
  }

  @Test
  void aProductIsScoredBesideWhatItsProviderSaysAndAPoorOneIsToldForReview() throws Exception {
    system.ingest(EP);
    await().atMost(PATIENCE).until(() -> !told.isEmpty());

    var scored = scored();
    assertThat(scored.scorer()).isEqualTo(ScoreFiles.version(BY_COMPLETENESS));
    assertThat(scored.score())
        .isCloseTo(100 * scored.attributes().getOrDefault("completeness", -1.0), within(1e-6))
        .isBetween(10.0, 99.0);
    assertThat(String.join("", system.dump().values())).doesNotContain(scored.scorer());
    var message = told.remove();
    assertThat(message.routingKey()).isEqualTo("review.release");
    assertThat(Json.tree(message.body().utf8()).path("score").doubleValue())
        .isEqualTo(scored.score());
  }

  @Test
  void whatAnEditorCorrectsScoresWhatIsThereAnew() throws Exception {
    system.ingest(EP);
    await().atMost(PATIENCE).until(() -> !told.isEmpty());
    var before = scored();
    var completeness = before.attributes().getOrDefault("completeness", -1.0);
    var corrected =
        BY_COMPLETENESS.with(
            "", new Reference(Optional.of(before.key()), List.of(completeness), 12.5));

    write(corrected);

    await().atMost(PATIENCE).until(() -> scored().score() == 12.5);
    assertThat(scored().scorer()).isEqualTo(ScoreFiles.version(corrected));
  }

  @Test
  void aScorerThatCannotScoreProductsIsRefusedAtTheStart() throws Exception {
    assertThatThrownBy(() -> Scoring.application(settings(folder.resolve("none.json"))))
        .hasMessageContaining("expected the setting score.scorer to name a file that can be read")
        .hasMessageContaining("none.json");
    write(
        ScoreTree.fit(
            ScoreFiles.specifications(
                "the test",
                """
                {"attributes": [{"name": "beauty", "direction": 1}], "min": 0, "max": 1,
                 "references": [{"values": [0], "score": 0}]}
                """)));
    assertThatThrownBy(() -> Scoring.application(settings(file)))
        .hasMessageContaining("to be ones that products have, completeness, artwork, ")
        .hasMessageContaining("got: \"beauty\"");
  }

  private Scored scored() throws InterruptedException {
    try (var scores = DatabasePlugin.read(settings, PipelineDatabases.SCORES)) {
      return scores.read(handle -> Scores.below(handle, Double.MAX_VALUE)).getFirst();
    }
  }
}
