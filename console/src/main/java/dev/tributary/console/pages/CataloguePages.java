package dev.tributary.console.pages;

import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Answer.Page;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.RefusedException;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Route;
import dev.tributary.console.web.Values;
import dev.tributary.ingestion.catalogue.ProductState;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.HistoryEntry;
import dev.tributary.ingestion.catalogue.Products.Lookup.Ambiguous;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.catalogue.Products.Lookup.Unknown;
import dev.tributary.ingestion.catalogue.Products.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The catalogue: found by title, artist, key or any identifier; and each product, whole.
final class CataloguePages {
  private static final int SHOWN = 200;

  private final Watched watched;
  private final AssetsShown assets;

  CataloguePages(Watched watched) {
    this.watched = watched;
    this.assets = new AssetsShown(watched.content());
  }

  List<Route> routes() {
    return List.of(
        Route.look("/products", "The catalogue", this::list, "text", "provider", "state"),
        Route.look("/products/{key}", "One product and its history", this::one),
        Route.look(
            "/products/{key}/assets/{number}", "A file of a product, counted from 0", this::asset));
  }

  private record Listing(List<Summary> products, boolean more) {}

  private Answer list(Request request) throws InterruptedException {
    var query = request.query();
    var filter =
        new Products.Filter(
            query.text("provider"), query.text("text"), query.choice("state", ProductState.class));
    var now = Instant.now();
    var found = new ArrayList<Summary>();
    var isLookup = query.text("text").isPresent() && query.text("provider").isEmpty();
    if (isLookup && query.text("state").isEmpty()) {
      found.addAll(byIdentifier(query.required("text").strip(), now));
    }
    for (var each :
        watched.catalogue().read(handle -> Products.list(handle, filter, SHOWN + 1, now))) {
      if (found.stream().noneMatch(known -> known.key().equals(each.key()))) {
        found.add(each);
      }
    }
    var listing =
        new Listing(found.subList(0, Math.min(SHOWN, found.size())), found.size() > SHOWN);
    return new Page("Catalogue", form(request), rows(listing), listing);
  }

  /// What an identifier names, if `text` is one.
  private List<Summary> byIdentifier(String text, Instant now) throws InterruptedException {
    return watched
        .catalogue()
        .read(
            handle -> {
              var keys =
                  switch (Products.find(handle, text, now)) {
                    case Found(var document) -> List.of(document.path("key").asString(""));
                    case Ambiguous(var several) -> several;
                    case Unknown _ -> List.<String>of();
                  };
              var found = new ArrayList<Summary>();
              for (var key : keys) {
                var filter =
                    new Products.Filter(Optional.empty(), Optional.of(key), Optional.empty());
                found.addAll(Products.list(handle, filter, 1, now));
              }
              return found;
            });
  }

  private static Html form(Request request) {
    var query = request.query();
    var states = Arrays.stream(ProductState.values()).map(Enum::name).toList();
    return Html.of(
        """
        <form class="filter" role="search" data-search>
          <label>Title, artist, key or identifier
            <input type="search" name="text" value="{}" autofocus></label>
          <label>Provider <input name="provider" value="{}"></label>
          <label>State <select name="state">{}</select></label>
          <button>Search</button>
        </form>
        """,
        query.text("text"),
        query.text("provider"),
        Shown.options("all but purged", states, query.text("state")));
  }

  private static Html rows(Listing listing) {
    if (listing.products().isEmpty()) {
      return Shown.nothing(Html.of("No products like that."));
    }
    return Html.join(
        Shown.table(
            "Products by key",
            List.of("Title", "Artist", "Type", "State", "Provider", "Key"),
            Html.each(
                listing.products(),
                product ->
                    Html.of(
                        """
                        <tr><th scope="row"><a href="/products/{}">{}</a></th><td>{}</td><td>{}</td><td>{}</td>
                        <td>{}</td><td class="path quiet">{}</td></tr>
                        """,
                        Values.encode(product.key()),
                        product.title().orElse("(no title)"),
                        product.artist().orElse("–"),
                        product.contentType(),
                        Shown.state(product.state().name()),
                        product.key().substring(0, product.key().indexOf('/')),
                        product.key().substring(product.key().indexOf('/') + 1)))),
        Html.of("<p>There are more than {}; narrow the search.</p>", SHOWN).when(listing.more()));
  }

  private record One(ObjectNode product, List<HistoryEntry> history, List<Origin> origins) {}

  private Answer one(Request request) throws InterruptedException {
    var document = find(request.path().required("key"));
    var key = document.path("key").asString("");
    var history = watched.catalogue().read(handle -> Products.history(handle, key));
    var shown = watched.products().show(document);
    var origins = Origin.of(shown.product(), history, shown.enriched());
    var title = shown.product().path("titles").path(0).path("text").asString(key);
    return new Page(
        title,
        Html.EMPTY,
        ProductShown.of(shown, assets.of(document), history, origins),
        new One(shown.json(), history, origins));
  }

  private Answer asset(Request request) throws InterruptedException {
    var number =
        request
            .path()
            .integer("number", 0)
            .orElseThrow(() -> RefusedException.badRequest("expected the number of an asset"));
    return assets.file(find(request.path().required("key")), number);
  }

  private ObjectNode find(String text) throws InterruptedException {
    return switch (watched.catalogue().read(handle -> Products.find(handle, text, Instant.now()))) {
      case Found(var document) -> document;
      case Unknown _ -> throw RefusedException.notFound("no product " + text + " in the catalogue");
      case Ambiguous(var keys) ->
          throw RefusedException.notFound(
              "%s names several products: %s".formatted(text, String.join(", ", keys)));
    };
  }
}
