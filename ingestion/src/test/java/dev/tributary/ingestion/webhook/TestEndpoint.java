package dev.tributary.ingestion.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.ingestion.webhook.Endpoint.Filter;
import dev.tributary.ingestion.webhook.SecretSource.InVariable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Somebody who is told of changes, on this machine: remembers what came, and answers as the test
/// says, 204 unless it does.
public final class TestEndpoint implements AutoCloseable {
  /// The environment in which its secret is.
  public static final Map<String, String> ENVIRONMENT =
      Map.of("SECRET", "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Post> posts = new ConcurrentLinkedQueue<>();
  private final Queue<Answering> answers = new ConcurrentLinkedQueue<>();
  private volatile Answering always = exchange -> exchange.sendResponseHeaders(204, -1);

  /// One that came.
  public record Post(String id, String timestamp, String signature, String type, String body) {}

  /// How it answers.
  public interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private TestEndpoint(HttpServer server) {
    this.server = server;
  }

  public static TestEndpoint start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var endpoint = new TestEndpoint(server);
    server.createContext("/", endpoint::handle);
    server.setExecutor(endpoint.threads);
    server.start();
    return endpoint;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      posts.add(
          new Post(
              headers.getFirst("webhook-id"),
              headers.getFirst("webhook-timestamp"),
              headers.getFirst("webhook-signature"),
              headers.getFirst("content-type"),
              body));
      var next = answers.poll();
      (next == null ? always : next).answer(exchange);
    }
  }

  /// The next answer, after those that were said before.
  TestEndpoint then(int status, String body) {
    answers.add(answering(status, body));
    return this;
  }

  TestEndpoint then(Answering answering) {
    answers.add(answering);
    return this;
  }

  /// What it answers when nothing else was said.
  public void always(int status, String body) {
    always = answering(status, body);
  }

  void always(Answering answering) {
    always = answering;
  }

  private static Answering answering(int status, String body) {
    return exchange -> {
      var bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /// What came, in order.
  public List<Post> posts() {
    return List.copyOf(posts);
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks?token=hidden";
  }

  /// As an operator names it.
  Endpoint named(String name) {
    return wanting(name, new Filter(List.of(), List.of(), List.of()));
  }

  Endpoint wanting(String name, Filter filter) {
    return new Endpoint(name, URI.create(url()), new InVariable("SECRET"), filter);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
