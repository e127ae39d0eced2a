package dev.tributary.console.web;

import java.util.ArrayList;
import java.util.List;

/// All addresses.
public final class Routes {
  private final List<Route> routes = new ArrayList<>();

  /// A route, and what stands in the places of its pattern.
  record Match(Route route, Values path) {}

  /// These, and the list of them.
  public Routes(List<Route> routes) {
    this.routes.addAll(routes);
    this.routes.add(
        Route.look(
            "/openapi.json",
            "This list, as OpenAPI",
            _ -> new Answer.Data(OpenApi.document(this.routes))));
  }

  /// The route that answers `method` at `segments`, the first that does.
  ///
  /// @throws RefusedException if none does
  Match find(String method, List<String> segments) {
    var known = new ArrayList<String>();
    for (var route : routes) {
      var path = route.match(segments);
      if (path.isPresent() && route.method().equals(method)) {
        return new Match(route, path.get());
      }
      path.ifPresent(_ -> known.add(route.method()));
    }
    throw known.isEmpty()
        ? RefusedException.notFound("there is nothing at /" + String.join("/", segments))
        : RefusedException.of(
            405, "expected %s, got: %s".formatted(String.join(" or ", known), method));
  }
}
