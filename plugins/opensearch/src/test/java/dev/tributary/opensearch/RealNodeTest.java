package dev.tributary.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Event;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The sink with a real node of OpenSearch.
@Timeout(400)
class RealNodeTest {
  private static final int PRODUCTS = 5_000;

  /// Entered, sent on by the first application, completed by it, completed by the second.
  private static final int EVENTS_OF_ONE = 4;

  private static final int EVENTS = PRODUCTS * EVENTS_OF_ONE;

  /// As many as a node hands out at once, by default.
  private static final int PAGE = 10_000;

  @TempDir private Path folder;
  private RealNode node;

  /// The ids of all events, heard by another application.
  private final Set<String> heard = new ConcurrentSkipListSet<>();

  @BeforeEach
  void start() throws Exception {
    node = RealNode.start(folder);
  }

  @AfterEach
  void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void eachEventArrivesOnceAlthoughTheNodeIsKilledAndStartedAgain() throws Exception {
    var settings =
        Settings.resolve(
            new OpenSearchPlugin().settings(),
            List.of(
                new Source(
                    "the test",
                    Map.of("opensearch.url", node.url(), "opensearch.rename", "productKey=sku"),
                    false)));
    var applications =
        List.of(
            Application.named("first").consumes("entry", "#").callback(List::of).build(),
            Application.named("second").consumes("first", "#").callback(_ -> List.of()).build(),
            listener(),
            OpenSearch.application(settings));
    try (var transport = MemoryTransport.connect(new MemoryBroker());
        var runner = Runner.start(transport, applications)) {
      runner.enter("entry", products(0, PRODUCTS / 2));
      awaiting("the first events").until(() -> count() > 0);
      node.kill();
      runner.enter("entry", products(PRODUCTS / 2, PRODUCTS));
      awaiting("all events").until(() -> heard.size() == EVENTS);
      assertThat(transport.depth(OpenSearch.NAME)).isPositive();
      node.startAgain();
      awaiting("an empty queue").until(() -> transport.depth(OpenSearch.NAME) == 0);

      assertThat(count()).isEqualTo(EVENTS);
      assertThat(ids()).isEqualTo(heard);
      assertThat(wayOf("icpn:17"))
          .containsExactlyInAnyOrder(
              "entry result.sent",
              "first result.sent",
              "first message.completed",
              "second message.completed");

      // What no index takes is set aside, and what came with it is there.
      var bad = Events.completed("icpn:a").replace("\"attempt\":1", "\"attempt\":\"many\"");
      transport
          .producer()
          .send(
              Event.EXCHANGE,
              List.of(Events.message(bad, Events.completed("icpn:b"))),
              Listeners.OPTIONAL);
      awaiting("a dead letter").until(() -> transport.depth(DeadLetter.QUEUE) == 1);
      awaiting("an empty queue").until(() -> transport.depth(OpenSearch.NAME) == 0);
      assertThat(count()).isEqualTo(EVENTS + 1);
    }
    assertThat(new OpenSearchPlugin().healthChecks(settings).getFirst().ask())
        .isInstanceOf(Healthy.class);
  }

  private Application listener() {
    return Application.named("listener")
        .consumes(Event.EXCHANGE, "#")
        .callback(
            message -> {
              message.body().utf8().lines().forEach(line -> heard.add(id(line)));
              return List.of();
            })
        .unrecorded()
        .build();
  }

  private static String id(String line) {
    return Json.read(line).path("id").stringValue();
  }

  private static List<Message> products(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            number ->
                Message.of("upsert.release", Body.utf8("…"))
                    .withHeader("product", "icpn:" + number))
        .toList();
  }

  private static ConditionFactory awaiting(String what) {
    return await(what).atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
  }

  private int count() throws InterruptedException {
    node.get("/tributary-*/_refresh");
    return node.get("/tributary-*/_count").path("count").intValue(0);
  }

  private Set<String> ids() throws InterruptedException {
    var ids = new TreeSet<String>();
    for (var page = page("*"); !page.isEmpty(); page = page("%7B" + ids.last() + "%20TO%20*%7D")) {
      page.forEach(hit -> ids.add(hit.path("_id").stringValue()));
    }
    return ids;
  }

  private List<JsonNode> page(String range) throws InterruptedException {
    return hits("/tributary-*/_search?_source=false&sort=id&size=" + PAGE + "&q=id:" + range);
  }

  private List<String> wayOf(String product) throws InterruptedException {
    var way = new ArrayList<String>();
    for (var hit : hits("/tributary-*/_search?q=sku:%22" + product + "%22")) {
      var event = hit.path("_source");
      way.add(event.path("application").stringValue() + " " + event.path("name").stringValue());
    }
    return way;
  }

  private List<JsonNode> hits(String path) throws InterruptedException {
    return StreamSupport.stream(node.get(path).at("/hits/hits").spliterator(), false).toList();
  }
}
