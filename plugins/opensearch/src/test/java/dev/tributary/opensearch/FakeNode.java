package dev.tributary.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Answers like a node of OpenSearch or Elasticsearch, as far as the sink asks, and does wrong what
/// it is told to.
final class FakeNode implements AutoCloseable {
  static final String OPENSEARCH = "{\"distribution\": \"opensearch\", \"number\": \"3.8.0\"}";
  static final String ELASTICSEARCH = "{\"number\": \"9.1.0\", \"build_flavor\": \"default\"}";

  /// What is asked.
  ///
  /// @param path with the query, if there is one
  record Request(String method, String path, String body, Optional<String> authorization) {
    boolean isBulk() {
      return path.startsWith("/_bulk");
    }

    long documents() {
      return body.lines().count() / 2;
    }
  }

  /// What is answered.
  record Reply(int status, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String version;
  private final List<Request> requests = new ArrayList<>();
  private final Queue<Function<Request, Optional<Reply>>> faults = new ArrayDeque<>();
  private final Map<String, JsonNode> documents = new LinkedHashMap<>();
  private final Map<String, String> put = new HashMap<>();
  private Function<JsonNode, Optional<String>> refusing = _ -> Optional.empty();
  private boolean withoutPolicies;

  private FakeNode(HttpServer server, String version) {
    this.server = server;
    this.version = version;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  static FakeNode start(String version) throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new FakeNode(HttpServer.create(loopback, 0), version);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The next bulk request is answered like this instead.
  synchronized FakeNode failsOnce(int status, String body) {
    faults.add(_ -> Optional.of(new Reply(status, body)));
    return this;
  }

  /// Bulk requests of more than that are too large.
  synchronized FakeNode takesAtMost(int bytes) {
    faults.add(
        request ->
            request.body().length() > bytes
                ? Optional.of(new Reply(413, "{\"error\": \"too large\"}"))
                : Optional.empty());
    return this;
  }

  /// What `error` returns something for is refused with that, a JSON object with status and error.
  synchronized FakeNode refuses(Function<JsonNode, Optional<String>> error) {
    refusing = error;
    return this;
  }

  /// Has no idea of how long indices are kept.
  synchronized FakeNode withoutPolicies() {
    withoutPolicies = true;
    return this;
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  List<Request> bulks() {
    return requests().stream().filter(Request::isBulk).toList();
  }

  /// By `INDEX/ID`, in the order in which they came.
  synchronized Map<String, JsonNode> documents() {
    return new LinkedHashMap<>(documents);
  }

  /// What was put there.
  synchronized JsonNode at(String path) {
    return Json.read(put.getOrDefault(path, ""));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var reply = reply(request(exchange));
      var bytes = reply.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Request request(HttpExchange exchange) throws IOException {
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        new String(exchange.getRequestBody().readAllBytes(), UTF_8),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("authorization")));
  }

  private synchronized Reply reply(Request request) {
    requests.add(request);
    if (request.isBulk()) {
      return fault(request).orElseGet(() -> bulk(request));
    }
    if (request.path().equals("/")) {
      return new Reply(200, "{\"version\": " + version + "}");
    }
    var isOfPolicies = request.path().contains("_ism") || request.path().contains("_ilm");
    if (isOfPolicies && withoutPolicies) {
      return new Reply(400, "{\"error\": \"no handler found for uri\"}");
    }
    if (request.method().equals("PUT")) {
      put.put(request.path(), request.body());
      return new Reply(200, "{\"acknowledged\": true}");
    }
    var known = put.get(request.path());
    return known == null
        ? new Reply(404, "{\"error\": \"not found\"}")
        : new Reply(200, "{\"_seq_no\": 7, \"_primary_term\": 2, " + known.substring(1));
  }

  /// A fault that happens once goes; one that lasts stays.
  private Optional<Reply> fault(Request request) {
    var fault = faults.peek();
    if (fault == null) {
      return Optional.empty();
    }
    var reply = fault.apply(request);
    if (reply.isPresent() && reply.get().status() != 413) {
      faults.remove();
    }
    return reply;
  }

  private Reply bulk(Request request) {
    var items = new ArrayList<String>();
    var lines = request.body().lines().toList();
    for (var line = 0; line < lines.size(); line += 2) {
      var action = Json.read(lines.get(line)).path("create");
      var document = Json.read(lines.get(line + 1));
      var name = action.path("_index").stringValue() + "/" + action.path("_id").stringValue();
      var error = refusing.apply(document);
      if (error.isPresent()) {
        items.add("{\"create\": " + error.get() + "}");
      } else if (documents.putIfAbsent(name, document) == null) {
        items.add("{\"create\": {\"status\": 201}}");
      } else {
        items.add("{\"create\": {\"status\": 409, \"error\": {\"type\": \"conflict\"}}}");
      }
    }
    return new Reply(200, "{\"items\": [" + String.join(",", items) + "]}");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
