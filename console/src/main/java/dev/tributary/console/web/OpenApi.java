package dev.tributary.console.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All addresses as an OpenAPI document, made from the routes themselves.
final class OpenApi {
  private OpenApi() {}

  static Map<String, Object> document(List<Route> routes) {
    var paths = new TreeMap<String, Map<String, Object>>();
    for (var route : routes) {
      paths
          .computeIfAbsent(route.pattern(), _ -> new TreeMap<>())
          .put(route.method().equals("GET") ? "get" : "post", operation(route));
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        Map.of(
            "title", "Tributary console",
            "version", "1",
            "description",
                "Ask for application/json, or put .json behind the path. What acts takes a form; with"
                    + " a session its field csrf, or the header X-Csrf-Token, has to hold the token"
                    + " of the page's <meta name=csrf>."));
    document.put("paths", paths);
    return document;
  }

  private static Map<String, Object> operation(Route route) {
    var operation = new LinkedHashMap<String, Object>();
    operation.put("summary", route.summary());
    operation.put("tags", List.of(route.needed().name().toLowerCase(java.util.Locale.ROOT)));
    var isForm = route.method().equals("POST") && route.body().isForm();
    var parameters = new ArrayList<Map<String, Object>>();
    for (var piece : Route.segments(route.pattern())) {
      if (piece.startsWith("{")) {
        parameters.add(parameter(piece.substring(1, piece.length() - 1), "path"));
      }
    }
    if (isForm) {
      operation.put("requestBody", form(route.values()));
    } else {
      route.values().forEach(name -> parameters.add(parameter(name, "query")));
    }
    operation.put("parameters", parameters);
    var success =
        route.method().equals("GET")
            ? Map.of("200", response("As JSON, or as a page"))
            : Map.of("303", response("Accepted; Location says where to look"));
    operation.put("responses", success);
    return operation;
  }

  private static Map<String, Object> parameter(String name, String in) {
    return Map.of(
        "name", name, "in", in, "required", in.equals("path"), "schema", Map.of("type", "string"));
  }

  private static Map<String, Object> form(List<String> names) {
    var properties = new LinkedHashMap<String, Object>();
    names.forEach(name -> properties.put(name, Map.of("type", "string")));
    return Map.of(
        "content",
        Map.of(
            "application/x-www-form-urlencoded",
            Map.of("schema", Map.of("type", "object", "properties", properties))));
  }

  private static Map<String, Object> response(String description) {
    return Map.of("description", description);
  }
}
