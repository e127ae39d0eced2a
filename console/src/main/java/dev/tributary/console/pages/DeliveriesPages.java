package dev.tributary.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Answer.Page;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.RefusedException;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Route;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliverySearch;
import dev.tributary.ingestion.catalogue.DeliverySearch.Place;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.recovery.Failure.Summary;
import dev.tributary.recovery.Failures;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What came in, and what became of it.
final class DeliveriesPages {
  private static final int PAGE = 50;
  private static final int EVENTS = 2_000;
  private static final int PARTS = 500;
  private static final int FAILURES = 5;
  private static final int FILE_LIMIT = 512 * 1024;
  private static final String UNSETTLED = "UNSETTLED";

  private final Watched watched;

  DeliveriesPages(Watched watched) {
    this.watched = watched;
  }

  List<Route> routes() {
    return List.of(
        Route.look(
            "/deliveries",
            "What came in, the newest first",
            this::list,
            "provider",
            "state",
            "text",
            "since",
            "until",
            "after"),
        Route.look("/deliveries/{id}", "One delivery, its violations and its trail", this::one),
        Route.look("/deliveries/{id}/file", "The file as it was shipped, by lines", this::file));
  }

  /// @param next where the next page begins, if there is one
  private record Listing(List<DeliveryLine> deliveries, Optional<String> next) {}

  private Answer list(Request request) throws InterruptedException {
    var query = request.query();
    var after = query.text("after").map(DeliveriesPages::place);
    var search = search(request);
    var found = watched.catalogue().read(handle -> search.page(handle, after, PAGE + 1));
    var shown = found.subList(0, Math.min(PAGE, found.size()));
    var next =
        found.size() > PAGE
            ? Optional.of(text(Place.of(shown.getLast())))
            : Optional.<String>empty();
    var listing = new Listing(shown.stream().map(DeliveryLine::of).toList(), next);
    return new Page("Deliveries", form(request), rows(listing, request), listing);
  }

  private static DeliverySearch search(Request request) {
    var query = request.query();
    var state = query.text("state").filter(it -> !it.equalsIgnoreCase(UNSETTLED));
    return new DeliverySearch(
        query.text("provider"),
        state.flatMap(_ -> query.choice("state", DeliveryState.class)),
        query.text("state").filter(it -> it.equalsIgnoreCase(UNSETTLED)).isPresent(),
        query.text("text"),
        query.text("since").map(DeliveriesPages::instant),
        query.text("until").map(DeliveriesPages::instant));
  }

  private static Html form(Request request) {
    var query = request.query();
    var states = new ArrayList<>(List.of(UNSETTLED));
    Arrays.stream(DeliveryState.values()).map(Enum::name).forEach(states::add);
    return Html.of(
        """
        <form class="filter" role="search" data-search>
          <label>Text <input type="search" name="text" value="{}" placeholder="path, id, product, title"></label>
          <label>Provider <input name="provider" value="{}"></label>
          <label>State <select name="state">{}</select></label>
          <label>Since <input type="date" name="since" value="{}"></label>
          <label>Before <input type="date" name="until" value="{}"></label>
          <button>Filter</button>
        </form>
        """,
        query.text("text"),
        query.text("provider"),
        Shown.options("any", states, query.text("state")),
        query.text("since"),
        query.text("until"));
  }

  private static Html rows(Listing listing, Request request) {
    if (listing.deliveries().isEmpty()) {
      return Shown.nothing(
          Html.of(
              "No deliveries{}. <a href=\"/submit\">Submit one</a>",
              request.query().byName().isEmpty() ? " yet" : " like that"));
    }
    return Html.join(
        Shown.table(
            "Deliveries, the newest first",
            DeliveryLine.COLUMNS,
            Html.each(listing.deliveries(), DeliveryLine::row)),
        Html.of(
            "<nav class=\"paging\" aria-label=\"Paging\">{}{}</nav>",
            Html.of(
                    "<a class=\"button\" href=\"/deliveries{}\">Newest</a>",
                    request.query().queryWith("after", ""))
                .when(request.query().text("after").isPresent()),
            listing
                .next()
                .map(
                    it ->
                        Html.of(
                            "<a class=\"button\" rel=\"next\" href=\"/deliveries{}\">Older</a>",
                            request.query().queryWith("after", it)))));
  }

  private static String text(Place place) {
    return place.number() + "." + place.part();
  }

  private static Place place(String text) {
    try {
      var dot = text.indexOf('.');
      return new Place(
          Long.parseLong(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    } catch (NumberFormatException | StringIndexOutOfBoundsException malformed) {
      throw RefusedException.badRequest(
          "expected after to be what next said before, such as 17.0, got: \"%s\"".formatted(text));
    }
  }

  private static Instant instant(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException malformed) {
      throw RefusedException.badRequest(
          "expected a day or an instant such as 2026-11-22T08:00:00Z, got: \"%s\"".formatted(text));
    }
  }

  /// @param failures the latest first
  /// @param parts the first of them
  private record One(
      DeliveryLine delivery,
      List<Summary> failures,
      List<DeliveryLine> parts,
      List<LedgerEntry> trail) {}

  private Answer one(Request request) throws InterruptedException {
    var found = find(request);
    var id = found.delivery().id();
    var parts =
        watched.catalogue().read(handle -> Deliveries.children(handle, id, PARTS)).stream()
            .map(DeliveryLine::of)
            .toList();
    var trail = LedgerStore.trail(watched.ledger(), id, EVENTS);
    var failures = Failures.ofDelivery(watched.ledger(), id, FAILURES);
    var one = new One(DeliveryLine.of(found), failures, parts, trail);
    return new Page(Shown.fileName(found.delivery().path()), head(found), live(one), one);
  }

  private static Html head(RegisteredDelivery found) {
    var delivery = found.delivery();
    return Html.of(
        "<dl>{}{}{}{}{}{}{}</dl>",
        Shown.property("Delivery", Optional.of(Html.of("<code>{}</code>", delivery.id()))),
        Shown.property("Path", Optional.of(delivery.path())),
        Shown.property("Received (UTC)", Optional.of(Shown.time(delivery.receivedAt()))),
        Shown.property("Kind", Optional.of(delivery.kind().name().toLowerCase(Locale.ROOT))),
        Shown.property("Size", Optional.of(Shown.bytes(delivery.bytes()))),
        Shown.property("Part of", delivery.parent().map(Shown::delivery)),
        Shown.property(
            "File",
            Optional.of(
                Html.of("<a href=\"/deliveries/{}/file\">as it was shipped</a>", delivery.id()))));
  }

  private static Html live(One one) {
    var line = one.delivery();
    return Html.join(
        Html.of(
            "<p class=\"verdict\" role=\"status\">{} {} {}</p>",
            line.stateAsShown(),
            line.action(),
            one.failures().isEmpty()
                ? line.error().map(it -> Html.of("<span class=\"problem\">{}</span>", it))
                : Html.EMPTY),
        FailuresPages.notes(one.failures()),
        Html.of(
            "<dl>{}{}{}{}</dl>",
            Shown.property("Provider", line.provider()),
            Shown.property("Format", line.format()),
            Shown.property("Settled (UTC)", line.settledAt().map(Shown::time)),
            Shown.property(
                "Products",
                Optional.of(
                        Html.each(
                            line.products(), it -> Html.of("<span>{}</span> ", Shown.product(it))))
                    .filter(it -> !it.text().isEmpty()))),
        Html.of("<h2>Violations</h2>{}", line.violationsInWords())
            .when(!line.violations().isEmpty()),
        Shown.section(
            "What it was unpacked into",
            DeliveryLine.COLUMNS,
            Html.each(one.parts(), DeliveryLine::row)),
        Html.of("<p>These are the first {} of its parts; there may be more.</p>", PARTS)
            .when(one.parts().size() == PARTS),
        Html.of(
            """
            <h2>Trail</h2>{}
            <p><a href="/deliveries/{}/bodies">Bodies, and what each application changed</a></p>
            """,
            TrailShown.of(one.trail()),
            line.id()),
        Html.of("<p>These are {} of its events; there may be more.</p>", EVENTS)
            .when(one.trail().size() == EVENTS));
  }

  private record FileText(String id, String path, long bytes, String text, boolean whole) {}

  private Answer file(Request request) throws IOException, InterruptedException {
    var found = find(request);
    var delivery = found.delivery();
    byte[] bytes;
    try (var in = watched.content().open(delivery.content())) {
      bytes = in.readNBytes(FILE_LIMIT);
    } catch (NoSuchFileException gone) {
      throw RefusedException.notFound(
          "the file is not in the content store: " + delivery.content());
    }
    var file =
        new FileText(
            delivery.id(),
            delivery.path(),
            delivery.bytes(),
            isText(bytes) ? new String(bytes, UTF_8) : "(not a text)",
            delivery.bytes() <= bytes.length);
    return Page.still(
        "File of " + delivery.id(), Source.of(file.text(), lines(found), intro(file)), file);
  }

  private static Html intro(FileText file) {
    return Html.of(
        "<p><a href=\"/deliveries/{}\">Delivery</a> <span class=\"path\">{}</span>, {}{}</p>",
        file.id(),
        file.path(),
        Shown.bytes(file.bytes()),
        file.whole() ? "" : "; its beginning");
  }

  /// Where violations are.
  private static List<Integer> lines(RegisteredDelivery delivery) {
    return DeliveryLine.of(delivery).violations().stream()
        .flatMap(violation -> violation.line().stream())
        .toList();
  }

  private static boolean isText(byte[] bytes) {
    for (var each : bytes) {
      if (each == 0) {
        return false;
      }
    }
    return true;
  }

  private RegisteredDelivery find(Request request) throws InterruptedException {
    var id = request.path().required("id");
    return watched
        .catalogue()
        .read(handle -> Deliveries.find(handle, id))
        .orElseThrow(() -> RefusedException.notFound("there is no delivery " + id));
  }
}
