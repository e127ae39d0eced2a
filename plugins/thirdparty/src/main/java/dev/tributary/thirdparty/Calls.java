package dev.tributary.thirdparty;

import dev.tributary.thirdparty.FirstBytes.Beginning;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls by HTTP that end in time, answers that never end included.
final class Calls implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  private final Duration timeout;
  private final int limit;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  /// Calls that take no longer than `timeout`.
  ///
  /// @param limit of an answer, in bytes; the rest is not read
  Calls(Duration timeout, int limit) {
    this.timeout = timeout;
    this.limit = limit;
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT)
            .executor(threads)
            .build();
  }

  HttpResponse<Beginning> send(HttpRequest request) throws IOException, InterruptedException {
    var call = client.sendAsync(request, FirstBytes.atMost(limit));
    try {
      return call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      call.cancel(true);
      throw new HttpTimeoutException("no whole answer within " + timeout);
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof IOException cause ? cause : new IOException(failure);
    } catch (InterruptedException ending) {
      call.cancel(true);
      throw ending;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
