package dev.tributary.metrics;

import static dev.tributary.RetryPolicy.atMost;
import static dev.tributary.RetryPolicy.never;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Plugins;
import dev.tributary.RetryPolicy;
import dev.tributary.Runner;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.SettingsException;
import dev.tributary.spi.Measurement;
import dev.tributary.spi.Measurement.Kind;
import dev.tributary.spi.Plugin;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsPluginTest {
  private final MetricsPlugin plugin = new MetricsPlugin();
  private final MemoryBroker broker = new MemoryBroker();
  private final Transport transport = MemoryTransport.connect(broker);
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch held = new CountDownLatch(1);
  private final Plugins plugins = Plugins.of(List.of(plugin, new Measured()));

  /// A plugin that knows a number of itself, and a counter of two parts that have one name.
  private static final class Measured implements Plugin {
    @Override
    public String name() {
      return "measured";
    }

    @Override
    public List<Measurement> measurements() {
      var lost = Map.of("what", "lines");
      return List.of(
          new Measurement("cups", "Cups.", Kind.GAUGE, Map.of(), 2.5),
          new Measurement("lost", "Lost.", Kind.COUNTER, lost, 3),
          new Measurement("lost", "Lost.", Kind.COUNTER, lost, 4));
    }
  }

  @BeforeEach
  void declareWhoHears() {
    transport.declare("listener", List.of(new Binding("sorter", "#")));
  }

  @AfterEach
  void close() {
    held.countDown();
    client.close();
    plugins.close();
    transport.close();
  }

  @Test
  void deliveriesAreCountedByWhatTheyCameTo() throws Exception {
    try (var _ = run(settings(Map.of("metrics.port", "0")))) {
      send("two", "abort", "retry", "fail");
      await().until(() -> transport.depth("sorter") == 0);

      await()
          .untilAsserted(
              () ->
                  assertThat(get("/metrics").body().lines())
                      .contains(
                          delivered("completed", 2),
                          delivered("aborted", 1),
                          delivered("retried", 1),
                          delivered("dead-lettered", 1),
                          delivered("snoozed", 0),
                          "tributary_results_sent_total{application=\"sorter\"} 4.0",
                          "tributary_working_seconds_count{application=\"sorter\"} 5",
                          "tributary_working_seconds_bucket{application=\"sorter\",le=\"+Inf\"} 5",
                          "tributary_waiting_seconds_count{application=\"sorter\"} 4",
                          "tributary_attempts_bucket{application=\"sorter\",le=\"1.0\"} 3",
                          "tributary_attempts_bucket{application=\"sorter\",le=\"2.0\"} 4"));
    }
  }

  @Test
  void whatIsAtTheMomentIsServed() throws Exception {
    try (var _ = run(settings(Map.of("metrics.port", "0")))) {
      send("hold", "hold");

      await()
          .untilAsserted(
              () ->
                  assertThat(get("/metrics").body().lines())
                      .contains(
                          "tributary_in_flight{application=\"sorter\"} 2.0",
                          "tributary_stuck_callbacks{application=\"sorter\"} 0.0",
                          "tributary_application_state{application=\"sorter\",state=\"running\"} 1.0",
                          "tributary_application_state{application=\"sorter\",state=\"paused\"} 0.0",
                          "tributary_broker_reachable 1.0",
                          "tributary_cups 2.5",
                          "tributary_lost_total{what=\"lines\"} 7.0")
                      .anyMatch(line -> line.startsWith("tributary_queue_depth{"))
                      .anyMatch(line -> line.startsWith("tributary_last_received_lag_seconds{")));
      held.countDown();
    }
  }

  @Test
  void openMetricsIsServedToWhoeverAcceptsIt() throws Exception {
    try (var _ = run(settings(Map.of("metrics.port", "0")))) {
      var request = HttpRequest.newBuilder(uri("/metrics"));
      request.header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

      var answer = client.send(request.build(), BodyHandlers.ofString());

      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
      assertThat(answer.body()).endsWith("# EOF\n");
      assertThat(get("/metrics").body()).doesNotContain("# EOF");
    }
  }

  @Test
  void healthIsAnsweredInJsonAndWhileStoppingItIsNotReady() throws Exception {
    var runner = run(settings(Map.of("metrics.port", "0")));
    try {
      await().until(() -> get("/health/ready").statusCode() == 200);
      assertThat(get("/health/ready").body())
          .isEqualTo("{\"status\":\"ready\",\"reasons\":[],\"notes\":[]}");
    } finally {
      runner.close();
    }

    var stopping = get("/health/ready");
    assertThat(stopping.statusCode()).isEqualTo(503);
    assertThat(stopping.body()).contains("\"status\":\"not-ready\"", "\"it is stopping\"");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health").statusCode()).isEqualTo(404);
  }

  @Test
  void onlyTheLoopbackAddressIsServedUnlessAnotherOneIsSet() throws Exception {
    try (var _ = run(settings(Map.of("metrics.port", "0")))) {
      assertThat(plugin.served().orElseThrow().getAddress().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void nothingIsServedUnlessThereIsAPort() throws Exception {
    try (var _ = run(settings(Map.of()))) {
      assertThat(plugin.served()).isEmpty();
    }
  }

  @Test
  void aPortThatIsTakenKeepsNobodyFromWorking() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var _ = run(settings(Map.of("metrics.port", String.valueOf(taken.getLocalPort()))))) {
      send("one");

      await().until(() -> transport.depth("listener") == 1);
      assertThat(plugin.served()).isEmpty();
    }
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    assertThatThrownBy(() -> settings(Map.of("metrics.port", "65536")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("expected metrics.port to be a port from 0 to 65535, got: \"65536\"");
  }

  private Runner run(Settings settings) {
    plugins.start(settings);
    var application =
        Application.named("sorter")
            .consumes("post", "#")
            .retry(
                RetryPolicy.standard()
                    .on(Throwable.class, atMost(3).startingWith(Duration.ofMillis(1)))
                    .on(IOException.class, never()))
            .callback(this::sort)
            .build();
    var runner = Runner.start(transport, List.of(plugins.installInto(application, settings)));
    plugins.running(runner, settings);
    return runner;
  }

  private List<Message> sort(Message message) throws Exception {
    return switch (message.body().utf8()) {
      case "one" -> List.of(message);
      case "abort" -> throw new Abort("letter.unwanted", "an advertisement");
      case "fail" -> throw new IOException("the letter is torn");
      case "retry" -> {
        if (message.attempt() == 1) {
          throw new IllegalStateException("the post office is closed");
        }
        yield List.of(message, message);
      }
      case "hold" -> {
        held.await();
        yield List.of();
      }
      default -> List.of(message, message);
    };
  }

  private void send(String... bodies) throws InterruptedException {
    try (var producer = transport.producer()) {
      for (var body : bodies) {
        var message = Message.of("sort.letter", Body.of(body.getBytes(UTF_8)));
        producer.send("post", List.of(message), Listeners.REQUIRED);
      }
    }
  }

  private static String delivered(String outcome, int times) {
    return "tributary_deliveries_total{application=\"sorter\",outcome=\"%s\"} %d.0"
        .formatted(outcome, times);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    InetSocketAddress address = plugin.served().orElseThrow();
    return URI.create("http://127.0.0.1:" + address.getPort() + path);
  }

  private Settings settings(Map<String, String> values) {
    return Settings.resolve(plugins.settings(), List.of(new Source("a test", values, true)));
  }
}
