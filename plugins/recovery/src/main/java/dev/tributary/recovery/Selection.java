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

  /// All failures, whatever was done about them.
  public static Selection all() {
    return new Selection(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /// All that nothing was done about.
  public static Selection open() {
    return all().in(State.OPEN);
  }

  /// Those of these that are in `state`.
  private Selection in(State state) {
    return new Selection(ids, application, provider, error, since, before, after, List.of(state));
  }

  /// The one of these whose id is `id`.
  public Selection only(String id) {
    return new Selection(List.of(id), application, provider, error, since, before, after, states);
  }

  /// Those of these that failed in the application `name`.
  public Selection ofApplication(String name) {
    return new Selection(ids, Optional.of(name), provider, error, since, before, after, states);
  }

  /// Those of these that came from the provider `name`.
  public Selection ofProvider(String name) {
    return new Selection(ids, application, Optional.of(name), error, since, before, after, states);
  }

  /// Those of these with `text` in the error's class, or in its cause.
  public Selection withError(String text) {
    return new Selection(
        ids, application, provider, Optional.of(text), since, before, after, states);
  }

  /// Those of these that failed at `instant` or later.
  public Selection since(Instant instant) {
    return new Selection(
        ids, application, provider, error, Optional.of(instant), before, after, states);
  }

  /// Those of these that had failed at `instant`.
  public Selection before(Instant instant) {
    return new Selection(
        ids, application, provider, error, since, Optional.of(instant), after, states);
  }

  /// Those of these that failed again after the act `id`.
  public Selection after(String id) {
    return new Selection(ids, application, provider, error, since, before, Optional.of(id), states);
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
