package dev.tributary.tracing;

import dev.tributary.Event;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Outcome.OutOfTurn;
import dev.tributary.Outcome.Retried;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.Outcome.Unavailable;
import dev.tributary.spi.Headers;
import dev.tributary.spi.Instrumentation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A span for each time that one application works on a message. Its parent is the span that sent
/// the message: of the application before, of the attempt before, or of the attempt that failed for
/// good. A message that says nothing of that begins a trace.
///
/// What is sent says so in W3C's headers `traceparent` and `tracestate`. Messages of events belong
/// to many deliveries at once, and are not traced.
final class Spans implements Instrumentation {
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final Observation NONE = _ -> {};

  private final String application;
  private final Tracer tracer;

  Spans(String application, Tracer tracer) {
    this.application = application;
    this.tracer = tracer;
  }

  @Override
  public Observation received(Message message) {
    return message.routingKey().equals(Event.KEY) ? NONE : begin(message);
  }

  @SuppressWarnings("MustBeClosedChecker") // at the end of the delivery, on the same thread
  private Observation begin(Message message) {
    var parent = W3C.extract(Context.root(), message, Spans::header);
    var span =
        tracer
            .spanBuilder("process " + application)
            .setParent(parent)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.system", "tributary")
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.destination.name", application)
            .setAttribute("messaging.message.id", message.id())
            .setAttribute("messaging.message.body.size", message.body().size())
            .setAttribute("tributary.job_id", message.jobId())
            .setAttribute("tributary.routing_key", message.routingKey())
            .setAttribute("tributary.attempt", message.attempt())
            .startSpan();
    return new Working(span, span.makeCurrent());
  }

  /// One delivery that is being worked on.
  private record Working(Span span, Scope scope) implements Observation {
    @Override
    public Message sending(Message message) {
      var headers = new TreeMap<String, String>();
      W3C.inject(Context.root().with(span), null, (_, name, value) -> headers.put(name, value));
      var marked = message.withoutHeader(Headers.TRACE_STATE);
      for (var header : headers.entrySet()) {
        marked = marked.withHeader(header.getKey(), header.getValue());
      }
      return marked;
    }

    @Override
    public void ended(Outcome outcome) {
      scope.close();
      switch (outcome) {
        case Completed(var results, _) -> {
          span.setAttribute("tributary.results", results.size());
          end("completed");
        }
        case Aborted(var abort) -> {
          span.setAttribute("tributary.reason", abort.reason());
          end("aborted");
        }
        case Snoozed(_, var reason) -> {
          span.setAttribute("tributary.reason", reason);
          end("snoozed");
        }
        case Retried(_, var cause) -> endFailed("retried", cause);
        case Unavailable(_, var cause) -> endFailed("unavailable", cause);
        case DeadLettered(_, var cause) -> endFailed("dead-lettered", cause);
        case Interrupted _ -> end("interrupted");
        // Nothing was done: the span is left as it is, and nobody hears of it.
        case OutOfTurn _ -> {}
      }
    }

    private void endFailed(String outcome, Throwable cause) {
      span.recordException(cause);
      span.setStatus(StatusCode.ERROR, String.valueOf(cause.getMessage()));
      end(outcome);
    }

    private void end(String outcome) {
      span.setAttribute("tributary.outcome", outcome);
      span.end();
    }
  }

  private static @Nullable String header(@Nullable Message message, String name) {
    return message == null ? null : message.headers().get(name);
  }
}
