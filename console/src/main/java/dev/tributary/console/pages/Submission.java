package dev.tributary.console.pages;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Something that was submitted on the page, and how far its intake has come. Safe for use by many
/// threads.
final class Submission {
  private final String id;
  private final String path;
  private final String who;
  private final Instant at;
  private final Set<String> deliveries = new LinkedHashSet<>();
  private Optional<String> problem = Optional.empty();
  private boolean taken;

  Submission(String id, String path, String who, Instant at) {
    this.id = id;
    this.path = path;
    this.who = who;
    this.at = at;
  }

  /// As it is at one moment.
  ///
  /// @param taken whether all of it is taken in
  /// @param deliveries ids of what was taken in so far
  /// @param problem why no more of it was, or was not yet
  record State(
      String id,
      String path,
      String who,
      Instant at,
      boolean taken,
      List<String> deliveries,
      Optional<String> problem) {}

  String id() {
    return id;
  }

  synchronized State state() {
    return new State(id, path, who, at, taken, List.copyOf(deliveries), problem);
  }

  synchronized void add(Collection<String> ids) {
    deliveries.addAll(ids);
  }

  synchronized void putOff(String because) {
    problem = Optional.of(because);
  }

  synchronized void end(Optional<String> because) {
    taken = true;
    problem = because;
  }
}
