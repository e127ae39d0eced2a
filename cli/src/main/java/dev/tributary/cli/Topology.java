package dev.tributary.cli;

import dev.tributary.Binding;
import dev.tributary.ingestion.pipeline.Stage;
import dev.tributary.spi.QueueStatus;
import dev.tributary.spi.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Applications as they are declared, and, if a broker was asked, their queues as they are.
///
/// @param stages the applications, in the order in which they are shown
/// @param live what the broker has
record Topology(List<Stage> stages, Optional<Live> live) {

  /// What a broker has.
  ///
  /// @param queues by name: those that are declared or were asked about, as far as they are there
  record Live(Map<String, QueueStatus> queues) {}

  /// Something that is not as it is declared.
  ///
  /// @param queue that it is about
  /// @param fix what can be done about it
  record Drift(String queue, String found, String fix) {}

  static Topology declared(List<Stage> stages) {
    return new Topology(stages, Optional.empty());
  }

  /// The same, with what `transport` has: all queues that it can list, and those called `others`.
  Topology on(Transport transport, Collection<String> others) {
    var names = new TreeSet<>(others);
    stages.forEach(stage -> names.add(stage.name()));
    transport.queues().ifPresent(names::addAll);
    var found = new TreeMap<>(transport.statuses(names));
    return new Topology(stages, Optional.of(new Live(found)));
  }

  /// The exchanges that somebody consumes, in the order of those who do.
  List<String> exchanges() {
    return stages.stream()
        .flatMap(stage -> stage.bindings().stream())
        .map(Binding::exchange)
        .distinct()
        .toList();
  }

  /// Who consumes results of `exchange`.
  List<String> listeners(String exchange) {
    return stages.stream()
        .filter(stage -> stage.bindings().stream().anyMatch(on -> on.exchange().equals(exchange)))
        .map(Stage::name)
        .toList();
  }

  Optional<QueueStatus> queue(String name) {
    return live.flatMap(found -> Optional.ofNullable(found.queues().get(name)));
  }

  /// What the broker has and nobody declares here, by name.
  Map<String, QueueStatus> strangers() {
    var strangers = new TreeMap<>(live.map(Live::queues).orElse(Map.of()));
    stages.forEach(stage -> strangers.remove(stage.name()));
    return strangers;
  }

  /// All that the broker has otherwise than declared; nothing if none was asked.
  List<Drift> drift() {
    var drift = new ArrayList<>(driftOfStages());
    strangers().forEach((name, status) -> drift.add(stranger(name, status)));
    return drift;
  }

  /// The same of the applications alone, leaving out what nobody declares here.
  List<Drift> driftOfStages() {
    if (live.isEmpty()) {
      return List.of();
    }
    var drift = new ArrayList<Drift>();
    for (var stage : stages) {
      queue(stage.name())
          .ifPresentOrElse(
              status -> drift.addAll(drift(stage, status)), () -> drift.add(missing(stage.name())));
    }
    return drift;
  }

  private static List<Drift> drift(Stage stage, QueueStatus status) {
    var start = "start %s anew: it binds its queue as declared".formatted(stage.name());
    var drift = new ArrayList<Drift>();
    for (var declared : stage.bindings()) {
      if (!status.bindings().contains(declared)) {
        drift.add(new Drift(stage.name(), "is not bound to " + words(declared), start));
      }
    }
    for (var found : status.bindings().stream().sorted(Topology::compare).toList()) {
      if (!stage.bindings().contains(found)) {
        var stale = "is still bound to %s, which is not declared".formatted(words(found));
        drift.add(new Drift(stage.name(), stale, start));
      }
    }
    return drift;
  }

  private static Drift missing(String queue) {
    return new Drift(queue, "has no queue: nothing is kept for it", "start " + queue);
  }

  private static Drift stranger(String queue, QueueStatus status) {
    return new Drift(
        queue,
        "is declared by nobody here; %s, %d consume it"
            .formatted(QueueAccess.messages(status.depth()), status.consumers()),
        status.consumers() > 0
            ? "name its service to see it as declared"
            : "tributary remove " + queue + ", unless it is to run again");
  }

  private static int compare(Binding one, Binding other) {
    return words(one).compareTo(words(other));
  }

  /// A binding in words.
  static String words(Binding binding) {
    return "%s (%s)".formatted(binding.exchange(), binding.key());
  }
}
