package dev.tributary.ingestion.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.TestStorage;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.nio.file.Path;
import java.time.Instant;
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
class FindingsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Finding MOOD = new Finding(Optional.empty(), "mood", "calm", 0.9, NOW);
  private static final Finding TEMPO = new Finding(Optional.empty(), "tempo", "96", 0.9, NOW);

  @Parameter TestStorage storage;
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = storage.open(folder, PipelineDatabases.ENRICHMENT);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theAnswerToTheLaterChangeCounts() throws Exception {
    answered("moods", 2, TEMPO);
    answered("moods", 1, MOOD);

    assertThat(found()).isEqualTo(Map.of("moods", List.of(TEMPO)));
  }

  @Test
  void anAnswerThatComesAfterThePurgeIsNotKept() throws Exception {
    answered("moods", 1, MOOD);
    answered("covers", 1, TEMPO);

    purged("moods", 2);
    assertThat(found()).isEmpty();
    answered("moods", 1, MOOD);
    answered("covers", 1, TEMPO);
    purged("covers", 2);

    assertThat(found()).isEmpty();
  }

  @Test
  void aPurgeThatComesLateTakesNothingThatOthersSaidSince() throws Exception {
    answered("moods", 1, MOOD);
    answered("covers", 3, TEMPO);

    purged("moods", 2);

    assertThat(found()).isEqualTo(Map.of("covers", List.of(TEMPO)));
  }

  @Test
  void aProductThatComesBackIsAskedAboutAnew() throws Exception {
    purged("moods", 2);
    answered("moods", 3, MOOD);

    assertThat(found()).isEqualTo(Map.of("moods", List.of(MOOD)));
  }

  private void answered(String source, long sequence, Finding finding) throws InterruptedException {
    database.write(
        transaction -> {
          Findings.replace(transaction, "acme/1", source, sequence, List.of(finding), NOW);
          return finding;
        });
  }

  private void purged(String source, long sequence) throws InterruptedException {
    database.write(
        transaction -> {
          Findings.purge(transaction, "acme/1", source, sequence, NOW);
          return source;
        });
  }

  private Map<String, List<Finding>> found() throws InterruptedException {
    return database.read(handle -> Findings.of(handle, "acme/1"));
  }
}
