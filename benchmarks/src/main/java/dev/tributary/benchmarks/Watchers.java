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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Browsers that follow pages while something happens, each on a thread of its own, and of the
/// operating system: a browser does not stand in line behind what the pipeline has to do.
final class Watchers implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Followed> followed = new ConcurrentHashMap<>();

  private Watchers() {}

  /// How often a page was updated, and the longest time between two updates.
  private static final class Followed {
    final AtomicInteger updates = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong last = new AtomicLong(System.nanoTime());

    void updated() {
      var now = System.nanoTime();
      longest.accumulateAndGet(now - last.getAndSet(now), Math::max);
      updates.incrementAndGet();
    }

    long longestSilence() {
      return Math.max(longest.get(), System.nanoTime() - last.get());
    }
  }

  /// One for each of `pages` of the console at `url`.
  static Watchers of(String url, List<String> pages) {
    var watchers = new Watchers();
    for (var page : pages) {
      Thread.ofPlatform().name("watches " + page).daemon().start(() -> watchers.follow(url, page));
    }
    return watchers;
  }

  private void follow(String url, String page) {
    var live = URI.create(url + "/live?of=" + URLEncoder.encode(page, UTF_8));
    var one = followed.computeIfAbsent(page, _ -> new Followed());
    try (var events =
        client.send(HttpRequest.newBuilder(live).build(), BodyHandlers.ofLines()).body()) {
      events.filter(line -> line.startsWith("data:")).forEach(_ -> one.updated());
    } catch (UncheckedIOException | IOException closed) {
      System.err.println(page + " is not followed any longer");
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /// How often `page` was updated until now.
  int updates(String page) {
    return followed(page).updates.get();
  }

  /// The longest time without an update of `page` until now. It is not updated when nothing on it
  /// has changed.
  Duration longestSilence(String page) {
    return Duration.ofNanos(followed(page).longestSilence());
  }

  private Followed followed(String page) {
    return followed.getOrDefault(page, new Followed());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
