package dev.tributary.console.pages;

import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Answer.Page;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Route;
import dev.tributary.console.web.Values;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.ProviderFigures;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;

/// What each provider shipped, and how it went.
final class ProvidersPages {
  private final Watched watched;

  ProvidersPages(Watched watched) {
    this.watched = watched;
  }

  List<Route> routes() {
    return List.of(
        Route.look("/providers", "What each provider shipped, and how it went", this::providers));
  }

  private record Providers(List<ProviderFigures> providers, List<MappingState> mappings) {}

  private Answer providers(Request request) throws IOException, InterruptedException {
    var figures =
        new Providers(
            watched.catalogue().read(ProviderFigures::all), MappingState.all(watched.mappings()));
    var page =
        Html.join(
            Html.of(
                """
                <p>A mapping can be <a href="/try">tried on a file</a>; nothing is loaded by that.</p>
                """),
            figures.providers().isEmpty()
                ? Html.of("<p role=\"status\">Nobody has shipped anything yet.</p>")
                : Shown.table(
                    "By provider; times are those of the last deliveries that were loaded",
                    List.of(
                        "Provider",
                        "#Deliveries",
                        "Accepted",
                        "#Half within",
                        "#95 % within",
                        "Mapping",
                        "Commonest violations"),
                    Html.each(figures.providers(), ProvidersPages::row)),
            Shown.section(
                "Mappings of their own",
                List.of("Provider", "#Samples", "As golden", "Without a golden file"),
                Html.each(figures.mappings(), ProvidersPages::row)));
    return Page.still("Providers", page, figures);
  }

  private static Html row(ProviderFigures figures) {
    return Html.of(
        """
        <tr><th scope="row">{}</th><td class="number">{}</td><td>{}{}</td><td class="number">{}</td>
        <td class="number">{}</td><td>{}</td><td>{}</td></tr>
        """,
        figures.provider().map(ProvidersPages::named).orElse(Html.of("not known")),
        figures.received(),
        figures.accepted().map(ProvidersPages::meter),
        Html.each(figures.states().entrySet(), state -> state(figures, state)),
        figures.median().map(Shown::duration),
        figures.p95().map(Shown::duration),
        figures.mapping().map(Shown::version),
        Html.each(
            figures.violations(),
            broken ->
                Html.of(
                    "<div class=\"count\"><span>{}</span> <code>{}</code></div>",
                    broken.count(),
                    broken.rule())));
  }

  private static Html row(MappingState mapping) {
    return Html.of(
        """
        <tr><th scope="row">{}</th><td class="number">{}</td><td>{} {}</td><td>{}</td></tr>
        """,
        mapping.provider(),
        mapping.golden() + mapping.without().size(),
        Shown.state(mapping.word()),
        mapping.objection().map(reason -> Html.of("<div class=\"reason\">{}</div>", reason)),
        String.join(", ", mapping.without()));
  }

  private static Html named(String name) {
    return Html.of("<a href=\"/deliveries?provider={}\">{}</a>", Values.encode(name), name);
  }

  private static Html meter(int percent) {
    return Html.of(
        """
        <meter min="0" max="100" low="80" optimum="100" value="{}" aria-label="Accepted"></meter> {} %
        """,
        percent, percent);
  }

  /// How many ended so, and the way to them.
  private static Html state(ProviderFigures figures, Entry<DeliveryState, Long> state) {
    var word = state.getKey().name().toLowerCase(Locale.ROOT);
    return Html.of(
        "<div><small><a href=\"/deliveries?provider={}&amp;state={}\">{} {}</a></small></div>",
        figures.provider().map(Values::encode),
        word,
        state.getValue(),
        word.replace('_', ' '));
  }
}
