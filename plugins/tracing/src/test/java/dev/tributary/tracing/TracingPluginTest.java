package dev.tributary.tracing;

import static dev.tributary.RetryPolicy.atMost;
import static dev.tributary.RetryPolicy.never;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Callback;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Plugins;
import dev.tributary.RetryPolicy;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.testing.TestRun;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Spans of a chain of applications, as they are exported: `cut` makes two of one, `press` works on
/// each.
@Timeout(60)
class TracingPluginTest {
  private final Queue<SpanData> exported = new ConcurrentLinkedQueue<>();

  /// Keeps what it is given.
  private final SpanExporter memory =
      new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
          exported.addAll(spans);
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
      };

  @Test
  void aFanOutWithARetryIsOneTree() throws Exception {
    run(
        message -> {
          if (message.body().utf8().equals("left") && message.attempt() == 1) {
            throw new IOException("the press is cold");
          }
          return List.of();
        },
        Message.of("cut.cloth", Body.empty()));

    var cut = only("cut", "completed");
    assertThat(cut.getParentSpanId()).isEqualTo(SpanId.getInvalid());
    var retried = only("press", "retried");
    assertThat(retried.getParentSpanId()).isEqualTo(cut.getSpanId());
    assertThat(retried.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(retried.getStatus().getDescription()).isEqualTo("the press is cold");
    assertThat(retried.getEvents())
        .extracting(event -> event.getName())
        .containsExactly("exception");
    var pressed = all("press", "completed");
    assertThat(pressed)
        .extracting(SpanData::getParentSpanId)
        .containsExactlyInAnyOrder(cut.getSpanId(), retried.getSpanId());
    assertThat(pressed)
        .extracting(span -> span.getStatus().getStatusCode())
        .containsOnly(StatusCode.UNSET);
    assertThat(exported).extracting(SpanData::getTraceId).containsOnly(cut.getTraceId()).hasSize(4);
  }

  @Test
  void whoReadsADeadLetterIsBelowWhatFailed() throws Exception {
    run(
        message -> {
          throw new IllegalStateException("torn: " + message.body().utf8());
        },
        Message.of("cut.cloth", Body.empty()));

    assertThat(all("undertaker", "completed"))
        .extracting(SpanData::getParentSpanId)
        .containsExactlyInAnyOrderElementsOf(
            all("press", "dead-lettered").stream().map(SpanData::getSpanId).toList());
    assertThat(exported)
        .extracting(SpanData::getTraceId)
        .containsOnly(exported.element().getTraceId());
  }

  @Test
  void aTraceThatBeganElsewhereGoesOn() throws Exception {
    var sent =
        Message.of("cut.cloth", Body.empty())
            .withHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .withHeader("tracestate", "other=1");
    var heard = new ConcurrentLinkedQueue<Message>();

    run(
        message -> {
          heard.add(message);
          return List.of();
        },
        sent);

    var cut = only("cut", "completed");
    assertThat(cut.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(cut.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(heard)
        .extracting(message -> message.headers().get("traceparent"))
        .containsOnly("00-0af7651916cd43dd8448eb211c80319c-" + cut.getSpanId() + "-01");
    assertThat(heard)
        .extracting(message -> message.headers().get("tracestate"))
        .containsOnly("other=1");
  }

  @Test
  void nothingIsTracedUnlessThereIsAnEndpoint() throws Exception {
    var plugins = Plugins.of(List.of(new TracingPlugin()));
    var settings = settings(plugins, Map.of());
    plugins.start(settings);

    assertThat(plugins.installInto(cut(), settings).instrumentations()).isEmpty();
  }

  @Test
  void aCollectorThatIsNotThereHoldsNobodyUp() throws Exception {
    try (var plugins = Plugins.of(List.of(new TracingPlugin()))) {
      var settings = settings(plugins, Map.of("tracing.endpoint", "http://127.0.0.1:9"));
      plugins.start(settings);
      try (var run = TestRun.of(plugins.installInto(cut(), settings))) {
        run.send(Message.of("cut.cloth", Body.empty()));

        assertThat(run.outcomes()).hasSize(1);
      }
    }
  }

  private void run(Callback press, Message message) throws Exception {
    try (var plugins = Plugins.of(List.of(new TracingPlugin(memory)))) {
      var settings = settings(plugins, Map.of());
      plugins.start(settings);
      var policy =
          RetryPolicy.standard()
              .on(Throwable.class, atMost(2).startingWith(Duration.ofSeconds(1)))
              .on(IllegalStateException.class, never());
      var pressing =
          Application.named("press").consumes("cut", "#").retry(policy).callback(press).build();
      var burying =
          Application.named("undertaker")
              .consumes(DeadLetter.EXCHANGE, "#")
              .callback(_ -> List.of())
              .build();
      try (var run =
          TestRun.of(
              plugins.installInto(cut(), settings),
              plugins.installInto(pressing, settings),
              plugins.installInto(burying, settings))) {
        run.send("received", message);
        run.advance(Duration.ofMinutes(1));
      }
    }
  }

  private static Application cut() {
    return Application.named("cut")
        .consumes("received", "#")
        .listenersOptional()
        .callback(
            message ->
                List.of(
                    message.fanOut(0, "cut.piece", Body.utf8("left")),
                    message.fanOut(1, "cut.piece", Body.utf8("right"))))
        .build();
  }

  private SpanData only(String application, String outcome) {
    assertThat(all(application, outcome)).hasSize(1);
    return all(application, outcome).getFirst();
  }

  private List<SpanData> all(String application, String outcome) {
    return exported.stream()
        .filter(span -> span.getName().equals("process " + application))
        .filter(
            span ->
                outcome.equals(
                    span.getAttributes().get(AttributeKey.stringKey("tributary.outcome"))))
        .toList();
  }

  private static Settings settings(Plugins plugins, Map<String, String> values) {
    return Settings.resolve(plugins.settings(), List.of(new Source("a test", values, true)));
  }
}
