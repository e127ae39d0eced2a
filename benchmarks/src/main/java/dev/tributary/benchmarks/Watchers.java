package dev.tributary.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Browsers that follow pages while something happens, each on a thread of its own.
final class Watchers implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger updates = new AtomicInteger();
  private final AtomicLong longestSilence = new AtomicLong();

  private Watchers() {}

  /// One for each of `pages` of the console at `url`.
  static Watchers of(String url, List<String> pages) {
    var watchers = new Watchers();
    for (var page : pages) {
      Thread.ofVirtual().name("watches " + page).start(() -> watchers.follow(url, page));
    }
    return watchers;
  }

  private void follow(String url, String page) {
    var live = URI.create(url + "/live?of=" + URLEncoder.encode(page, UTF_8));
    try (var events =
        client.send(HttpRequest.newBuilder(live).build(), BodyHandlers.ofLines()).body()) {
      var last = new AtomicLong(System.nanoTime());
      events.filter(line -> line.startsWith("data:")).forEach(_ -> updated(last));
    } catch (UncheckedIOException | IOException closed) {
      System.err.println(page + " is not followed any longer");
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private void updated(AtomicLong last) {
    var now = System.nanoTime();
    var silence = now - last.getAndSet(now);
    longestSilence.accumulateAndGet(silence, Math::max);
    updates.incrementAndGet();
  }

  /// How often a page was updated until now.
  int updates() {
    return updates.get();
  }

  /// The longest time between two updates of one page until now.
  Duration longestSilence() {
    return Duration.ofNanos(longestSilence.get());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
