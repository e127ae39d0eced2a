package dev.tributary;

import dev.tributary.internal.Batcher;
import dev.tributary.internal.Typed;
import dev.tributary.spi.Instrumentation;
import dev.tributary.spi.Transport.Sharing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
public final class Application {
  /// The concurrency of an application that does not ask for another.
  public static final int DEFAULT_CONCURRENCY = 32;

  /// The time limit of an application that does not ask for another: less than the 30 minutes after
  /// which RabbitMQ takes a delivery back that nobody settles (rabbitmq.com, "Delivery
  /// Acknowledgement Timeout").
  public static final Duration DEFAULT_TIME_LIMIT = Duration.ofMinutes(15);

  /// The delivery limit of an application that does not ask for another.
  public static final int DEFAULT_DELIVERY_LIMIT = 10;

  private final Builder parts;
  private final Callback callback;
  private final List<Binding> bindings;
  private final List<Processor> preprocessors;
  private final List<Processor> postprocessors;
  private final List<Step> steps;
  private final List<ErrorObserver> errorObservers;
  private final List<SettlementObserver> settlementObservers;
  private final List<Instrumentation> instrumentations;

  /// @param parts nobody else's to change
  private Application(Builder parts, Callback callback) {
    this.parts = parts;
    this.callback = callback;
    this.bindings = List.copyOf(parts.bindings);
    this.preprocessors = List.copyOf(parts.preprocessors);
    this.postprocessors = List.copyOf(parts.postprocessors);
    this.steps = List.copyOf(parts.steps);
    this.errorObservers = List.copyOf(parts.errorObservers);
    this.settlementObservers = List.copyOf(parts.settlementObservers);
    this.instrumentations = List.copyOf(parts.instrumentations);
  }

  /// Begins an application.
  ///
  /// @param name of lower-case words joined by `-`
  public static Builder named(String name) {
    return new Builder(name);
  }

  public String name() {
    return parts.name;
  }

  public List<Binding> bindings() {
    return bindings;
  }

  public List<Processor> preprocessors() {
    return preprocessors;
  }

  public Callback callback() {
    return callback;
  }

  public List<Processor> postprocessors() {
    return postprocessors;
  }

  /// Of its code, so that a failure can be told from that of another version.
  public String version() {
    return parts.version;
  }

  /// How long the callback and the processors may take for one message.
  public Duration timeLimit() {
    return parts.timeLimit;
  }

  /// How often the broker may deliver a message whose delivery is never settled.
  public int deliveryLimit() {
    return parts.deliveryLimit;
  }

  public RetryPolicy retryPolicy() {
    return parts.retryPolicy;
  }

  /// How many deliveries are worked on at once; also what is prefetched.
  public int concurrency() {
    return parts.concurrency;
  }

  /// Whether a result that no queue is bound for is as it should be; if not, it is a failure of the
  /// message that led to it.
  public boolean listenersOptional() {
    return parts.listenersOptional;
  }

  /// Whether what happens here is recorded as events.
  public boolean recorded() {
    return parts.recorded;
  }

  /// Whose messages are worked on one after the other: those for which this returns the same key.
  public Optional<Function<Message, String>> orderKey() {
    return parts.orderKey;
  }

  /// How processes that run it share its queue: one of them works on all of it if it keeps an
  /// order.
  public Sharing sharing() {
    return sharing(parts.orderKey);
  }

  private static Sharing sharing(Optional<?> orderKey) {
    return orderKey.isPresent() ? Sharing.SINGLE_ACTIVE : Sharing.COMPETING;
  }

  /// What is done on start and on stop, in the order in which it was added.
  public List<Step> steps() {
    return steps;
  }

  public List<ErrorObserver> errorObservers() {
    return errorObservers;
  }

  public List<SettlementObserver> settlementObservers() {
    return settlementObservers;
  }

  /// What goes with each delivery, in the order in which it was added.
  public List<Instrumentation> instrumentations() {
    return instrumentations;
  }

  /// This application with the parts of `outer` around its own: before its first preprocessor and
  /// start hook, after its last postprocessor and stop hook.
  public Application surroundedBy(Extension outer) {
    var around = new Builder(parts.name);
    outer.extend(around);
    var whole = parts.copy();
    whole.preprocessors.addAll(0, around.preprocessors);
    whole.postprocessors.addAll(around.postprocessors);
    whole.steps.addAll(0, around.steps);
    whole.errorObservers.addAll(around.errorObservers);
    whole.settlementObservers.addAll(around.settlementObservers);
    whole.instrumentations.addAll(0, around.instrumentations);
    whole.recorded = parts.recorded && around.recorded;
    return new Application(whole, callback);
  }

  /// This application with another concurrency.
  ///
  /// @throws IllegalArgumentException if it is less than 1, or than what a batch needs
  public Application withConcurrency(int deliveries) {
    return parts.copy().concurrency(deliveries).build();
  }

  /// This application, whose results may go unheard.
  public Application withListenersOptional() {
    return parts.copy().listenersOptional().build();
  }

  /// One thing to do on start or on stop.
  public sealed interface Step {
    /// Done before the first delivery is received.
    record Start(Hook hook) implements Step {}

    /// Done after the last delivery is settled.
    record Stop(Hook hook) implements Step {}
  }

  /// Puts an application together. Not safe for use by several threads.
  public static final class Builder {
    private final String name;
    private final List<Binding> bindings = new ArrayList<>();
    private final List<Processor> preprocessors = new ArrayList<>();
    private final List<Processor> postprocessors = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<ErrorObserver> errorObservers = new ArrayList<>();
    private final List<SettlementObserver> settlementObservers = new ArrayList<>();
    private final List<Instrumentation> instrumentations = new ArrayList<>();
    private final Map<Class<?>, String> routingKeys = new LinkedHashMap<>();
    private RetryPolicy retryPolicy = RetryPolicy.standard();
    private int concurrency = DEFAULT_CONCURRENCY;
    private int batchSize = 1;
    private String version = "";
    private Duration timeLimit = DEFAULT_TIME_LIMIT;
    private int deliveryLimit = DEFAULT_DELIVERY_LIMIT;
    private boolean listenersOptional;
    private boolean recorded = true;
    private Optional<Function<Message, String>> orderKey = Optional.empty();
    private Optional<Function<Map<Class<?>, String>, Callback>> callback = Optional.empty();

    private Builder(String name) {
      if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
        throw new IllegalArgumentException(
            "expected an application's name of lower-case words joined by \"-\", got: \""
                + name
                + "\"");
      }
      this.name = name;
    }

    /// What it is bound to so far.
    public List<Binding> bindings() {
      return List.copyOf(bindings);
    }

    /// How processes that run it are going to share its queue.
    public Sharing sharing() {
      return Application.sharing(orderKey);
    }

    private Builder copy() {
      var copy = new Builder(name);
      copy.bindings.addAll(bindings);
      copy.preprocessors.addAll(preprocessors);
      copy.postprocessors.addAll(postprocessors);
      copy.steps.addAll(steps);
      copy.errorObservers.addAll(errorObservers);
      copy.settlementObservers.addAll(settlementObservers);
      copy.instrumentations.addAll(instrumentations);
      copy.routingKeys.putAll(routingKeys);
      copy.retryPolicy = retryPolicy;
      copy.concurrency = concurrency;
      copy.batchSize = batchSize;
      copy.version = version;
      copy.timeLimit = timeLimit;
      copy.deliveryLimit = deliveryLimit;
      copy.listenersOptional = listenersOptional;
      copy.recorded = recorded;
      copy.orderKey = orderKey;
      copy.callback = callback;
      return copy;
    }

    /// The name of the application that is put together.
    public String name() {
      return name;
    }

    /// Binds the application's queue to `exchange`; see [Binding] for the key. It may be bound to
    /// several, and several times to one.
    public Builder consumes(String exchange, String bindingKey) {
      bindings.add(new Binding(exchange, bindingKey));
      return this;
    }

    public Builder preprocess(Processor processor) {
      preprocessors.add(processor);
      return this;
    }

    /// What is done with a message. An application has one callback, of one of the four kinds.
    public Builder callback(Callback theCallback) {
      callback = Optional.of(_ -> theCallback);
      return this;
    }

    /// What is done with a message whose body is a `T`, usually a record. A body that is none is an
    /// [InvalidMessageException].
    ///
    /// It returns messages, or values whose types [#sends] declares.
    public <T> Builder callback(Class<T> type, TypedCallback<T> theCallback) {
      return callback(type, (body, _) -> theCallback.apply(body));
    }

    /// The same, for a callback that needs the message, too.
    public <T> Builder callback(Class<T> type, TypedCallback.WithMessage<T> theCallback) {
      callback = Optional.of(keys -> new Typed<>(name, type, theCallback, keys));
      return this;
    }

    /// What is done with up to `size` messages at once. The first of a batch waits at most `linger`
    /// for the others.
    ///
    /// The concurrency has to be `size` or more; twice as much lets one batch gather while another
    /// is worked on.
    public Builder batch(int size, Duration linger, BatchCallback theCallback) {
      batchSize = size;
      callback = Optional.of(_ -> new Batcher(size, linger, theCallback));
      return this;
    }

    /// The routing key of results that a typed callback returns as values of `type`, or of a
    /// subtype; of several that are declared, the most specific counts.
    public Builder sends(Class<?> type, String routingKey) {
      routingKeys.put(type, routingKey);
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

    /// What its dead letters say of its code, such as a release or a commit.
    public Builder version(String ofTheCode) {
      version = ofTheCode;
      return this;
    }

    /// The callback and the processors are interrupted if they take longer than that for one
    /// message, and fail with a [TimeLimitException]. One that takes no notice goes on, holds its
    /// place among the `concurrency`, and is reported as stuck, with its stack.
    public Builder timeLimit(Duration limit) {
      timeLimit = limit;
      return this;
    }

    /// A message that is delivered more often than that, because the process ended each time before
    /// the delivery was settled, is a dead letter.
    public Builder deliveryLimit(int deliveries) {
      deliveryLimit = deliveries;
      return this;
    }

    public Builder concurrency(int deliveries) {
      concurrency = deliveries;
      return this;
    }

    /// Messages for which `key` returns the same are worked on one after the other, in the order of
    /// the queue; those of other keys go on meanwhile. While one of them waits to be tried again,
    /// those behind it wait as well, in the broker.
    ///
    /// Of several processes one works on all messages, the others stand by; where that one ends or
    /// is cut off, what it had put off has lost its place. An empty key stands for no order.
    public Builder orderedBy(Function<Message, String> key) {
      orderKey = Optional.of(key);
      return this;
    }

    /// Adds what is to be done once before the first delivery is received, such as opening a
    /// connection. Start hooks run in the order in which they were added.
    public Builder onStart(Hook hook) {
      steps.add(new Step.Start(hook));
      return this;
    }

    /// Adds what is to be done once after the last delivery is settled. Stop hooks run in the
    /// reverse order, each of them whatever the others throw. If a start hook fails, those stop
    /// hooks run that were added before it: so add the one that closes right after the one that
    /// opens.
    public Builder onStop(Hook hook) {
      steps.add(new Step.Stop(hook));
      return this;
    }

    public Builder onError(ErrorObserver observer) {
      errorObservers.add(observer);
      return this;
    }

    public Builder onSettled(SettlementObserver observer) {
      settlementObservers.add(observer);
      return this;
    }

    /// Adds what goes with each delivery from its receipt to its end. They begin in the order in
    /// which they were added, and end in the reverse order.
    public Builder instrument(Instrumentation instrumentation) {
      instrumentations.add(instrumentation);
      return this;
    }

    /// Adds all parts of `extension`, here in the order.
    public Builder with(Extension extension) {
      extension.extend(this);
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
      if (bindings.isEmpty()) {
        throw new IllegalArgumentException(
            "application " + name + " consumes nothing; expected consumes(exchange, bindingKey)");
      }
      if (concurrency < 1) {
        throw new IllegalArgumentException(
            "expected the concurrency of " + name + " to be 1 or more, got: " + concurrency);
      }
      if (!timeLimit.isPositive() || deliveryLimit < 1) {
        throw new IllegalArgumentException(
            "expected %s to have a time limit and a delivery limit of 1 or more, got: %s and %d"
                .formatted(name, timeLimit, deliveryLimit));
      }
      if (concurrency < batchSize) {
        throw new IllegalArgumentException(
            "expected the concurrency of %s to be its batch size of %d or more, got: %d"
                .formatted(name, batchSize, concurrency));
      }
      var made =
          callback.orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "application " + name + " has no callback; expected callback(message -> …)"));
      return new Application(
          copy(), made.apply(Collections.unmodifiableMap(new LinkedHashMap<>(routingKeys))));
    }
  }
}
