package dev.tributary.console.pages;

import dev.tributary.console.web.Answer.SeeOther;
import dev.tributary.console.web.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All pages.
public final class Pages implements AutoCloseable {
  private final List<Route> routes;
  private final SubmitPages submit;

  private Pages(List<Route> routes, SubmitPages submit) {
    this.routes = List.copyOf(routes);
    this.submit = submit;
  }

  /// Those that show and steer `watched`.
  public static Pages of(Watched watched) throws IOException {
    Files.createDirectories(watched.folder());
    var audit = new Audit(watched.folder());
    var submit = new SubmitPages(watched, audit);
    submit.resume();
    var attempts = new TryPages(watched);
    attempts.sweep();
    var routes = new ArrayList<Route>();
    routes.add(Route.look("/", "Leads to the deliveries", _ -> new SeeOther("/deliveries")));
    routes.addAll(new DeliveriesPages(watched).routes());
    routes.addAll(new BodiesPage(watched).routes());
    routes.addAll(submit.routes());
    routes.addAll(new FailuresPages(watched).routes());
    routes.addAll(new ActPages(watched, audit).routes());
    routes.addAll(new CataloguePages(watched).routes());
    routes.addAll(new MapPages(watched, audit).routes());
    routes.addAll(new ProvidersPages(watched).routes());
    routes.addAll(attempts.routes());
    routes.addAll(new BooksPages(watched).routes());
    return new Pages(routes, submit);
  }

  /// Their addresses.
  public List<Route> routes() {
    return routes;
  }

  /// Where the menu leads: paths and their names, in order.
  public Map<String, String> menu() {
    var menu = new LinkedHashMap<String, String>();
    menu.put("/deliveries", "Deliveries");
    menu.put("/submit", "Submit");
    menu.put("/failures", "Failures");
    menu.put("/products", "Catalogue");
    menu.put("/map", "Map");
    menu.put("/providers", "Providers");
    menu.put("/reconciliation", "Reconciliation");
    menu.put("/health", "Health");
    return menu;
  }

  @Override
  public void close() {
    submit.close();
  }
}
