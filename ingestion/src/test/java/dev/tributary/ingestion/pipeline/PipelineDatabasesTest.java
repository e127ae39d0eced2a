package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.database.DatabaseDefinition;
import dev.tributary.database.DatabaseDefinitions;
import dev.tributary.database.DatabaseReader;
import dev.tributary.database.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PipelineDatabasesTest {
  @TempDir Path folder;

  @Test
  void theCommandsFindTheDatabasesOfThePipeline() {
    assertThat(found())
        .extracting(DatabaseDefinition::name, DatabaseDefinition::file)
        .containsExactly(
            tuple("catalogue", "catalogue.db"),
            tuple("ledger", "ledger.db"),
            tuple("enrichment", "enrichment.db"),
            tuple("matching", "matching.db"),
            tuple("scores", "scores.db"));
  }

  @Test
  void theyAreThoseThatThePipelineOpens() throws Exception {
    PipelineDatabases.CATALOGUE.open(folder.resolve("catalogue.db")).close();
    PipelineDatabases.LEDGER.open(folder.resolve("ledger.db")).close();
    PipelineDatabases.ENRICHMENT.open(folder.resolve("enrichment.db")).close();
    PipelineDatabases.MATCHING.open(folder.resolve("matching.db")).close();
    PipelineDatabases.SCORES.open(folder.resolve("scores.db")).close();

    for (var definition : found()) {
      var schemas = definition.schemas().toArray(Schema[]::new);
      try (var database = DatabaseReader.open(definition.in(folder), schemas)) {
        int tables =
            database.read(
                handle ->
                    handle
                        .createQuery("select count(*) from sqlite_schema where type = 'table'")
                        .mapTo(Integer.class)
                        .one());
        assertThat(tables).isGreaterThan(schemas.length);
      }
    }
  }

  private static List<DatabaseDefinition> found() {
    return ServiceLoader.load(DatabaseDefinitions.class).stream()
        .flatMap(provider -> provider.get().databases().stream())
        .toList();
  }
}
