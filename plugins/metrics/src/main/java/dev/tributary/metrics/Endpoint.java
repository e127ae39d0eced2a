package dev.tributary.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Answers over HTTP: `/metrics` as Prometheus or OpenMetrics has it, whichever is accepted;
/// `/health/live` and `/health/ready` as JSON, with 503 if not.
final class Endpoint implements AutoCloseable {
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final UnaryOperator<String> scrape;
  private final Supplier<Readiness> readiness;

  /// What is answered.
  private record Answer(int status, String type, String body) {}

  private Endpoint(HttpServer server, UnaryOperator<String> scrape, Supplier<Readiness> readiness) {
    this.server = server;
    this.scrape = scrape;
    this.readiness = readiness;
  }

  /// Begins to answer at `address`.
  ///
  /// @param scrape the metrics as the content type that it is given
  /// @throws IOException if it is taken, or none of this machine's
  static Endpoint open(
      InetSocketAddress address, UnaryOperator<String> scrape, Supplier<Readiness> readiness)
      throws IOException {
    if (address.isUnresolved()) {
      throw new IOException(
          "expected metrics.address to be an address of this machine, got: \"%s\""
              .formatted(address.getHostString()));
    }
    var endpoint = new Endpoint(HttpServer.create(address, 0), scrape, readiness);
    endpoint.server.setExecutor(endpoint.threads);
    endpoint.server.createContext("/", endpoint::handle);
    endpoint.server.start();
    return endpoint;
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = answer(exchange);
      var body = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), -1);
      } else {
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Answer answer(HttpExchange exchange) {
    var method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return text(405, "expected GET, got: " + method);
    }
    return switch (exchange.getRequestURI().getPath()) {
      case "/metrics" -> metrics(exchange);
      case "/health/live" -> json(200, readiness.get().aliveAsJson());
      case "/health/ready" -> {
        var found = readiness.get();
        yield json(found.isReady() ? 200 : 503, found.toJson());
      }
      default -> text(404, "expected /metrics, /health/live or /health/ready");
    };
  }

  private Answer metrics(HttpExchange exchange) {
    var accepted = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")).orElse("");
    var type =
        accepted.contains(OPEN_METRICS)
            ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
    return new Answer(200, type, scrape.apply(type));
  }

  private static Answer json(int status, String body) {
    return new Answer(status, "application/json", body);
  }

  private static Answer text(int status, String body) {
    return new Answer(status, "text/plain; charset=utf-8", body + "\n");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
