package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.asset.InspectAssets;
import dev.tributary.ingestion.asset.InspectAssets.Stores;
import dev.tributary.ingestion.rules.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The application that opens the files of products, if the setting `assets.inspect` says so.
public final class AssetInspection {
  /// The name of its application.
  public static final String NAME = InspectAssets.NAME;

  private AssetInspection() {}

  /// Whether it is to run.
  public static boolean isWanted(Settings settings) {
    return settings.get(PipelineServices.ASSETS);
  }

  /// What it is called and consumes.
  public static Stage stage() {
    return Stage.of(InspectAssets.declared(Notify.NAME));
  }

  /// The application, with connections of its own to the stores that `settings` name.
  public static Application application(Settings settings) {
    var parts = new OpenedParts(settings);
    try {
      var mappings = parts.mappings();
      return InspectAssets.application(
              Notify.NAME,
              new Stores(parts.content(), parts.catalogue(), parts.enrichment()),
              (provider, violations) ->
                  Rules.adjust(violations, ProviderSettings.severities(mappings, provider)),
              Parts.CLOCK)
          .surroundedBy(around -> around.onStop(parts::close));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The application for a process of its own.
  record Alone() implements Service {
    @Override
    public List<Setting<?>> settings() {
      var settings =
          new ArrayList<Setting<?>>(List.of(PipelineServices.DATA, PipelineServices.PROVIDERS));
      settings.addAll(new DatabasePlugin().settings());
      return settings;
    }

    @Override
    public Application application(Settings settings) {
      return AssetInspection.application(settings);
    }
  }
}
