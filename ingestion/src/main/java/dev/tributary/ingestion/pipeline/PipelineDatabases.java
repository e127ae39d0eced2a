package dev.tributary.ingestion.pipeline;

import dev.tributary.database.DatabaseDefinition;
import dev.tributary.database.DatabaseDefinitions;
import dev.tributary.database.Effects;
import dev.tributary.ingestion.catalogue.Catalogue;
import dev.tributary.ingestion.catalogue.WaitingMessages;
import dev.tributary.ingestion.enrich.Findings;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.ingestion.matching.Matches;
import dev.tributary.ingestion.score.Scores;
import dev.tributary.recovery.Failures;
import dev.tributary.thirdparty.ThirdParty;
import java.util.List;

/// The databases of the pipeline. The ledger has a file of its own, so that the record of what
/// happens does not wait for the catalogue's transactions.
public final class PipelineDatabases implements DatabaseDefinitions {
  /// Products, deliveries, and the effects that are written together with them.
  public static final DatabaseDefinition CATALOGUE =
      DatabaseDefinition.of("catalogue", Catalogue.SCHEMA, WaitingMessages.SCHEMA, Effects.SCHEMA);

  /// What happened to every message, and what failed.
  public static final DatabaseDefinition LEDGER =
      DatabaseDefinition.of("ledger", Failures.SCHEMA, LedgerStore.SCHEMA);

  /// What others know of products, and what was asked of them. It is there once there is an
  /// enricher; what they write is in the way of no load.
  public static final DatabaseDefinition ENRICHMENT =
      DatabaseDefinition.of("enrichment", Findings.SCHEMA, ThirdParty.SCHEMA);

  /// Which products may be the same, and what people decided about it.
  public static final DatabaseDefinition MATCHING =
      DatabaseDefinition.of("matching", Matches.SCHEMA);

  /// What products score, and what they scored before.
  public static final DatabaseDefinition SCORES = DatabaseDefinition.of("scores", Scores.SCHEMA);

  @Override
  public List<DatabaseDefinition> databases() {
    return List.of(CATALOGUE, LEDGER, ENRICHMENT, MATCHING, SCORES);
  }
}
