package dev.tributary.console.pages;

import dev.tributary.ApplicationStatus;
import dev.tributary.ApplicationStatus.Stuck;
import dev.tributary.Binding;
import dev.tributary.ingestion.ledger.Activity;
import dev.tributary.ingestion.pipeline.Stage;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Selection;
import dev.tributary.spi.QueueStatus;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All applications at one moment: those that are declared, and any other whose queue the broker
/// has.
///
/// @param unreachable why the broker does not tell
record Plant(List<Unit> units, Optional<String> unreachable) {
  /// What rates are taken over.
  private static final Duration LATELY = Duration.ofMinutes(1);

  /// How an application is.
  enum State {
    RUNNING,
    /// By an operator.
    PAUSED,
    /// Something is away that it depends on.
    UNAVAILABLE,
    /// A callback takes no notice of its time limit.
    STUCK,
    /// It has a queue, and nobody consumes it.
    STOPPED,
    /// It has no queue: nothing is kept for it.
    ABSENT
  }

  /// One application.
  ///
  /// @param sources the exchanges that it consumes
  /// @param depth messages in its queue: waiting, put off, or being worked on
  /// @param consumers processes that consume it
  /// @param inFlight deliveries that this process works on; absent if it does not run it
  /// @param oldest how long this process has been at the oldest of them
  /// @param perMinute messages that it came to an end with in the last minute
  /// @param failures that nothing was done about
  record Unit(
      String name,
      State state,
      Optional<String> reason,
      List<String> sources,
      long depth,
      int consumers,
      Optional<Integer> inFlight,
      Optional<Duration> oldest,
      long perMinute,
      long failures) {
    /// Whether only other processes run it: whether it is stuck, or waits for something that is
    /// away, is theirs to tell.
    boolean isElsewhere() {
      return inFlight.isEmpty() && consumers > 0;
    }

    /// In words of a table.
    String inFlightShown() {
      return inFlight.map(String::valueOf).orElse("–");
    }
  }

  /// As it is now.
  static Plant now(Watched watched) throws InterruptedException {
    var statuses = byName(watched.pipeline().runner().statuses(), ApplicationStatus::application);
    var activities =
        byName(
            Activity.since(watched.ledger(), Instant.now().minus(LATELY)), Activity::application);
    var failures =
        byName(Failures.counts(watched.ledger(), Selection.open()), Failures.Count::application);
    var stages = byName(watched.stages(), Stage::name);
    try {
      var names = new LinkedHashSet<String>();
      watched.stages().forEach(stage -> names.add(stage.name()));
      watched.transport().queues().ifPresent(names::addAll);
      var queues = watched.transport().statuses(names);
      var units =
          names.stream()
              .map(
                  name ->
                      unit(
                          name,
                          Optional.ofNullable(stages.get(name)),
                          Optional.ofNullable(queues.get(name)),
                          Optional.ofNullable(statuses.get(name)),
                          Optional.ofNullable(activities.get(name)),
                          Optional.ofNullable(failures.get(name))))
              .toList();
      return new Plant(units, Optional.empty());
    } catch (TransportException away) {
      return new Plant(List.of(), Optional.of(String.valueOf(away.getMessage())));
    }
  }

  private static Unit unit(
      String name,
      Optional<Stage> stage,
      Optional<QueueStatus> queue,
      Optional<ApplicationStatus> here,
      Optional<Activity> activity,
      Optional<Failures.Count> failures) {
    var bindings =
        queue
            .<Collection<Binding>>map(QueueStatus::bindings)
            .orElse(stage.map(Stage::bindings).orElse(List.of()));
    return new Unit(
        name,
        state(queue, here),
        queue.flatMap(QueueStatus::pause).or(() -> here.flatMap(Plant::reason)),
        bindings.stream().map(Binding::exchange).distinct().sorted().toList(),
        queue.map(QueueStatus::depth).orElse(0L),
        queue.map(QueueStatus::consumers).orElse(0),
        here.map(ApplicationStatus::inFlight),
        here.filter(it -> it.inFlight() > 0).map(ApplicationStatus::oldest),
        activity.map(Activity::worked).orElse(0L),
        failures.map(Failures.Count::number).orElse(0L));
  }

  private static State state(Optional<QueueStatus> queue, Optional<ApplicationStatus> here) {
    if (queue.isEmpty()) {
      return State.ABSENT;
    }
    if (here.filter(it -> !it.stuck().isEmpty()).isPresent()) {
      return State.STUCK;
    }
    if (queue.get().pause().isPresent()) {
      return State.PAUSED;
    }
    if (here.filter(it -> it.state() == ApplicationStatus.State.UNAVAILABLE).isPresent()) {
      return State.UNAVAILABLE;
    }
    return queue.get().consumers() > 0 ? State.RUNNING : State.STOPPED;
  }

  private static Optional<String> reason(ApplicationStatus status) {
    return status.stuck().stream()
        .max(Comparator.comparing(Stuck::runningFor))
        .map(
            stuck ->
                "message %s is being worked on for %s"
                    .formatted(stuck.messageId(), Shown.duration(stuck.runningFor())))
        .or(status::reason);
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    return all.stream().collect(Collectors.toMap(name, it -> it, (first, _) -> first));
  }
}
