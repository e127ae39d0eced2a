package dev.tributary.console.pages;

import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Answer.Page;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.RefusedException;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Route;
import dev.tributary.console.web.Route.Body;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.editing.Trial;
import dev.tributary.ingestion.editing.Tried;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.mapping.Provider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Reads a file as a provider's mapping would, and shows what comes of it. Nothing is loaded.
final class TryPages {
  /// As much as somebody waits for.
  private static final long LIMIT = 16L << 20;

  /// So many messages of one file.
  private static final int SHOWN = 50;

  private final Watched watched;

  TryPages(Watched watched) {
    this.watched = watched;
  }

  List<Route> routes() {
    return List.of(
        Route.look("/try", "Where to try a mapping", this::form),
        Route.act(
                "/try",
                "What a mapping makes of the file that is sent; nothing is loaded",
                this::attempt,
                "name",
                "provider")
            .with(Body.upTo(limit())));
  }

  private long limit() {
    return Math.min(LIMIT, watched.uploadLimit());
  }

  private Path folder() {
    return watched.folder().resolve("tried");
  }

  /// Removes what is left of processes that were killed: nobody waits for it any more.
  void sweep() throws IOException {
    for (var upload : Upload.left(folder())) {
      upload.end(true);
    }
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
        <p>What a mapping makes of a file, and what the rules say of it. Nothing is loaded.</p>
        <form method="post" action="/try" class="filter" data-upload data-limit="{}">
          <label>Message or archive <small>at most {}</small> <input type="file" name="file" required></label>
          <label>Mapping <select name="provider">{}</select></label>
          <button class="main">Try</button>
          <noscript><p>Uploads need JavaScript.</p></noscript>
        </form>
        """,
        limit(),
        Shown.bytes(limit()),
        Shown.options("the sender's", choice().providers(), Optional.of(chosen)));
  }

  /// @param messages the first of them
  private record Result(int found, List<Tried> messages) {}

  private Answer attempt(Request request) throws IOException, InterruptedException {
    var provider = request.query().text("provider");
    provider.ifPresent(this::mustBeKnown);
    var upload = Upload.of(request, folder());
    try {
      if (upload.bytes() == 0) {
        throw RefusedException.badRequest("expected a message or an archive, got an empty file");
      }
      var result = result(upload, provider);
      return Page.still(
          "Try a mapping", Html.join(form(true, provider.orElse("")), shown(result)), result);
    } finally {
      upload.end(true);
    }
  }

  private Result result(Upload upload, Optional<String> provider)
      throws IOException, InterruptedException {
    var found = new AtomicInteger();
    var first = new ArrayList<Tried>();
    try (var trial = Trial.asOfNow()) {
      trial.run(
          upload.file(),
          provider,
          watched.mappings().current(),
          tried -> {
            if (found.getAndIncrement() < SHOWN) {
              first.add(tried);
            }
          });
    }
    return new Result(found.get(), first);
  }

  private void mustBeKnown(String provider) {
    try {
      watched.mappings().current().provider(provider);
    } catch (IllegalArgumentException unknown) {
      throw RefusedException.badRequest(String.valueOf(unknown.getMessage()));
    }
  }

  private static Html shown(Result result) {
    return Html.join(
        Html.of("<p role=\"status\">No message was found in it.</p>").when(result.found() == 0),
        Html.each(result.messages(), TryPages::shown),
        Html.of(
                "<p role=\"status\">{} messages in all; the first {} are shown.</p>",
                result.found(),
                result.messages().size())
            .when(result.found() > result.messages().size()));
  }

  private static Html shown(Tried tried) {
    return Html.join(
        Html.of(
            "<h2>{}</h2><p class=\"verdict\" role=\"status\">{} {}</p>",
            tried.path(),
            Shown.state(tried.state().name()),
            meaning(tried.state())),
        tried
            .error()
            .map(error -> Html.of("<p class=\"problem\">{}</p>", error))
            .orElse(Html.EMPTY),
        Html.of(
            "<dl>{}{}{}</dl>",
            Shown.property("Format", tried.format()),
            Shown.property("Provider", tried.provider()),
            Shown.property("Mapping", tried.mapping().map(Shown::version))),
        Html.of("<h3>Violations</h3>{}", ViolationsShown.of(tried.violations(), Optional.empty()))
            .when(!tried.violations().isEmpty()),
        Html.of("<p>No violations.</p>")
            .when(tried.violations().isEmpty() && tried.error().isEmpty()),
        tried.header().map(_ -> canonical(tried)).orElse(Html.EMPTY));
  }

  private static Html canonical(Tried tried) {
    return Html.of(
        "<details open><summary>Canonical result</summary>{}</details>",
        Source.of(Json.tree(tried.products()).toPrettyString(), List.of(), Html.EMPTY));
  }

  /// What would become of a delivery of it.
  private static String meaning(DeliveryState state) {
    return switch (state) {
      case LOADED -> "it would be loaded, or change what is";
      case PARTIAL -> "what is sound of it would be loaded; the provider would be told of the rest";
      case WAITING -> "it would wait for the files that it names";
      case REJECTED -> "the provider would be told why";
      case QUARANTINED -> "the mapping is at fault; mend it and try again";
      case TEST_ONLY -> "it says that it is a test, and would change nothing";
      case DUPLICATE, SUPERSEDED -> "it would change nothing";
    };
  }
}
