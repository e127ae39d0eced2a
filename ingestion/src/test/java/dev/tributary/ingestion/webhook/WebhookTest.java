package dev.tributary.ingestion.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Runner;
import dev.tributary.ingestion.webhook.Endpoint.Filter;
import dev.tributary.ingestion.webhook.TestEndpoint.Post;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import dev.tributary.testing.TestRun;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What an endpoint gets to see, and what becomes of a change for each of its answers.
@Timeout(180)
final class WebhookTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final String EXCHANGE = "notify";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private TestEndpoint shop;

  @BeforeEach
  void open() throws IOException {
    shop = TestEndpoint.start();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aChangeIsPostedAsItIsToldSigned() throws Exception {
    var change = change("c1", "meadow");
    try (var run = run(application(shop.named("shop")))) {
      run.send(change);
    }

    var post = shop.posts().getFirst();
    assertThat(shop.posts()).hasSize(1);
    assertThat(post.body()).isEqualTo(change.body().utf8());
    assertThat(post.type()).isEqualTo("application/json");
    assertThat(post.id()).isEqualTo("c1");
    assertThat(post.timestamp()).isEqualTo(Long.toString(NOW.getEpochSecond()));
    assertThat(post.signature())
        .isEqualTo("v1," + mac(post, TestEndpoint.ENVIRONMENT.get("SECRET")));
  }

  @Test
  void whileASecretIsReplacedThereIsASignatureByEach() throws Exception {
    var old = TestEndpoint.ENVIRONMENT.get("SECRET");
    var young = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    var both = Map.of("SECRET", young + "\n" + old + "\n");
    try (var run = run(application(shop.named("shop"), both))) {
      run.send(change("c1", "meadow"));
    }

    var post = shop.posts().getFirst();
    assertThat(post.signature().split(" ", -1))
        .containsExactly("v1," + mac(post, young), "v1," + mac(post, old));
  }

  @Test
  void whatIsNotTakenIsPostedAgainWithTheSameId() throws Exception {
    shop.then(500, "").then(409, "").then(408, "").then(425, "").then(429, "").then(302, "");
    try (var run = run(application(shop.named("shop")))) {
      run.send(change("c1", "meadow"));
      assertThat(shop.posts()).hasSize(1);

      run.advance(Duration.ofHours(2));

      assertThat(run.outcomes().getLast().outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(run.deadLetters()).isEmpty();
    }
    assertThat(shop.posts()).hasSize(7).extracting(Post::id).containsOnly("c1");
  }

  @Test
  void whatIsRefusedForGoodIsADeadLetterAtOnceThatSaysWhy() throws Exception {
    shop.then(410, "we have\nmoved on").then(400, "{\"error\":\"unknown field at\"}");
    try (var run = run(application(shop.named("shop")))) {
      run.send(change("c1", "meadow"));
      run.send(change("c2", "meadow"));

      assertThat(run.deadLetters())
          .extracting(DeadLetter::application)
          .containsOnly("webhook-shop");
      assertThat(run.deadLetters().getFirst().reason())
          .contains("/hooks answered 410: we have moved on")
          .doesNotContain("hidden");
      assertThat(run.deadLetters().getLast().reason())
          .contains("answered 400: {\"error\":\"unknown field at\"}");
      assertThat(run.deadLetters().getLast().details()).containsKey("endpoint");
      assertThat(run.waiting()).isEmpty();
    }
    assertThat(shop.posts()).hasSize(2);
  }

  @Test
  void retryAfterCostsNoAttemptAndHasBounds() throws Exception {
    shop.then(later(429, "30")).then(later(503, "Mon, 01 Jun 2026 12:05:00 GMT"));
    shop.then(later(429, "999999999")).then(later(429, "soon"));
    try (var run = run(application(shop.named("shop")))) {
      run.send(change("c1", "meadow"));

      assertThat(waits(run)).isEqualTo(Duration.ofSeconds(30));
      run.advance(Duration.ofSeconds(30));
      assertThat(waits(run)).isEqualTo(Duration.ofMinutes(5));
      run.advance(Duration.ofMinutes(5));
      assertThat(waits(run)).isEqualTo(Duration.ofHours(1));
      assertThat(run.waiting().getFirst().message().attempt()).isEqualTo(1);
      run.advance(Duration.ofHours(1));

      assertThat(run.outcomes().getLast().outcome()).isInstanceOf(Outcome.Retried.class);
      run.advance(Duration.ofMinutes(1));
      assertThat(run.outcomes().getLast().outcome()).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Test
  void anEndpointThatIsAwayForDaysEndsInADeadLetter() throws Exception {
    var application = application(endpointAt(closedPort()));
    try (var run = run(application)) {
      run.send(Message.of("m1", "upsert.release", body("c1", "meadow"), run.clock().instant()));
      run.advance(Duration.ofDays(2));
      assertThat(run.deadLetters()).isEmpty();
      assertThat(run.waiting().getFirst().message().attempt()).isBetween(40, 100);

      run.advance(Duration.ofDays(2));

      assertThat(run.deadLetters()).hasSize(1);
      assertThat(run.deadLetters().getFirst().reason()).contains("cannot be reached");
    }
  }

  @Test
  void redirectsAreNotFollowed() throws Exception {
    shop.then(
        exchange -> {
          exchange.getResponseHeaders().add("location", shop.url());
          exchange.sendResponseHeaders(307, -1);
        });
    try (var run = run(application(shop.named("shop")))) {
      run.send(change("c1", "meadow"));

      var retried = (Outcome.Retried) run.outcomes().getLast().outcome();
      assertThat(retried.cause()).hasMessageContaining("answered 307: to http://127.0.0.1");
    }
    assertThat(shop.posts()).hasSize(1);
  }

  @Test
  void ofALongAnswerTheBeginningIsRead() throws Exception {
    shop.then(
        exchange -> {
          exchange.sendResponseHeaders(400, 0);
          var part = "no, no, no, ".repeat(1_000).getBytes(UTF_8);
          try (var body = exchange.getResponseBody()) {
            while (true) {
              body.write(part);
            }
          }
        });
    try (var run = run(application(shop.named("shop")))) {
      run.send(change("c1", "meadow"));

      assertThat(run.deadLetters().getFirst().reason())
          .contains("answered 400: no, no, no,")
          .endsWith("…")
          .hasSizeLessThan(400);
    }
  }

  @Test
  void onlyWhatIsWantedIsPosted() throws Exception {
    var filter = new Filter(List.of("meadow"), List.of("takedown"), List.of("release", "video"));
    var application = application(shop.wanting("shop", filter));
    try (var run = run(application)) {
      run.send(change("c1", "meadow").with("takedown.video", change("c1", "meadow").body()));
      run.send(change("c2", "harbour").with("takedown.release", change("c2", "harbour").body()));
      assertThat(run.outcomes().getLast().outcome()).isInstanceOf(Outcome.Aborted.class);
    }

    assertThat(shop.posts()).extracting(Post::id).containsExactly("c1");
    assertThat(application.bindings())
        .extracting(binding -> binding.exchange() + " " + binding.key())
        .containsExactly("notify takedown.release", "notify takedown.video");
    assertThat(application(shop.named("all")).bindings())
        .noneMatch(binding -> binding.matches("loaded.delivery"))
        .anyMatch(binding -> binding.matches("purge.book"));
  }

  @Test
  void whatIsNoChangeIsADeadLetter() throws Exception {
    try (var run = run(application(shop.named("shop")))) {
      run.send(Message.of("upsert.release", Body.utf8("content:")));
      run.send(Message.of("upsert.release", Body.utf8("{}")));

      assertThat(run.deadLetters()).hasSize(2);
    }
    assertThat(shop.posts()).isEmpty();
  }

  @Test
  void anEndpointThatHangsHoldsNoOtherUp() throws Exception {
    var released = new CountDownLatch(1);
    var broker = new MemoryBroker();
    try (var stuck = TestEndpoint.start();
        var transport = MemoryTransport.connect(broker)) {
      stuck.always(
          exchange -> {
            try {
              released.await();
              exchange.sendResponseHeaders(204, -1);
            } catch (InterruptedException ending) {
              Thread.currentThread().interrupt();
            }
          });
      var applications =
          List.of(application(stuck.named("stuck")), application(shop.named("shop")));
      try (var runner = Runner.start(transport, applications);
          var producer = transport.producer()) {
        for (var number = 0; number < 50; number++) {
          producer.send(EXCHANGE, List.of(change("c" + number, "meadow")), Listeners.REQUIRED);
        }

        await().atMost(PATIENCE).until(() -> shop.posts().size() == 50);
        await().atMost(PATIENCE).until(() -> runner.inFlight() == Webhook.CONCURRENCY);
        assertThat(stuck.posts()).hasSize(Webhook.CONCURRENCY);

        released.countDown();
        await().atMost(PATIENCE).until(() -> stuck.posts().size() == 50 && runner.inFlight() == 0);
      }
    }
    assertThat(shop.posts()).extracting(Post::id).doesNotHaveDuplicates();
  }

  private static TestRun run(Application application) {
    return TestRun.of(application).withPatience(PATIENCE);
  }

  private static Duration waits(TestRun run) {
    return Duration.between(run.clock().instant(), run.waiting().getFirst().due());
  }

  private static TestEndpoint.Answering later(int status, String retryAfter) {
    return exchange -> {
      exchange.getResponseHeaders().add("retry-after", retryAfter);
      exchange.sendResponseHeaders(status, -1);
    };
  }

  private static Application application(Endpoint endpoint) {
    return application(endpoint, TestEndpoint.ENVIRONMENT);
  }

  private static Application application(Endpoint endpoint, Map<String, String> environment) {
    return Webhook.application(endpoint, EXCHANGE, new HashMap<>(environment), () -> NOW);
  }

  private static Endpoint endpointAt(int port) {
    return new Endpoint(
        "shop",
        URI.create("http://127.0.0.1:" + port + "/"),
        new SecretSource.InVariable("SECRET"),
        new Filter(List.of(), List.of(), List.of()));
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Message change(String id, String provider) {
    return Message.of("upsert.release", body(id, provider));
  }

  private static Body body(String id, String provider) {
    return Body.utf8("{\"id\":\"%s\",\"provider\":\"%s\",\"key\":\"ü\"}".formatted(id, provider));
  }

  /// As the specification says it, without what is tested.
  private static String mac(Post post, String secret) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    var signed = post.id() + "." + post.timestamp() + "." + post.body();
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }
}
