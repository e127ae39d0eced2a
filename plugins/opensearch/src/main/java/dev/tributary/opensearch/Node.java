package dev.tributary.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// The node that is talked to, or the balancer before several. Blocks; safe for use by many
/// threads.
final class Node implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /// In bytes: more than is answered to any request that fits into the bounds of a batch.
  private static final long LONGEST_ANSWER = 32L << 20;

  private static final int SHOWN = 300;

  private final String root;
  private final Optional<String> authorization;
  private final Duration timeout;
  private final HttpClient client;

  /// What it answers.
  ///
  /// @param body as UTF-8
  record Answer(int status, String body) {
    boolean isGood() {
      return status / 100 == 2;
    }

    /// In words, on one line.
    @Override
    public String toString() {
      var text = body.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
      var shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
      return "answered %d%s".formatted(status, shown.isEmpty() ? "" : ": " + shown);
    }
  }

  /// @param timeout until an answer begins
  Node(URI url, Optional<Credentials> credentials, Duration timeout) {
    this.root = url.toString().replaceAll("/+$", "");
    this.authorization = credentials.map(Node::authorization);
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT.compareTo(timeout) < 0 ? CONNECT_TIMEOUT : timeout)
            .build();
  }

  /// RFC 7617.
  private static String authorization(Credentials credentials) {
    var pair = credentials.user() + ":" + credentials.password().reveal();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  Answer get(String path) throws InterruptedException {
    return send(request(path).GET());
  }

  Answer put(String path, byte[] json) throws InterruptedException {
    return send(
        request(path)
            .header("content-type", "application/json")
            .PUT(BodyPublishers.ofByteArray(json)));
  }

  Answer post(String path, byte[] lines) throws InterruptedException {
    return send(
        request(path)
            .header("content-type", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(lines)));
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(timeout)
            .header("accept", "application/json")
            .header("user-agent", "tributary");
    authorization.ifPresent(value -> request.header("authorization", value));
    return request;
  }

  /// @throws UnavailableException if no whole answer comes
  private Answer send(HttpRequest.Builder request) throws InterruptedException {
    try {
      var handler = BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), LONGEST_ANSWER);
      var response = client.send(request.build(), handler);
      return new Answer(response.statusCode(), response.body());
    } catch (IOException failure) {
      throw new UnavailableException(
          "%s cannot be reached: %s; see that it runs, and that opensearch.url is right"
              .formatted(root, failure),
          failure);
    }
  }

  /// That it did not do what it was asked for, be it for now.
  UnavailableException refusal(String what, Answer answer) {
    var advice =
        switch (answer.status()) {
          case 401 -> "; see that opensearch.user and opensearch.password.file are right";
          case 403 -> "; see that the user of opensearch.user may do that";
          case 413 -> "; lower opensearch.batch-bytes";
          default -> "";
        };
    return new UnavailableException("%s: %s %s%s".formatted(what, root, answer, advice), null);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  @Override
  public String toString() {
    return root;
  }
}
