package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Plugins;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.matching.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The application that proposes which products may be the same. It runs beside the pipeline, on a
/// database of its own, so that what it writes is in the way of no load.
public final class Matching {
  /// What the application is called.
  public static final String NAME = Match.NAME;

  private Matching() {}

  /// What it is called and consumes.
  public static Stage stage() {
    return Stage.of(Match.declared(Notify.NAME));
  }

  /// The application, with connections of its own to the stores that `settings` name.
  public static Application application(Settings settings) {
    var opening = new Opening(new OpenedParts(settings));
    return Match.declared(Notify.NAME)
        .callback(message -> opening.match().apply(message))
        .onStop(opening::close)
        .build();
  }

  /// Opens the databases when the first change comes, so that no start waits for them.
  private static final class Opening {
    private final OpenedParts parts;
    private Optional<Match> match = Optional.empty();

    Opening(OpenedParts parts) {
      this.parts = parts;
    }

    synchronized Match match() {
      if (match.isEmpty()) {
        match = Optional.of(new Match(parts.catalogue(), parts.matching(), Parts.CLOCK));
      }
      return match.get();
    }

    synchronized void close() {
      parts.close();
    }
  }

  /// The application, for a process of its own.
  record OfProducts() implements Service {
    @Override
    public List<Setting<?>> settings() {
      var settings = new ArrayList<Setting<?>>(List.of(Plugins.NAMED));
      settings.addAll(new DatabasePlugin().settings());
      return settings;
    }

    @Override
    public Application application(Settings settings) {
      return Matching.application(settings);
    }
  }
}
