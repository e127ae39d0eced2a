package dev.tributary.opensearch;

import dev.tributary.Application;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.spi.Services;
import java.util.List;
import java.util.Map;

/// The application for a process of its own: `tributary run opensearch`.
public final class OpenSearchServices implements Services {
  @Override
  public Map<String, Service> services() {
    return Map.of(OpenSearch.NAME, new Sinking());
  }

  private static final class Sinking implements Service {
    @Override
    public List<Setting<?>> settings() {
      return new OpenSearchPlugin().settings();
    }

    @Override
    public Application application(Settings settings) {
      return OpenSearch.application(settings);
    }
  }
}
