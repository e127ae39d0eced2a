package dev.tributary.cli;

import dev.tributary.Application;
import dev.tributary.Plugins;
import dev.tributary.Settings;
import dev.tributary.SettingsException;
import dev.tributary.database.DatabaseDefinition;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.enrich.Enricher;
import dev.tributary.ingestion.pipeline.Acknowledgements;
import dev.tributary.ingestion.pipeline.AssetInspection;
import dev.tributary.ingestion.pipeline.Enrichment;
import dev.tributary.ingestion.pipeline.Matching;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.ingestion.pipeline.Scoring;
import dev.tributary.ingestion.pipeline.Stage;
import dev.tributary.ingestion.pipeline.Webhooks;
import dev.tributary.ingestion.trust.TrustOrder;
import dev.tributary.ingestion.webhook.Endpoint;
import dev.tributary.opensearch.OpenSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What the settings say to commands that do without plugins: where the stores are.
record Configuration(Settings settings) {
  private static final String EMBEDDED = "artemis";

  /// Takes it out of `sources`.
  ///
  /// Looks for plugins only if something is given that may be a setting of theirs: an answer from
  /// the stores is to come at once, whatever is installed.
  ///
  /// @throws SettingsException naming all that is wrong with any setting
  static Configuration read(Sources sources) {
    try {
      return new Configuration(sources.resolve(Declared.STORES));
    } catch (SettingsException maybeOfPlugins) {
      return new Configuration(
          sources.resolve(Declared.by(Installation.plugins(sources), List.of())));
    }
  }

  /// Where the catalogue and the embedded broker live, and what was received.
  DataFolder data() {
    return new DataFolder(settings.get(CoreSettings.DATA));
  }

  /// The folder with a folder for each provider.
  Path providers() {
    return settings.get(CoreSettings.PROVIDERS);
  }

  /// Who is told of changes by HTTP.
  ///
  /// @throws UsageException if what the setting names says something that it cannot
  List<Endpoint> endpoints() {
    try {
      return Webhooks.endpoints(settings);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /// Who is asked about products.
  ///
  /// @throws UsageException if what the setting names says something that it cannot
  List<Enricher> enrichers() {
    try {
      return Enrichment.enrichers(settings);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /// Whose word on a product is shown.
  ///
  /// @throws UsageException if the settings say something of it that they cannot
  TrustOrder trust() {
    try {
      return TrustOrder.of(
          settings.get(TrustOrder.ORDER),
          settings.get(TrustOrder.FIELDS),
          Stream.concat(enrichers().stream().map(Enricher::name), Stream.of(AssetInspection.NAME))
              .toList());
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /// All applications, those that tell endpoints and those beside the pipeline among them.
  List<Stage> stages() {
    return stages(endpoints());
  }

  /// The same, with those that tell `endpoints`.
  List<Stage> stages(List<Endpoint> endpoints) {
    var stages = new ArrayList<>(Pipeline.stages(endpoints));
    enrichers().forEach(enricher -> stages.add(Enrichment.stage(enricher)));
    stages.add(Matching.stage());
    Acknowledgements.stage(settings).ifPresent(stages::add);
    if (AssetInspection.isWanted(settings)) {
      stages.add(AssetInspection.stage());
    }
    Scoring.stage(settings).ifPresent(stages::add);
    if (OpenSearch.isWanted(settings)) {
      stages.add(Stage.of(OpenSearch.declared()));
    }
    return stages;
  }

  /// The applications that run beside the pipeline, if the settings ask for them.
  ///
  /// @throws UsageException if the settings do not fit together, saying how
  List<Application> beside() {
    try {
      var beside = new ArrayList<Application>();
      enrichers().forEach(each -> beside.add(Enrichment.application(each, settings)));
      beside.add(Matching.application(settings));
      Acknowledgements.application(settings).ifPresent(beside::add);
      if (AssetInspection.isWanted(settings)) {
        beside.add(AssetInspection.application(settings));
      }
      Scoring.application(settings).ifPresent(beside::add);
      if (OpenSearch.isWanted(settings)) {
        beside.add(OpenSearch.application(settings));
      }
      return beside;
    } catch (IllegalArgumentException unfit) {
      throw new UsageException(String.valueOf(unfit.getMessage()), unfit);
    }
  }

  /// How long what is in flight may take to finish after a signal.
  Duration drain() {
    return settings.get(CoreSettings.DRAIN);
  }

  /// Whether applications run on the embedded broker.
  boolean isEmbedded() {
    return settings.get(Plugins.TRANSPORT).equals(EMBEDDED);
  }

  /// The catalogue, for reading.
  ///
  /// @throws UsageException if nothing was ever ingested here
  DatabaseReader readCatalogue() {
    var data = settings.get(DatabasePlugin.URL).map(_ -> "").orElse(" --data " + data().root());
    return read(
        PipelineDatabases.CATALOGUE,
        place -> "no catalogue in " + place + " yet; fill it with: tributary ingest PATH" + data);
  }

  /// What others know of products, for reading; empty if nobody was ever asked.
  Optional<DatabaseReader> readEnrichment() {
    return DatabasePlugin.exists(settings, PipelineDatabases.ENRICHMENT)
        ? Optional.of(DatabasePlugin.read(settings, PipelineDatabases.ENRICHMENT))
        : Optional.empty();
  }

  /// Which products may be the same, for reading; empty if nothing was ever compared.
  Optional<DatabaseReader> readMatching() {
    return DatabasePlugin.exists(settings, PipelineDatabases.MATCHING)
        ? Optional.of(DatabasePlugin.read(settings, PipelineDatabases.MATCHING))
        : Optional.empty();
  }

  /// What products score, for reading; empty if none was ever scored.
  Optional<DatabaseReader> readScores() {
    return DatabasePlugin.exists(settings, PipelineDatabases.SCORES)
        ? Optional.of(DatabasePlugin.read(settings, PipelineDatabases.SCORES))
        : Optional.empty();
  }

  /// What happened here and what failed, for reading.
  ///
  /// @throws UsageException if nothing ever happened here
  DatabaseReader readLedger() {
    return read(PipelineDatabases.LEDGER, place -> "nothing ever happened in " + place);
  }

  /// Whether anything ever happened here.
  boolean hasLedger() {
    return DatabasePlugin.exists(settings, PipelineDatabases.LEDGER);
  }

  private DatabaseReader read(DatabaseDefinition definition, UnaryOperator<String> absence) {
    if (!DatabasePlugin.exists(settings, definition)) {
      throw new UsageException(absence.apply(place()));
    }
    return DatabasePlugin.read(settings, definition);
  }

  private String place() {
    return settings
        .get(DatabasePlugin.URL)
        .map(_ -> "the database that " + DatabasePlugin.URL.name() + " names")
        .orElseGet(() -> settings.get(DatabasePlugin.FOLDER).toString());
  }
}
