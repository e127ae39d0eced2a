package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.ingestion.webhook.Endpoint;
import dev.tributary.ingestion.webhook.Endpoints;
import dev.tributary.ingestion.webhook.Webhook;
import java.util.List;
import java.util.stream.Collectors;

/// The applications that tell endpoints of changes, one for each that the setting `webhooks` says.
public final class Webhooks {
  private Webhooks() {}

  /// The endpoints; none unless the setting names some.
  ///
  /// @throws IllegalArgumentException if what it names says something that it cannot
  public static List<Endpoint> endpoints(Settings settings) {
    return settings.get(PipelineServices.WEBHOOKS).map(Endpoints::read).orElse(List.of());
  }

  /// What the application for `endpoint` is called and consumes.
  public static Stage stage(Endpoint endpoint) {
    return Stage.of(Webhook.declared(endpoint, Notify.NAME));
  }

  /// Whether `application` is one of them.
  static boolean isOne(String application) {
    return application.startsWith(Endpoint.PREFIX);
  }

  static Application application(Endpoint endpoint) {
    return Webhook.application(endpoint, Notify.NAME, System.getenv(), Parts.CLOCK);
  }

  /// The application called `name`, for a process of its own. It opens none of the pipeline's
  /// parts.
  record OfEndpoint(String name) implements Service {
    @Override
    public List<Setting<?>> settings() {
      return List.of(PipelineServices.WEBHOOKS);
    }

    @Override
    public Application application(Settings settings) {
      var endpoints = endpoints(settings);
      return endpoints.stream()
          .filter(endpoint -> endpoint.application().equals(name))
          .findFirst()
          .map(Webhooks::application)
          .orElseThrow(() -> unknown(endpoints));
    }

    private IllegalArgumentException unknown(List<Endpoint> endpoints) {
      return new IllegalArgumentException(
          "expected the setting webhooks to name an endpoint %s, found: %s"
              .formatted(
                  name.substring(Endpoint.PREFIX.length()),
                  endpoints.isEmpty()
                      ? "none"
                      : endpoints.stream().map(Endpoint::name).collect(Collectors.joining(", "))));
    }
  }
}
