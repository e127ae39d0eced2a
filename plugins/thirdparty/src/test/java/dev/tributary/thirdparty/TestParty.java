package dev.tributary.thirdparty;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A third party on this machine: remembers who asked for what and when, and answers as the test
/// says, 200 with the path unless it does.
final class TestParty implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final Queue<Answering> answers = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Answering always =
      exchange -> respond(exchange, 200, exchange.getRequestURI().getPath());

  /// One call.
  ///
  /// @param at by [System#nanoTime]
  /// @param header the value of `if-none-match`, or of `idempotency-key`; empty if there is neither
  record Call(String path, String userAgent, String header, long at) {}

  /// How it answers.
  interface Answering {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private TestParty(HttpServer server) {
    this.server = server;
  }

  static TestParty start() throws IOException {
    return startAt(0);
  }

  /// On this port, where another one was before.
  static TestParty startAt(int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var party = new TestParty(HttpServer.create(address, 0));
    party.server.createContext("/", party::handle);
    party.server.setExecutor(party.threads);
    party.server.start();
    return party;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var at = System.nanoTime();
      var headers = exchange.getRequestHeaders();
      var header = headers.getFirst("if-none-match");
      var key = headers.getFirst("idempotency-key");
      calls.add(
          new Call(
              exchange.getRequestURI().toString(),
              headers.getFirst("user-agent"),
              header != null ? header : key == null ? "" : key,
              at));
      var next = answers.poll();
      (next == null ? always : next).answer(exchange);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /// Answers with `body` and these headers, by name and value.
  static void respond(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    for (var at = 0; at < headers.length; at += 2) {
      exchange.getResponseHeaders().add(headers[at], headers[at + 1]);
    }
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /// Says nothing (more) until this third party is closed.
  static void fallSilent() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /// Works on an answer for so long, unless this third party is closed before.
  void takeTime(Duration latency) throws InterruptedException {
    if (closed.await(latency.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("closed before it had answered");
    }
  }

  /// The next answer, after those that were said before.
  TestParty then(int status, String body, String... headers) {
    return then(exchange -> respond(exchange, status, body, headers));
  }

  TestParty then(Answering answering) {
    answers.add(answering);
    return this;
  }

  void always(Answering answering) {
    always = answering;
  }

  /// What was asked, in order.
  List<Call> calls() {
    return List.copyOf(calls);
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  /// This third party as an application has it, which is let near private addresses.
  ThirdParty.Builder named(String name) {
    return ThirdParty.named(name, base()).privateAllowed().timeout(Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
