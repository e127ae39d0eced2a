package dev.tributary.console.pages;

import dev.tributary.Message.FailedAttempt;
import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Answer.Page;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.RefusedException;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Route;
import dev.tributary.console.web.Values;
import dev.tributary.ingestion.pipeline.Input;
import dev.tributary.recovery.Failure;
import dev.tributary.recovery.Failure.Group;
import dev.tributary.recovery.Failure.State;
import dev.tributary.recovery.Failure.Summary;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Failures.Hourly;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What failed for good, why, and what can be done about it.
final class FailuresPages {
  private static final int SHOWN = 200;
  private static final int REASON = 160;

  /// Of a body, in characters.
  private static final int BODY = 256 * 1024;

  private final Watched watched;

  FailuresPages(Watched watched) {
    this.watched = watched;
  }

  List<Route> routes() {
    return List.of(
        Route.look(
            "/failures",
            "What failed, by application and cause, and one by one",
            this::list,
            "app",
            "provider",
            "error",
            "after",
            "state"),
        Route.look("/failures/{id}", "One failure: input, error, attempts", this::one));
  }

  /// @param hourly of the last two days
  private record Listing(
      List<Group> groups, List<Hourly> hourly, List<Summary> failures, boolean more) {}

  private Answer list(Request request) throws InterruptedException {
    var query = new FailureQuery(request.query());
    var selection = query.listed();
    var failures = Failures.list(watched.ledger(), selection, SHOWN + 1);
    var listing =
        new Listing(
            Failures.groups(watched.ledger(), selection),
            Failures.hourly(watched.ledger(), selection.since(OverTime.since(Instant.now()))),
            failures.subList(0, Math.min(SHOWN, failures.size())),
            failures.size() > SHOWN);
    return new Page("Failures", filter(request), live(listing, query, request), listing);
  }

  private static Html filter(Request request) {
    var query = request.query();
    var states = List.of("OPEN", "CHOSEN", "REDRIVEN", "DISCARDED", "ANY");
    return Html.of(
        """
        <form class="filter" role="search" data-search>
          <label>Application <input name="app" value="{}"></label>
          <label>Provider <input name="provider" value="{}"></label>
          <label>Error or cause <input type="search" name="error" value="{}"></label>
          <label>State <select name="state">{}</select></label>
          <button>Filter</button>
        </form>
        <p><a href="/acts">What was done about failures, by whom and why</a></p>
        """,
        query.text("app"),
        query.text("provider"),
        query.text("error"),
        Shown.options("open", states, query.text("state")));
  }

  private static Html live(Listing listing, FailureQuery query, Request request) {
    if (listing.failures().isEmpty()) {
      return Shown.nothing(
          Html.of(
              query.values().byName().isEmpty()
                  ? "Nothing has failed that nothing was done about."
                  : "No failures like that."));
    }
    var overTime = new OverTime(listing.hourly(), Instant.now());
    return Html.join(
        overTime.all(),
        Shown.table(
            "By application and cause",
            List.of("#Count", "Application", "Cause", "Last 48 hours", "First (UTC)", "Last (UTC)"),
            Html.each(listing.groups(), group -> row(group, query, overTime))),
        ActForms.some(query, request),
        Shown.table(
            "One by one, the latest first",
            List.of(
                "Failure", "State", "Application", "Provider", "Error", "Delivery", "Failed (UTC)"),
            Html.each(listing.failures(), FailuresPages::row)),
        Html.of("<p>There are more than {}; narrow the list.</p>", SHOWN).when(listing.more()));
  }

  private static Html row(Group group, FailureQuery query, OverTime overTime) {
    var narrowed = new Values(query.values().byName()).queryWith("app", group.application());
    return Html.of(
        """
        <tr><td class="number">{}</td><td><a href="/failures{}">{}</a></td>
        <td><a href="/failures/{}">{}</a></td><td class="spark">{}</td><td>{}</td><td>{}</td></tr>
        """,
        group.count(),
        narrowed,
        group.application(),
        Values.encode(group.example()),
        Shown.line(group.cause(), REASON),
        overTime.of(group),
        Shown.time(group.first()),
        Shown.time(group.last()));
  }

  /// Where something failed and why, each with the way to what can be done about it.
  static Html notes(List<Summary> failures) {
    return Html.each(
        failures,
        failure ->
            Html.of(
                """
                <p class="reason">{} in <strong>{}</strong>: {}
                <a href="/failures/{}">Understand and mend</a></p>
                """,
                Shown.state(failure.state().name()),
                failure.application(),
                Shown.line(failure.reason(), 2 * REASON),
                Values.encode(failure.id())));
  }

  private static Html row(Summary failure) {
    return Html.of(
        """
        <tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>
        """,
        Shown.failure(failure.id()),
        Shown.state(failure.state().name()),
        failure.application(),
        failure.provider().orElse("–"),
        Shown.line(failure.reason(), REASON),
        failure.delivery().map(Shown::delivery),
        Shown.time(failure.failedAt()));
  }

  /// @param body what the application received, as text: its beginning, if it is long
  /// @param bytes of all of it
  /// @param flaw why `body` is not all of it as it was, and so is not to be sent on
  private record One(
      String id,
      State state,
      String application,
      String version,
      Instant failedAt,
      String error,
      String reason,
      Map<String, String> details,
      List<FailedAttempt> attempts,
      Optional<String> act,
      String messageId,
      Map<String, String> headers,
      String body,
      int bytes,
      Optional<String> flaw,
      String stack) {
    /// Where it failed; the version is not known of every build.
    String place() {
      return version.isBlank() ? application : application + ", version " + version;
    }

    static One of(Failure failure, Input input) {
      var letter = failure.letter();
      var message = letter.message();
      return new One(
          failure.id(),
          failure.state(),
          letter.application(),
          letter.version(),
          letter.failedAt(),
          letter.error(),
          letter.reason(),
          new TreeMap<>(letter.details()),
          letter.attempts(),
          failure.act(),
          message.id(),
          new TreeMap<>(message.headers()),
          Shown.shortened(input.shown(), BODY),
          input.body().size(),
          whyFlawed(input),
          letter.stack());
    }
  }

  private static Optional<String> whyFlawed(Input input) {
    var text = input.text();
    if (input.problem().isPresent()) {
      return input.problem();
    }
    if (text.isEmpty()) {
      return Optional.of("it is not text in UTF-8: what is none stands as \uFFFD");
    }
    if (text.get().length() > BODY) {
      return Optional.of(
          "this is its beginning: %d of %d characters".formatted(BODY, text.get().length()));
    }
    return isKeptByForms(text.get())
        ? Optional.empty()
        : Optional.of("forms of browsers do not keep its control characters, or line ends (CR)");
  }

  private static boolean isKeptByForms(String text) {
    return text.chars().noneMatch(each -> each < ' ' && each != '\t' && each != '\n');
  }

  private Answer one(Request request) throws InterruptedException {
    var id = request.path().required("id");
    var found = Failures.find(watched.ledger(), id);
    if (found.size() != 1) {
      throw RefusedException.notFound(
          found.isEmpty()
              ? "there is no failure " + id
              : id + " begins the ids of several failures");
    }
    var failure = found.getFirst();
    var one = One.of(failure, Input.of(failure.letter().message(), watched::content));
    var head = Html.join(Shown.state(one.state().name()), error(one), input(one));
    var acts =
        one.state() == State.OPEN
            ? ActForms.one(one.id(), one.body(), one.flaw(), request)
            : Html.EMPTY;
    return Page.still(
        "Failure " + Shown.shortened(one.id(), 8), Html.join(head, acts, stack(one)), one);
  }

  private static Html error(One one) {
    return Html.of(
        """
        <p class="problem">{}</p>
        <dl>{}{}{}{}{}{}</dl>
        """,
        one.reason(),
        Shown.property("Failed (UTC)", Optional.of(Shown.time(one.failedAt()))),
        Shown.property("In", Optional.of(one.place())),
        Shown.property("Error", Optional.of(one.error())),
        Html.each(
            one.details().entrySet(),
            detail -> Shown.property(detail.getKey(), Optional.of(detail.getValue()))),
        Shown.property(
            "Delivery", Optional.ofNullable(one.headers().get("delivery")).map(Shown::delivery)),
        Shown.property("Act", one.act().map(Shown::act)));
  }

  private static Html input(One one) {
    return Html.of(
        """
        <details open><summary>Attempts ({})</summary><ol>{}</ol></details>
        <details><summary>Input: {}, {}</summary><dl>{}</dl>{}{}</details>
        """,
        one.attempts().size(),
        Html.each(
            one.attempts(),
            attempt ->
                Html.of(
                    "<li>{} {}</li>",
                    Shown.time(attempt.at().truncatedTo(ChronoUnit.SECONDS)),
                    Shown.line(attempt.error(), 2 * REASON))),
        Shown.bytes(one.bytes()),
        Shown.count(one.headers().size(), "header", "headers"),
        Html.each(
            one.headers().entrySet(),
            header -> Shown.property(header.getKey(), Optional.of(header.getValue()))),
        one.flaw()
            .map(flaw -> Html.of("<p class=\"quiet\">Not all of it as it was: {}.</p>", flaw)),
        Source.of(one.body(), List.of(), Html.EMPTY));
  }

  private static Html stack(One one) {
    return Html.of(
        "<details><summary>Stack</summary>{}</details>",
        Source.of(one.stack(), List.of(), Html.EMPTY));
  }
}
