package dev.tributary.testing;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.DeadLetter;
import dev.tributary.Event;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Applications that run in a test, on a broker in memory and on virtual time:
///
///     try (var run = TestRun.of(application)) {
///       run.send(Message.of("upsert.order", Body.utf8("…")));
///
///       assertThat(run.results()).extracting(Message::routingKey).containsExactly("upsert.invoice");
///     }
///
/// It is the framework itself that runs them, as anywhere else. The test is whoever sends what they
/// consume, and whoever listens to what they send. Time stands still until [#advance]: what is to be
/// tried again waits for that. Used by one thread.
public final class TestRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SHOWN = 10;

  private final List<Application> applications;
  private final VirtualClock clock = new VirtualClock();
  private final MemoryBroker broker = new MemoryBroker(clock);
  private final Transport outside = MemoryTransport.connect(broker);
  private final Producer sender = outside.producer();
  private final Transport inside;
  private final Runner runner;
  private final Queue<Sent> results = new ConcurrentLinkedQueue<>();
  private final Queue<Settlement> outcomes = new ConcurrentLinkedQueue<>();
  private final Queue<DeadLetter> deadLetters = new ConcurrentLinkedQueue<>();
  private final Queue<String> events = new ConcurrentLinkedQueue<>();
  private final Map<Thread, Work> working = new ConcurrentHashMap<>();
  private Duration patience = PATIENCE;

  private record Sent(String application, Message message) {}

  private record Work(String application, Message message) {}

  private TestRun(Faults faults, List<Application> applications) {
    this.applications = applications;
    inside = faults.transport(MemoryTransport.connect(broker).heardBy(this::hear));
    runner = Runner.start(inside, applications.stream().map(this::watched).toList(), clock);
  }

  /// Starts `applications`.
  ///
  /// @throws dev.tributary.StartException if a start hook fails
  public static TestRun of(Application... applications) {
    return of(new Faults(), applications);
  }

  /// Starts `applications` on a transport where `faults` happen.
  ///
  /// @throws dev.tributary.StartException if a start hook fails
  public static TestRun of(Faults faults, Application... applications) {
    return new TestRun(faults, List.of(applications));
  }

  /// This run, waiting for up to `realTime` until what was sent is settled, rather than 10 seconds.
  public TestRun withPatience(Duration realTime) {
    patience = realTime;
    return this;
  }

  /// Sends `messages`, all at once, to the exchange that the applications consume and none of them
  /// sends to. Returns when everything that follows is settled or waits for a later time.
  ///
  /// @throws IllegalArgumentException if there is not one such exchange
  /// @throws dev.tributary.spi.UnroutableException if an application does not consume them
  /// @throws AssertionError if something is in flight still when patience ends; it names what, and
  ///   where it is
  public void send(Message... messages) throws InterruptedException {
    send(entrance(), messages);
  }

  /// The same, to an exchange of the caller's choice.
  public void send(String exchange, Message... messages) throws InterruptedException {
    sender.send(exchange, List.of(messages), Listeners.REQUIRED);
    settle();
  }

  /// Sends `message` once more, as a broker does that did not get the acknowledgement.
  public void redeliver(Message message) throws InterruptedException {
    send(message);
  }

  /// Lets `duration` pass: stops at each moment at which something is due, in order, and lets what
  /// comes back settle.
  ///
  /// @throws AssertionError as [#send] does
  public void advance(Duration duration) throws InterruptedException {
    var end = clock.instant().plus(duration);
    for (var due = nextDue(end); due.isPresent(); due = nextDue(end)) {
      clock.advanceTo(due.get());
      settle();
    }
    clock.advanceTo(end);
    settle();
  }

  /// What the applications sent, in order; what was sent twice is there twice.
  public List<Message> results() {
    return results.stream().map(Sent::message).toList();
  }

  /// What the application `name` sent.
  public List<Message> results(String name) {
    return results.stream()
        .filter(sent -> sent.application().equals(name))
        .map(Sent::message)
        .toList();
  }

  /// What became of the deliveries, in the order of settlement. One that could not be settled,
  /// since the broker was away, is not among them.
  public List<Settlement> outcomes() {
    return List.copyOf(outcomes);
  }

  /// What was set aside, in order.
  public List<DeadLetter> deadLetters() {
    return List.copyOf(deadLetters);
  }

  /// What was recorded, in order: each event as one JSON object.
  public List<String> events() {
    return List.copyOf(events);
  }

  /// What waits for a later time, the first due first.
  public List<Waiting> waiting() {
    return applications.stream()
        .flatMap(
            application ->
                broker.queue(application.name()).waiting().stream()
                    .map(later -> new Waiting(application.name(), later.message(), later.due())))
        .sorted(Comparator.comparing(Waiting::due))
        .toList();
  }

  /// The time, which the applications' attempts, delays and events go by.
  public VirtualClock clock() {
    return clock;
  }

  /// The broker, to be stopped and started.
  public MemoryBroker broker() {
    return broker;
  }

  /// Stops the applications: what is in flight is finished, stop hooks run.
  @Override
  public void close() {
    runner.close();
    inside.close();
    outside.close();
  }

  private String entrance() {
    var own = applications.stream().map(Application::name).collect(Collectors.toSet());
    var entrances =
        applications.stream()
            .flatMap(application -> application.bindings().stream())
            .map(Binding::exchange)
            .filter(exchange -> !own.contains(exchange))
            .distinct()
            .toList();
    if (entrances.size() != 1) {
      throw new IllegalArgumentException(
          "expected the applications to consume one exchange that none of them sends to, found "
              + entrances
              + "; name the one that is meant: send(exchange, messages)");
    }
    return entrances.getFirst();
  }

  /// The application, with its threads known, and what its deliveries came to.
  private Application watched(Application application) {
    var name = application.name();
    return application.surroundedBy(
        around ->
            around
                .preprocess(
                    message -> {
                      working.put(Thread.currentThread(), new Work(name, message));
                      return message;
                    })
                .onSettled(
                    (message, outcome) -> outcomes.add(new Settlement(name, message, outcome))));
  }

  private boolean hear(String exchange, Message message) {
    if (exchange.equals(DeadLetter.EXCHANGE)) {
      deadLetters.add(DeadLetter.from(message));
      return true;
    }
    if (exchange.equals(Event.EXCHANGE)) {
      events.addAll(message.body().utf8().lines().toList());
      return true;
    }
    var isResult = applications.stream().anyMatch(each -> each.name().equals(exchange));
    if (isResult) {
      results.add(new Sent(exchange, message));
    }
    return isResult;
  }

  private Optional<Instant> nextDue(Instant end) {
    return waiting().stream().map(Waiting::due).filter(due -> !due.isAfter(end)).findFirst();
  }

  /// Waits until nothing is to be done, and the threads that did it have ended.
  private void settle() throws InterruptedException {
    var end = System.nanoTime() + patience.toNanos();
    var queues = applications.stream().map(Application::name).toList();
    do {
      if (!broker.awaitIdle(queues, left(end))) {
        throw inFlight();
      }
      for (var thread : List.copyOf(working.keySet())) {
        if (!thread.join(left(end))) {
          throw inFlight();
        }
        working.remove(thread);
      }
    } while (!broker.awaitIdle(queues, Duration.ZERO));
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
  }

  private AssertionError inFlight() {
    var busy =
        working.entrySet().stream()
            .filter(entry -> entry.getKey().isAlive())
            .map(entry -> described(entry.getValue(), entry.getKey()));
    var known = working.values().stream().map(work -> work.message().id()).toList();
    var others =
        applications.stream()
            .flatMap(
                application ->
                    broker.queue(application.name()).unsettled().stream()
                        .filter(message -> !known.contains(message.id()))
                        .map(message -> described(new Work(application.name(), message))));
    var all = Stream.concat(busy, others).toList();
    var shown = all.stream().limit(SHOWN).collect(Collectors.joining("\n"));
    return new AssertionError(
        "expected everything to be settled within %s, found %d in flight:%n%s"
            .formatted(patience, all.size(), shown));
  }

  private static String described(Work work) {
    var message = work.message();
    return "%s: message %s (%s), attempt %d"
        .formatted(work.application(), message.id(), message.routingKey(), message.attempt());
  }

  private static String described(Work work, Thread thread) {
    return Stream.of(thread.getStackTrace())
        .map(frame -> "\n    at " + frame)
        .collect(Collectors.joining("", described(work), ""));
  }
}
