package dev.tributary.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Writes what is answered. Whatever it is, browsers run nothing but this server's own scripts,
/// show nothing as what it does not say it is, and let no other site frame it.
final class Reply {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /// For files of others, should somebody open one by itself.
  private static final String SANDBOX = "default-src 'none'; sandbox";

  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._-]");

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

  /// A file, or the part of it that is asked for.
  void content(Answer.Content content) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", SANDBOX);
    headers.set(
        "Content-Type", content.type().map(MediaType::type).orElse("application/octet-stream"));
    headers.set(
        "Content-Disposition",
        "%s; filename=\"%s\""
            .formatted(
                content.type().isPresent() ? "inline" : "attachment",
                NOT_IN_NAMES.matcher(content.name()).replaceAll("_")));
    headers.set("Accept-Ranges", "bytes");
    try (var file = FileChannel.open(content.file())) {
      var asked = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
      var range = ByteRange.of(asked, file.size());
      if (range.isPresent()) {
        headers.set("Content-Range", range.get().of(file.size()));
      }
      var length = range.map(ByteRange::length).orElse(file.size());
      exchange.sendResponseHeaders(
          range.isPresent() ? 206 : 200, isHead() || length == 0 ? -1 : length);
      if (!isHead()) {
        copy(file, range.map(ByteRange::first).orElse(0L), length);
      }
    }
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
    if (isHead()) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private void copy(FileChannel file, long from, long length) throws IOException {
    var out = Channels.newChannel(exchange.getResponseBody());
    var at = from;
    while (at < from + length) {
      at += file.transferTo(at, from + length - at, out);
    }
  }

  private boolean isHead() {
    return exchange.getRequestMethod().equals("HEAD");
  }
}
