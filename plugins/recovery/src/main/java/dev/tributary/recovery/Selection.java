package dev.tributary.recovery;

import dev.tributary.recovery.Failure.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which failures: each part that is present narrows it.
///
/// @param ids of failures; any, if it is empty
/// @param error a part of the error's class, or of its cause
/// @param before those that failed until then, that instant included
/// @param after the act by which the message had been sent on before it failed again
/// @param states any, if it is empty
public record Selection(
    List<String> ids,
    Optional<String> application,
    Optional<String> provider,
    Optional<String> error,
    Optional<Instant> since,
    Optional<Instant> before,
    Optional<String> after,
    List<State> states) {

  public Selection {
    ids = List.copyOf(ids);
    states = List.copyOf(states);
  }

  /// All that nothing was done about.
  public static Selection open() {
    return new Selection(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(State.OPEN));
  }

  /// All that failed again after the act `id`.
  public static Selection after(String id) {
    return new Selection(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(id),
        List.of());
  }

  /// This one, of what had failed at `instant` only.
  public Selection before(Instant instant) {
    return new Selection(
        ids, application, provider, error, since, Optional.of(instant), after, states);
  }

  /// Whether it leaves nothing out but what something was done about.
  public boolean isUnlimited() {
    return ids.isEmpty()
        && application.isEmpty()
        && provider.isEmpty()
        && error.isEmpty()
        && after.isEmpty();
  }

  /// In words, for the record.
  @Override
  public String toString() {
    var parts = new ArrayList<String>();
    if (!ids.isEmpty()) {
      parts.add("ids " + String.join(" ", ids));
    }
    application.ifPresent(name -> parts.add("application " + name));
    provider.ifPresent(name -> parts.add("provider " + name));
    error.ifPresent(text -> parts.add("error like " + text));
    since.ifPresent(time -> parts.add("since " + time));
    before.ifPresent(time -> parts.add("until " + time));
    after.ifPresent(act -> parts.add("after act " + act));
    return parts.isEmpty() ? "all" : parts.stream().collect(Collectors.joining(", "));
  }
}
