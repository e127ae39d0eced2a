package dev.tributary;

import java.util.ArrayList;
import java.util.List;

/// One callback between a consumer and a producer.
///
///     Application.named("echo")
///         .consumes("received", "#")
///         .callback(message -> List.of(message))
///         .build()
///
/// It owns one queue and one exchange, both of its name: the queue is bound to the exchanges that it
/// consumes, its results go to the exchange. Preprocessors run before the callback in the order in
/// which they were added, postprocessors after it on each result. Immutable; the transport comes
/// from the [Runner].
///
/// @param name of lower-case words joined by `-`
/// @param concurrency how many deliveries are worked on at once; also what is prefetched
/// @param listenersOptional whether a result that no queue is bound for is as it should be; if not,
///     it is a failure of the message that led to it
/// @param recorded whether what happens here is recorded as events; only what records them is not
public record Application(
    String name,
    List<Binding> bindings,
    List<Processor> preprocessors,
    Callback callback,
    List<Processor> postprocessors,
    RetryPolicy retryPolicy,
    int concurrency,
    boolean listenersOptional,
    boolean recorded) {

  /// The concurrency of an application that does not ask for another.
  public static final int DEFAULT_CONCURRENCY = 32;

  public Application {
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "expected an application's name of lower-case words joined by \"-\", got: \""
              + name
              + "\"");
    }
    if (bindings.isEmpty()) {
      throw new IllegalArgumentException(
          "application " + name + " consumes nothing; expected consumes(exchange, bindingKey)");
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "expected the concurrency of " + name + " to be 1 or more, got: " + concurrency);
    }
    bindings = List.copyOf(bindings);
    preprocessors = List.copyOf(preprocessors);
    postprocessors = List.copyOf(postprocessors);
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /// Puts an application together. Not safe for use by several threads.
  public static final class Builder {
    private final String name;
    private final List<Binding> bindings = new ArrayList<>();
    private final List<Processor> preprocessors = new ArrayList<>();
    private final List<Processor> postprocessors = new ArrayList<>();
    private RetryPolicy retryPolicy = RetryPolicy.standard();
    private int concurrency = DEFAULT_CONCURRENCY;
    private boolean listenersOptional;
    private boolean recorded = true;
    private Callback callback =
        _ -> {
          throw new IllegalStateException("expected build() to refuse a missing callback");
        };
    private boolean hasCallback;

    private Builder(String name) {
      this.name = name;
    }

    /// Binds the application's queue to `exchange`; see [Binding] for the key.
    public Builder consumes(String exchange, String bindingKey) {
      bindings.add(new Binding(exchange, bindingKey));
      return this;
    }

    public Builder preprocess(Processor processor) {
      preprocessors.add(processor);
      return this;
    }

    public Builder callback(Callback theCallback) {
      callback = theCallback;
      hasCallback = true;
      return this;
    }

    public Builder postprocess(Processor processor) {
      postprocessors.add(processor);
      return this;
    }

    public Builder retry(RetryPolicy policy) {
      retryPolicy = policy;
      return this;
    }

    public Builder concurrency(int deliveries) {
      concurrency = deliveries;
      return this;
    }

    /// Results may go unheard: nobody need be bound for them.
    public Builder listenersOptional() {
      listenersOptional = true;
      return this;
    }

    /// Nothing that happens here is recorded. For applications that read the record itself.
    public Builder unrecorded() {
      recorded = false;
      return this;
    }

    /// The application.
    ///
    /// @throws IllegalArgumentException if something is missing or out of range, saying what
    public Application build() {
      if (!hasCallback) {
        throw new IllegalArgumentException(
            "application " + name + " has no callback; expected callback(message -> …)");
      }
      return new Application(
          name,
          bindings,
          preprocessors,
          callback,
          postprocessors,
          retryPolicy,
          concurrency,
          listenersOptional,
          recorded);
    }
  }
}
