package dev.tributary.console.pages;

import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Answer.Page;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.RefusedException;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Route;
import dev.tributary.console.web.Route.Body;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.mapping.Provider;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Reads a file as a provider's mapping would, and shows what comes of it. Nothing is loaded.
final class TryPages {
  /// As much as is held in memory.
  private static final long LIMIT = 16L << 20;

  private final Watched watched;

  TryPages(Watched watched) {
    this.watched = watched;
  }

  List<Route> routes() {
    return List.of(
        Route.look("/try", "Where to try a mapping", this::form),
        Route.act(
                "/try",
                "What a mapping makes of the message that is sent; nothing is loaded",
                this::attempt,
                "name",
                "provider")
            .with(Body.upTo(limit())));
  }

  private long limit() {
    return Math.min(LIMIT, watched.uploadLimit());
  }

  private record Choice(List<String> providers) {}

  private Answer form(Request request) {
    return Page.still("Try a mapping", form(request.caller().isOperator(), ""), choice());
  }

  private Choice choice() {
    return new Choice(
        watched.mappings().current().providers().stream().map(Provider::name).toList());
  }

  private Html form(boolean mayTry, String chosen) {
    if (!mayTry) {
      return Html.of("<p>To try a mapping takes the role operator.</p>");
    }
    return Html.of(
        """
        <form method="post" action="/try" class="filter" data-upload data-limit="{}">
          <label>A message <small>at most {}</small> <input type="file" name="file" required></label>
          <label>Mapping <select name="provider">{}</select></label>
          <button class="main">Try</button>
          <noscript><p>Uploads need JavaScript.</p></noscript>
        </form>
        """,
        limit(),
        Shown.bytes(limit()),
        Shown.options(
            "that of its sender, or of its format", choice().providers(), Optional.of(chosen)));
  }

  private Answer attempt(Request request) throws IOException {
    var name = request.query().text("name").orElse("message");
    var provider = request.query().text("provider");
    var message = request.body().readAllBytes();
    if (message.length == 0) {
      throw RefusedException.badRequest("expected a message, got nothing");
    }
    var tried = Tried.of(message, named(provider), watched.mappings().current());
    return Page.still(
        "Try a mapping", Html.join(form(true, provider.orElse("")), shown(name, tried)), tried);
  }

  private Optional<Provider> named(Optional<String> name) {
    Mappings mappings = watched.mappings().current();
    try {
      return name.map(mappings::provider);
    } catch (IllegalArgumentException unknown) {
      throw RefusedException.badRequest(String.valueOf(unknown.getMessage()));
    }
  }

  private static Html shown(String name, Tried tried) {
    return Html.join(
        Html.of(
            "<h2>{}</h2><p class=\"verdict\" role=\"status\">{} {}</p>",
            name,
            Shown.state(tried.outcome().name()),
            tried.outcome().meaning()),
        Html.of("<p class=\"problem\">{}</p>", tried.problem()).when(tried.problem().isPresent()),
        Html.of(
            "<dl>{}{}{}</dl>",
            Shown.property("Format", tried.format()),
            Shown.property("Provider", tried.provider()),
            Shown.property("Mapping", tried.mapping().map(Shown::version))),
        Html.of("<h3>Violations</h3>{}", ViolationsShown.of(tried.violations(), Optional.empty()))
            .when(!tried.violations().isEmpty()),
        Html.of("<p>No violations.</p>").when(tried.isClean()),
        tried
            .document()
            .map(
                document ->
                    Html.of(
                        "<details open><summary>Canonical result</summary>{}</details>",
                        Source.of(Json.tree(document).toPrettyString(), List.of(), Html.EMPTY)))
            .orElse(Html.EMPTY));
  }
}
