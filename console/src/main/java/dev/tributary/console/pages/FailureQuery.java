package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.console.web.RefusedException;
import dev.tributary.console.web.Values;
import dev.tributary.recovery.Failure.State;
import dev.tributary.recovery.Selection;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// Which failures are meant, as the query of a list or the form of an act says it: by `app`,
/// `provider`, `error`, `after` (an act), `id`, `before`, `all` and `state`.
record FailureQuery(Values values) {
  /// What it can say.
  static final List<String> NAMES = List.of("app", "provider", "error", "after", "id");

  /// What says that no less than all is meant.
  private static final String ALL = "all";

  /// Those that a list shows: open ones, unless another state is asked for.
  Selection listed() {
    var state = values.text("state");
    var states =
        state.filter(it -> it.equalsIgnoreCase("ANY")).isPresent()
            ? List.<State>of()
            : List.of(values.choice("state", State.class).orElse(State.OPEN));
    return selection(states);
  }

  /// Those that an act is to be about: open ones, of those that had failed when they were shown.
  Selection chosen() {
    var chosen = selection(List.of(State.OPEN));
    var one = values.text("id").map(chosen::only).orElse(chosen);
    return one.before(values.text("before").map(FailureQuery::instant).orElseGet(Instant::now));
  }

  /// The same, as long as it says which.
  ///
  /// @throws RefusedException if it says nothing, and not that all are meant
  Selection named() {
    for (var name : NAMES) {
      if (values.byName().containsKey(name) && values.text(name).isEmpty()) {
        throw RefusedException.badRequest(
            "expected a value for %s, found none; leave it out if it does not matter"
                .formatted(name));
      }
    }
    var chosen = chosen();
    if (chosen.isUnlimited() && !values.text(ALL).equals(Optional.of("yes"))) {
      throw RefusedException.badRequest(
          "expected one of %s to say which failures, found none; all=yes means every open one"
              .formatted(String.join(", ", NAMES)));
    }
    return chosen;
  }

  private Selection selection(List<State> states) {
    return new Selection(
        List.of(),
        values.text("app"),
        values.text("provider"),
        values.text("error"),
        Optional.empty(),
        Optional.empty(),
        values.text("after"),
        states);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw RefusedException.badRequest(
          "expected before to be an instant such as 2026-11-22T08:00:00Z, got: \"%s\""
              .formatted(text));
    }
  }

  /// The same as fields of a form that people do not see.
  Html hidden() {
    return Html.join(
        Html.each(
            NAMES, name -> values.text(name).map(value -> hidden(name, value)).orElse(Html.EMPTY)),
        hidden(ALL, "yes").when(chosen().isUnlimited()));
  }

  private static Html hidden(String name, String value) {
    return Html.of("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, value);
  }
}
