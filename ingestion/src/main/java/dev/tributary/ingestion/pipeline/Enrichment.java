package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.enrich.Enrich;
import dev.tributary.ingestion.enrich.Enricher;
import dev.tributary.ingestion.enrich.Enrichers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The applications that ask others about products, one for each that the setting `enrichers` says.
public final class Enrichment {
  private Enrichment() {}

  /// The enrichers; none unless the setting names some.
  ///
  /// @throws IllegalArgumentException if what it names says something that it cannot
  public static List<Enricher> enrichers(Settings settings) {
    return settings.get(PipelineServices.ENRICHERS).map(Enrichers::read).orElse(List.of());
  }

  /// What the application for `enricher` is called and consumes.
  public static Stage stage(Enricher enricher) {
    return Stage.of(Enrich.declared(enricher, Notify.NAME));
  }

  /// Whether `application` is one of them.
  static boolean isOne(String application) {
    return application.startsWith(Enricher.PREFIX);
  }

  /// The application for `enricher`, with connections of its own to the stores that `settings`
  /// name, so that no load waits for what it writes.
  public static Application application(Enricher enricher, Settings settings) {
    var parts = new OpenedParts(settings);
    return Enrich.application(
            enricher, Notify.NAME, parts.catalogue(), parts.enrichment(), Parts.CLOCK)
        .surroundedBy(around -> around.onStop(parts::close));
  }

  /// The application called `name`, for a process of its own.
  record OfEnricher(String name) implements Service {
    @Override
    public List<Setting<?>> settings() {
      var settings = new ArrayList<Setting<?>>(List.of(PipelineServices.ENRICHERS));
      settings.addAll(new DatabasePlugin().settings());
      return settings;
    }

    @Override
    public Application application(Settings settings) {
      var enrichers = enrichers(settings);
      return enrichers.stream()
          .filter(enricher -> enricher.application().equals(name))
          .findFirst()
          .map(enricher -> Enrichment.application(enricher, settings))
          .orElseThrow(() -> unknown(enrichers));
    }

    private IllegalArgumentException unknown(List<Enricher> enrichers) {
      return new IllegalArgumentException(
          "expected the setting enrichers to name an enricher %s, found: %s"
              .formatted(
                  name.substring(Enricher.PREFIX.length()),
                  enrichers.isEmpty()
                      ? "none"
                      : enrichers.stream().map(Enricher::name).collect(Collectors.joining(", "))));
    }
  }
}
