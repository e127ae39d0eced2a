package dev.tributary.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Writes what is answered. Whatever it is, browsers run nothing but this server's own scripts,
/// show nothing as what it does not say it is, and let no other site frame it.
final class Reply {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final HttpExchange exchange;
  private final boolean json;

  private Reply(HttpExchange exchange, boolean json) {
    this.exchange = exchange;
    this.json = json;
  }

  static Reply to(HttpExchange exchange) {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    return new Reply(exchange, wantsJson(exchange));
  }

  private static boolean wantsJson(HttpExchange exchange) {
    var accepted = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")).orElse("");
    return exchange.getRequestURI().getRawPath().endsWith(".json")
        || (accepted.contains("application/json") && !accepted.contains("text/html"));
  }

  /// Whether JSON is asked for.
  boolean isJson() {
    return json;
  }

  void cookie(String cookie) {
    exchange.getResponseHeaders().add("Set-Cookie", cookie);
  }

  void html(int status, Html html) throws IOException {
    send(status, "text/html; charset=utf-8", html.text().getBytes(UTF_8));
  }

  void json(int status, Object data) throws IOException {
    send(status, "application/json", Json.bytes(data));
  }

  void error(int status, String reason) throws IOException {
    json(status, Map.of("error", reason));
  }

  void text(String text) throws IOException {
    send(200, "text/plain; charset=utf-8", text.getBytes(UTF_8));
  }

  /// A file of this server's own.
  void asset(String type, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    send(200, type, bytes);
  }

  void seeOther(String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    exchange.sendResponseHeaders(303, -1);
  }

  /// Begins a stream of events.
  OutputStream events() throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  /// Whether an answer has begun, so that there cannot be another.
  boolean hasBegun() {
    return exchange.getResponseCode() >= 0;
  }

  private void send(int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().toUpperCase(Locale.ROOT).equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
