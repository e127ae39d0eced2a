package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.Plugins;
import dev.tributary.Settings;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.tracing.TracingPlugin;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One delivery through all applications is one trace.
@Timeout(180)
class TraceTest {
  private static final Path SINGLE = Path.of("..", "samples", "deliveries", "01-ern-43-album");

  @TempDir private Path folder;
  private final Memory memory = new Memory();

  private static final class Memory implements SpanExporter {
    final Queue<SpanData> spans = new ConcurrentLinkedQueue<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> more) {
      spans.addAll(more);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  @Test
  void aDeliveryThatIsTriedTwiceOnTheWayIsOneTree() throws Exception {
    ingest(SINGLE);

    assertThat(memory.spans)
        .extracting(SpanData::getTraceId)
        .hasSize(7)
        .containsOnly(one("unpack", "completed").getTraceId());
    assertThat(one("unpack", "completed").getParentSpanId()).isEqualTo(SpanId.getInvalid());
    assertThat(parentOf(one("transform", "completed"))).isEqualTo("unpack completed");
    assertThat(parentOf(one("validate", "retried"))).isEqualTo("transform completed");
    assertThat(one("validate", "retried").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(parentOf(one("validate", "completed"))).isEqualTo("validate retried");
    assertThat(parentOf(one("catalogue", "completed"))).isEqualTo("validate completed");
    assertThat(parentOf(one("notify", "completed"))).isEqualTo("catalogue completed");
    assertThat(parentOf(one("acknowledge", "completed"))).isEqualTo("notify completed");
  }

  /// Through the whole pipeline, in which the first attempt to validate fails.
  private void ingest(Path path) throws Exception {
    try (var plugins = Plugins.of(List.of(new TracingPlugin(memory)))) {
      var settings = Settings.resolve(plugins.settings(), List.of());
      plugins.start(settings);
      try (var system =
          TestSystem.in(
              folder,
              folder.resolve("providers"),
              TestTransport.ARTEMIS,
              List.of(),
              application -> plugins.installInto(failingOnce(application), settings))) {
        assertThat(system.ingest(path))
            .extracting(TestSystem::state)
            .containsOnly(DeliveryState.LOADED);
      }
    }
  }

  private static Application failingOnce(Application application) {
    return application.surroundedBy(
        around -> {
          if (around.name().equals(Validate.NAME)) {
            around.preprocess(TraceTest::failOnce);
          }
        });
  }

  private static Message failOnce(Message message) throws IOException {
    if (message.attempt() == 1) {
      throw new IOException("the store of schemas was away for a moment");
    }
    return message;
  }

  private String parentOf(SpanData span) {
    return memory.spans.stream()
        .filter(each -> each.getSpanId().equals(span.getParentSpanId()))
        .map(TraceTest::said)
        .collect(Collectors.joining());
  }

  private SpanData one(String application, String outcome) {
    var found =
        memory.spans.stream()
            .filter(span -> said(span).equals(application + " " + outcome))
            .toList();
    assertThat(found)
        .as(
            "%s %s among %s",
            application, outcome, memory.spans.stream().map(TraceTest::said).toList())
        .hasSize(1);
    return found.getFirst();
  }

  private static String said(SpanData span) {
    var outcome = span.getAttributes().get(AttributeKey.stringKey("tributary.outcome"));
    return span.getName().replace("process ", "") + " " + outcome;
  }
}
