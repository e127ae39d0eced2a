package dev.tributary.console.pages;

import dev.tributary.console.pages.Plant.State;
import dev.tributary.console.pages.Plant.Unit;
import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Answer.Page;
import dev.tributary.console.web.Answer.SeeOther;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.RefusedException;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Route;
import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What runs, and what flows between; applications are paused and resumed here.
final class MapPages {
  private final Watched watched;
  private final Audit audit;

  MapPages(Watched watched, Audit audit) {
    this.watched = watched;
    this.audit = audit;
  }

  List<Route> routes() {
    return List.of(
        Route.look("/map", "The applications, their queues, and what flows between", this::map),
        Route.act("/map/pause", "Has an application stop receiving", this::pause, "name", "why"),
        Route.act("/map/resume", "Takes that back", this::resume, "name"));
  }

  private Answer map(Request request) throws InterruptedException {
    var plant = Plant.now(watched);
    var live =
        Html.join(
            Html.of(
                    "<p class=\"problem\" role=\"alert\">The broker does not answer: {}</p>",
                    plant.unreachable())
                .when(plant.unreachable().isPresent()),
            Drawing.of(plant.units()),
            Shown.table(
                "Applications",
                List.of(
                    "Application",
                    "State",
                    "#Waiting",
                    "#In flight",
                    "#Oldest",
                    "#A minute",
                    "#Failed",
                    "Why"),
                Html.each(plant.units(), MapPages::row)));
    return new Page("Map", forms(request, plant), live, plant);
  }

  private static Html row(Unit unit) {
    return Html.of(
        """
        <tr><th scope="row">{}</th><td>{}</td><td class="number">{}</td><td class="number">{}</td>
        <td class="number">{}</td><td class="number">{}</td><td class="number">{}</td><td>{}</td></tr>
        """,
        unit.name(),
        Shown.state(unit.state().name()),
        unit.depth(),
        unit.inFlightShown(),
        unit.oldest().map(Shown::duration).orElse(unit.inFlight().isEmpty() ? "–" : ""),
        unit.perMinute(),
        unit.failures(),
        unit.reason());
  }

  private static Html forms(Request request, Plant plant) {
    if (!request.caller().isOperator()) {
      return Html.EMPTY;
    }
    var units = plant.units();
    var paused =
        units.stream().filter(unit -> unit.state() == State.PAUSED).map(Unit::name).toList();
    var others = units.stream().map(Unit::name).filter(name -> !paused.contains(name)).toList();
    return Html.join(
        Html.of(
            """
            <form method="post" action="/map/pause" class="filter" data-act>{}
              <label>Application <select name="name" required>{}</select></label>
              <label>Why <input name="why" required></label><button>Pause</button></form>
            """,
            request.token(),
            choices(others)),
        Html.of(
                """
                <form method="post" action="/map/resume" class="filter" data-act>{}
                  <label>Paused <select name="name">{}</select></label><button>Resume</button></form>
                """,
                request.token(),
                choices(paused))
            .when(!paused.isEmpty()));
  }

  private static Html choices(List<String> names) {
    return Html.each(names, name -> Html.of("<option>{}</option>", name));
  }

  private Answer pause(Request request) throws IOException {
    var name = name(request);
    var why = request.form().text("why").orElse("no reason was given");
    var who = request.caller().name();
    audit.note(who, "pause", name + ": " + why);
    var note =
        "paused by %s at %s: %s".formatted(who, Instant.now().truncatedTo(ChronoUnit.SECONDS), why);
    try {
      watched.transport().pause(name, note);
    } catch (TransportException refused) {
      throw RefusedException.badRequest(
          "%s cannot be paused: %s".formatted(name, refused.getMessage()));
    }
    return new SeeOther("/map");
  }

  private Answer resume(Request request) throws IOException {
    var name = name(request);
    audit.note(request.caller().name(), "resume", name);
    watched.transport().resume(name);
    return new SeeOther("/map");
  }

  private static String name(Request request) {
    return request
        .form()
        .text("name")
        .orElseThrow(() -> RefusedException.badRequest("expected the name of an application"));
  }
}
