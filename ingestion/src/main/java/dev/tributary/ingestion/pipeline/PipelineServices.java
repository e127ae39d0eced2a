package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Plugins;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.matching.Match;
import dev.tributary.spi.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The applications of the pipeline one by one, for processes of their own. Each opens just what it
/// needs, where the settings say, and closes it when it has stopped.
public final class PipelineServices implements Services {
  /// Where the pipeline keeps what is not in a database.
  public static final Setting<Path> DATA =
      Setting.path(
              "data", "The folder with the catalogue, the broker's journal and all files received.")
          .orElse(Path.of("data"));

  /// Where the mappings are.
  public static final Setting<Path> PROVIDERS =
      Setting.path("providers", "The folder with a folder for each provider.")
          .orElse(Path.of("providers"));

  /// Who is told of changes by HTTP.
  public static final Setting<Optional<Path>> WEBHOOKS =
      Setting.path(
              "webhooks",
              "A YAML file of endpoints that are told of changes by HTTP, or a folder of such"
                  + " files.")
          .optional();

  /// Who is asked about products.
  public static final Setting<Optional<Path>> ENRICHERS =
      Setting.path("enrichers", "A YAML file of third parties that are asked about products.")
          .optional();

  /// Where acknowledgements go.
  public static final Setting<Optional<Path>> ACKNOWLEDGEMENTS =
      Setting.path(
              "acknowledgements",
              "A folder where providers find how each of their deliveries ended: a folder for each"
                  + " provider.")
          .optional();

  /// Who acknowledges.
  public static final Setting<String> ACKNOWLEDGEMENTS_PARTY =
      Setting.text(
              "acknowledgements.party",
              "The DDEX party id of this catalogue, as acknowledgements in DDEX's form name it.")
          .orElse("tributary");

  /// Whether files of products are opened.
  public static final Setting<Boolean> ASSETS =
      Setting.flag(
              "assets.inspect",
              "Whether the files of products are opened, decoded and measured, once they are"
                  + " loaded.")
          .orElse(false);

  /// How long the ledger keeps what happened.
  public static final Setting<Duration> LEDGER_RETENTION =
      Setting.duration(
              "ledger.retention",
              "The age at which the ledger deletes what happened to messages, their bodies, and"
                  + " failures that are closed.")
          .where(Duration::isPositive, "a duration of more than nothing, such as 90d")
          .orElse(Duration.ofDays(90));

  @Override
  public Map<String, Service> services() {
    var services = new LinkedHashMap<String, Service>();
    for (var application : PipelineApplication.values()) {
      services.put(application.applicationName(), new OfPipeline(application));
    }
    return services;
  }

  /// One of those, or one that not every installation has: the application that proposes what is
  /// the same, that writes acknowledgements, opens files, scores products, tells an endpoint or
  /// asks an enricher (`webhook-` or `enrich-`, and its name).
  @Override
  public Optional<Service> service(String name) {
    if (name.equals(Match.NAME)) {
      return Optional.of(new Matching.OfProducts());
    }
    if (name.equals(Acknowledgements.NAME)) {
      return Optional.of(new Acknowledgements.OfFolder());
    }
    if (name.equals(AssetInspection.NAME)) {
      return Optional.of(new AssetInspection.Alone());
    }
    if (name.equals(Scoring.NAME)) {
      return Optional.of(new Scoring.Alone());
    }
    if (Enrichment.isOne(name)) {
      return Optional.of(new Enrichment.OfEnricher(name));
    }
    return Webhooks.isOne(name)
        ? Optional.of(new Webhooks.OfEndpoint(name))
        : Services.super.service(name);
  }

  private record OfPipeline(PipelineApplication which) implements Service {
    @Override
    public List<Setting<?>> settings() {
      var settings =
          new ArrayList<Setting<?>>(
              List.of(DATA, PROVIDERS, LEDGER_RETENTION, ACKNOWLEDGEMENTS, Plugins.NAMED));
      settings.addAll(new DatabasePlugin().settings());
      return settings;
    }

    @Override
    public Application application(Settings settings) {
      var parts = new OpenedParts(settings);
      try {
        return which.of(parts).surroundedBy(around -> around.onStop(parts::close));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
