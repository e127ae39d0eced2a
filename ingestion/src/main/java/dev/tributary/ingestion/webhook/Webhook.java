package dev.tributary.ingestion.webhook;

import static dev.tributary.RetryPolicy.atMost;
import static dev.tributary.RetryPolicy.never;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.Snooze;
import dev.tributary.ingestion.catalogue.ToldChange;
import dev.tributary.ingestion.webhook.Answer.Failed;
import dev.tributary.ingestion.webhook.Answer.Later;
import dev.tributary.ingestion.webhook.Answer.Refused;
import dev.tributary.ingestion.webhook.Answer.Taken;
import dev.tributary.thirdparty.FirstBytes;
import dev.tributary.thirdparty.FirstBytes.Beginning;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Posts each change that an endpoint wants to it, signed, until it takes it. An application for
/// each endpoint: the queue, the attempts and the dead letters of one are nobody else's.
public final class Webhook {
  /// What an endpoint has to take at once.
  static final int CONCURRENCY = 8;

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /// Until an answer begins.
  static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

  /// For all of it, an answer that never ends included.
  private static final Duration TIME_LIMIT = Duration.ofSeconds(40);

  private static final Duration DAYS = Duration.ofDays(3);

  /// What is read of an answer, in bytes.
  private static final int ANSWER_LIMIT = 4 << 10;

  /// After 5 s, 10 s, 20 s … then every hour.
  private static final RetryPolicy RETRIES =
      RetryPolicy.standard()
          .on(
              Throwable.class,
              atMost(100)
                  .forUpTo(DAYS)
                  .startingWith(Duration.ofSeconds(5))
                  .atLongest(Duration.ofHours(1)))
          .on(PostFailedException.Refused.class, never())
          .snoozedForUpTo(DAYS);

  private final Endpoint endpoint;
  private final SigningSecrets secrets;
  private final HttpClient client;
  private final InstantSource clock;

  private Webhook(
      Endpoint endpoint, SigningSecrets secrets, HttpClient client, InstantSource clock) {
    this.endpoint = endpoint;
    this.secrets = secrets;
    this.client = client;
    this.clock = clock;
  }

  /// What the application for `endpoint` is called and consumes, without what it does.
  ///
  /// @param exchange the name of the application that tells of changes
  public static Application.Builder declared(Endpoint endpoint, String exchange) {
    var declared = Application.named(endpoint.application());
    endpoint
        .bindings(exchange)
        .forEach(binding -> declared.consumes(binding.exchange(), binding.key()));
    return declared;
  }

  /// The application for `endpoint`.
  ///
  /// @param environment where a secret may be
  /// @throws IllegalArgumentException if its secret is not there, or is none
  public static Application application(
      Endpoint endpoint, String exchange, Map<String, String> environment, InstantSource clock) {
    var secrets = endpoint.secret().read(environment);
    var client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    var webhook = new Webhook(endpoint, secrets, client, clock);
    return declared(endpoint, exchange)
        .callback(webhook::tell)
        .retry(RETRIES)
        .timeLimit(TIME_LIMIT)
        .concurrency(CONCURRENCY)
        .onStop(client::shutdownNow)
        .build();
  }

  private List<Message> tell(Message message) throws InterruptedException {
    var change = ToldChange.read(message, "id");
    if (!endpoint.filter().wantsProvider(change.path("provider").stringValue(""))) {
      throw new Abort("provider.unwanted", endpoint.name() + " wants other providers only");
    }
    var response = post(change.path("id").stringValue(""), message.body().bytes());
    return switch (Answer.of(response, clock.instant())) {
      case Taken _ -> List.of();
      case Later(var delay) -> throw new Snooze(delay, endpoint.name() + " asked for it");
      case Refused _ -> throw new PostFailedException.Refused(endpoint, said(response));
      case Failed _ -> throw new PostFailedException(endpoint, said(response));
    };
  }

  private HttpResponse<Beginning> post(String id, byte[] body) throws InterruptedException {
    var timestamp = clock.instant().getEpochSecond();
    var request =
        HttpRequest.newBuilder(endpoint.url())
            .timeout(ANSWER_TIMEOUT)
            .header("content-type", "application/json")
            .header("user-agent", "tributary")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(timestamp))
            .header("webhook-signature", secrets.sign(id, timestamp, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      return client.send(request, FirstBytes.atMost(ANSWER_LIMIT));
    } catch (IOException failure) {
      throw new PostFailedException(endpoint, "cannot be reached: " + failure, failure);
    }
  }

  /// The answer in words, on one line.
  private static String said(HttpResponse<Beginning> response) {
    var location = response.headers().firstValue("location").map(to -> "to " + to + " ").orElse("");
    var shown = (location + response.body().shown()).strip();
    return "answered %d%s".formatted(response.statusCode(), shown.isEmpty() ? "" : ": " + shown);
  }
}
