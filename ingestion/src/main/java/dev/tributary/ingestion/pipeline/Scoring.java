package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.database.Database;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.asset.InspectAssets;
import dev.tributary.ingestion.asset.Measured;
import dev.tributary.ingestion.asset.MeasuredFiles;
import dev.tributary.ingestion.enrich.Enricher;
import dev.tributary.ingestion.enrich.Finding;
import dev.tributary.ingestion.enrich.Findings;
import dev.tributary.ingestion.score.JudgedProducts;
import dev.tributary.ingestion.score.ProductScorer;
import dev.tributary.ingestion.score.ScoreProducts;
import dev.tributary.ingestion.score.Scoreboard;
import dev.tributary.ingestion.trust.ShownProducts.Found;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The application that scores products, if the setting `score.scorer` says by what. It runs beside
/// the pipeline, on a database of its own, so that what it writes is in the way of no load.
public final class Scoring {
  /// What the application is called.
  public static final String NAME = ScoreProducts.NAME;

  /// By what products are scored.
  public static final Setting<Optional<Path>> SCORER =
      Setting.path(
              "score.scorer",
              "What `tributary score fit` has written: every product is scored by it.")
          .optional();

  /// From which score on nobody need look at a product.
  public static final Setting<Optional<String>> REVIEW =
      Setting.text(
              "score.review",
              "Products that score less than this are listed for somebody's review.")
          .where(Scoring::isNumber, "a number such as 40 or 0.4")
          .optional();

  private Scoring() {}

  private static boolean isNumber(String text) {
    return text.strip().matches("-?[0-9]+(\\.[0-9]+)?");
  }

  /// The score below which products are to be looked at, if the settings say one.
  public static Optional<Double> review(Settings settings) {
    return settings.get(REVIEW).map(String::strip).map(Double::valueOf);
  }

  /// What it is called and consumes; none unless products are to be scored.
  ///
  /// @throws IllegalArgumentException if the setting `enrichers` names what says something that it
  ///   cannot
  public static Optional<Stage> stage(Settings settings) {
    return settings.get(SCORER).map(_ -> Stage.of(declared(settings)));
  }

  /// The application, with connections of its own to the stores that `settings` name; none unless
  /// products are to be scored.
  ///
  /// @throws IllegalArgumentException if there is no such scorer, or it scores by what products do
  ///   not have
  public static Optional<Application> application(Settings settings) {
    return settings.get(SCORER).map(file -> application(file, settings));
  }

  private static Application application(Path file, Settings settings) {
    var scorer = ProductScorer.live(file);
    var parts = new OpenedParts(settings);
    var products = new JudgedProducts(parts.catalogue(), new FoundIn(parts.enrichment()));
    var board = new Scoreboard(products, scorer, parts.scores(), Parts.CLOCK);
    return ScoreProducts.application(declared(settings), board, review(settings))
        .surroundedBy(around -> around.onStop(parts::close));
  }

  private static Application.Builder declared(Settings settings) {
    return ScoreProducts.declared(Notify.NAME, others(settings));
  }

  /// Who else comes to know something of products.
  private static List<Binding> others(Settings settings) {
    var others = new ArrayList<Binding>();
    Enrichment.enrichers(settings).stream().map(Enricher::told).forEach(others::add);
    if (AssetInspection.isWanted(settings)) {
      others.add(InspectAssets.told());
    }
    return others;
  }

  /// What was found of products.
  private record FoundIn(Database enrichment) implements Found {
    @Override
    public Map<String, List<Finding>> of(String key) throws InterruptedException {
      return enrichment.read(handle -> Findings.of(handle, key));
    }

    @Override
    public Map<String, Measured> files(List<String> sha256) throws InterruptedException {
      return enrichment.read(handle -> MeasuredFiles.of(handle, sha256));
    }
  }

  /// The application for a process of its own.
  record Alone() implements Service {
    @Override
    public List<Setting<?>> settings() {
      var settings =
          new ArrayList<Setting<?>>(
              List.of(SCORER, REVIEW, PipelineServices.ENRICHERS, PipelineServices.ASSETS));
      settings.addAll(new DatabasePlugin().settings());
      return settings;
    }

    @Override
    public Application application(Settings settings) {
      return Scoring.application(settings)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "expected the setting %s to name what `tributary score fit` has written, found none"
                          .formatted(SCORER.name())));
    }
  }
}
