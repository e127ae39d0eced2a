package dev.tributary.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Where spans go: into a bounded queue, from which a thread of OpenTelemetry's sends them. What
/// finds no room there is dropped; nobody waits for it.
final class Tracing implements AutoCloseable {
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final String SCOPE = "dev.tributary";

  /// How long what is still to be sent may take at the end.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /// What OpenTelemetry has to say, such as that nobody is at the endpoint, goes into our log.
  private static final Logger OPEN_TELEMETRY = Logger.getLogger("io.opentelemetry");

  private final SdkTracerProvider provider;
  private final SLF4JBridgeHandler toOurLog = new SLF4JBridgeHandler();

  private Tracing(SdkTracerProvider provider) {
    this.provider = provider;
    OPEN_TELEMETRY.setUseParentHandlers(false);
    OPEN_TELEMETRY.addHandler(toOurLog);
  }

  /// Sends to `endpoint`, the root of a collector; a path of its own is left as it is.
  static SpanExporter exporter(URI endpoint) {
    var path = String.valueOf(endpoint.getPath());
    var whole = path.isEmpty() || path.equals("/") ? endpoint.resolve("/v1/traces") : endpoint;
    return OtlpHttpSpanExporter.builder().setEndpoint(whole.toString()).build();
  }

  static Tracing to(SpanExporter exporter, String service) {
    var resource = Resource.getDefault().merge(Resource.create(Attributes.of(SERVICE, service)));
    return new Tracing(
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build());
  }

  /// What makes the spans of `application`.
  Spans of(String application) {
    return new Spans(application, provider.get(SCOPE));
  }

  /// Sends what is still to be sent.
  @Override
  public void close() {
    var _ = provider.shutdown().join(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    OPEN_TELEMETRY.removeHandler(toOurLog);
    OPEN_TELEMETRY.setUseParentHandlers(true);
  }
}
