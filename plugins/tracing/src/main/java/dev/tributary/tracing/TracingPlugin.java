package dev.tributary.tracing;

import dev.tributary.Application;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.spi.Plugin;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Traces each delivery through all applications, by OpenTelemetry.
///
/// Code that a callback calls finds the span of its delivery as the current one of OpenTelemetry's
/// context, and may add spans of its own below it.
public final class TracingPlugin implements Plugin {
  public static final Setting<Optional<URI>> ENDPOINT =
      Setting.uri(
              "tracing.endpoint",
              "Where spans are sent to, by OTLP over HTTP, such as http://localhost:4318; nothing is"
                  + " traced if it is not given.")
          .optional();

  public static final Setting<String> SERVICE =
      Setting.text("tracing.service", "What this process is called in traces.").orElse("tributary");

  private final Optional<SpanExporter> given;
  private Optional<Tracing> tracing = Optional.empty();

  public TracingPlugin() {
    this.given = Optional.empty();
  }

  /// A plugin whose spans go to `exporter`, whether an endpoint is set or not. It is closed with
  /// the plugin.
  public TracingPlugin(SpanExporter exporter) {
    this.given = Optional.of(exporter);
  }

  @Override
  public String name() {
    return "tracing";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ENDPOINT, SERVICE);
  }

  @Override
  public void start(Settings settings) {
    Supplier<Optional<SpanExporter>> toEndpoint =
        () -> settings.get(ENDPOINT).map(endpoint -> Tracing.exporter(endpoint));
    tracing = given.or(toEndpoint).map(exporter -> Tracing.to(exporter, settings.get(SERVICE)));
  }

  @Override
  public void install(Application.Builder application, Settings settings) {
    tracing.ifPresent(on -> application.instrument(on.of(application.name())));
  }

  @Override
  public void stop() {
    tracing.ifPresent(Tracing::close);
    tracing = Optional.empty();
  }
}
