package dev.tributary.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.DeadLetter;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.Unavailable;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.spi.HealthCheck.Health;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import dev.tributary.testing.Settlement;
import dev.tributary.testing.TestRun;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What the sink makes of events, and of a node that is not as it should be.
@Timeout(60)
class OpenSearchTest {
  private static final String ISM = "/_plugins/_ism/policies/tributary";
  private static final String ILM = "/_ilm/policy/tributary";
  private static final String TEMPLATE = "/_index_template/tributary";

  private FakeNode node;

  OpenSearchTest() throws IOException {
    node = FakeNode.start(FakeNode.OPENSEARCH);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void anEventIsADocumentInTheIndexOfItsDay() throws Exception {
    var event =
        Events.of(
            "message.dead-lettered",
            "transform",
            "icpn:1",
            Optional.of("java.io.IOException: disk \"A\" full"));

    try (var run = run()) {
      run.send(Events.message(event.toJson()));
    }

    var name = "tributary-2026.06.01/" + event.id();
    assertThat(node.documents()).containsOnlyKeys(name);
    var document = node.documents().get(name);
    assertThat(document.path("@timestamp").stringValue()).isEqualTo("2026-06-01T23:59:59.500Z");
    assertThat(document.path("@version").stringValue()).isEqualTo("1");
    assertThat(document.path("message").stringValue())
        .isEqualTo(
            "message.dead-lettered in transform (upsert.release): java.io.IOException: disk \"A\" full");
    assertThat(document.path("error").stringValue()).isEqualTo("java.io.IOException");
    assertThat(document.path("productKey").stringValue()).isEqualTo("icpn:1");
    assertThat(document.path("provider").stringValue()).isEqualTo("meadow");
    assertThat(document.path("deliveryId").stringValue()).isEqualTo("d1");
    assertThat(document.path("ageMillis").intValue()).isEqualTo(9_000);
    assertThat(document.path("waitedMillis").intValue()).isEqualTo(250);
    assertThat(document.path("failed").intValue()).isEqualTo(1);
    assertThat(document.has("at")).isFalse();
    assertThat(Field.names()).containsAll(document.propertyNames());
  }

  @Test
  void anEventThatComesTwiceIsThereOnceAsItWas() throws Exception {
    var first = Events.completed("icpn:1");
    var again = first.replace("\"workedMillis\":40", "\"workedMillis\":99");

    try (var run = run()) {
      run.send(Events.message(first));
      run.send(Events.message(again), Events.message(again));

      assertThat(run.outcomes()).hasSize(3).allMatch(OpenSearchTest::isCompleted);
    }

    assertThat(node.documents()).hasSize(1);
    assertThat(only(node.documents()).path("workedMillis").intValue()).isEqualTo(40);
  }

  @Test
  void fieldsAreCalledAsTheOperatorWants() throws Exception {
    try (var run =
        run(
            "opensearch.rename", "productKey=sku, application=service.name",
            "opensearch.drop", "headers, routingKey")) {
      run.send(Events.message(Events.completed("icpn:1")));
    }

    var document = only(node.documents());
    assertThat(document.path("sku").stringValue()).isEqualTo("icpn:1");
    assertThat(document.path("service.name").stringValue()).isEqualTo("transform");
    assertThat(document.propertyNames())
        .doesNotContain("productKey", "application", "headers", "routingKey");
    var mapped = node.at(TEMPLATE).at("/template/mappings/properties");
    assertThat(mapped.at("/sku/type").stringValue()).isEqualTo("keyword");
    assertThat(mapped.propertyNames()).doesNotContain("productKey", "headers");
  }

  @Test
  void namesThatDoNotFitAreRefusedWithTheReason() {
    assertThatThrownBy(() -> run("opensearch.rename", "productkey=sku"))
        .hasMessageContaining("opensearch.rename")
        .hasMessageContaining("got: \"productkey\", did you mean productKey?");
    assertThatThrownBy(() -> run("opensearch.rename", "productKey=provider"))
        .hasMessageContaining("got twice: \"provider\"");
    assertThatThrownBy(() -> run("opensearch.rename", "name=event, id=event.id"))
        .hasMessageContaining("got twice: \"event\"");
    assertThatThrownBy(() -> run("opensearch.drop", "@timestamp"))
        .hasMessageContaining("leave @timestamp as it is");
    assertThatThrownBy(() -> run("opensearch.user", "tributary"))
        .hasMessageContaining("opensearch.password.file together");
  }

  @Test
  void whatIsMoreThanOneRequestMayHaveGoesInSeveral() throws Exception {
    var lines = IntStream.range(0, 25).mapToObj(at -> Events.completed("icpn:" + at)).toList();

    try (var run = run("opensearch.batch-documents", "10")) {
      run.send(Events.message(lines.toArray(String[]::new)));
    }
    try (var run = run("opensearch.batch-bytes", "2 KiB")) {
      run.send(Events.message(lines.toArray(String[]::new)));
    }

    assertThat(node.documents()).hasSize(25);
    assertThat(node.bulks().subList(0, 3))
        .extracting(FakeNode.Request::documents)
        .containsExactly(10L, 10L, 5L);
    assertThat(node.bulks().subList(3, node.bulks().size()))
        .hasSizeGreaterThan(3)
        .allMatch(request -> request.body().length() < 3 << 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504, 401, 301})
  void aNodeThatDoesNotDoItPausesTheApplicationAndCostsNoAttempt(int status) throws Exception {
    node.failsOnce(status, "{\"error\": \"come back\"}");

    try (var run = run()) {
      run.send(Events.message(Events.completed("icpn:1")));
      assertThat(cause(run)).contains(node.url(), "answered " + status, "come back");
      run.advance(Duration.ofMinutes(2));

      assertThat(run.outcomes()).hasSize(2);
      assertThat(run.outcomes().getLast().message().attempt()).isEqualTo(1);
      assertThat(run.deadLetters()).isEmpty();
    }

    assertThat(node.documents()).hasSize(1);
  }

  @Test
  void wrongCredentialsAreNamedAsSuch() throws Exception {
    node.failsOnce(401, "Unauthorized");

    try (var run = run()) {
      run.send(Events.message(Events.completed("icpn:1")));

      assertThat(cause(run)).contains("opensearch.user and opensearch.password.file are right");
    }
  }

  @Test
  void aNodeThatIsNotThereIsNamed() throws Exception {
    var url = node.url();
    node.close();
    try (var run = run()) {
      run.send(Events.message(Events.completed("icpn:1")));

      assertThat(cause(run)).contains(url, "cannot be reached", "opensearch.url");
    }
  }

  @Test
  void anAnswerThatDoesNotTellOfEachEventIsNone() throws Exception {
    node.failsOnce(200, "{\"items\": []}");

    try (var run = run()) {
      run.send(Events.message(Events.completed("icpn:1")));
      assertThat(cause(run)).contains("expected", "each of 1 events");
    }
  }

  @Test
  void anEventThatIsTurnedAwayForNowIsTriedAgainWithItsMessage() throws Exception {
    node.refuses(
        document ->
            node.bulks().size() == 1 && document.path("productKey").stringValue().equals("icpn:2")
                ? Optional.of(error(429, "rejected_execution_exception"))
                : Optional.empty());

    try (var run = run()) {
      run.send(Events.message(Events.completed("icpn:1"), Events.completed("icpn:2")));
      assertThat(node.documents()).hasSize(1);
      assertThat(cause(run)).contains("not now: 429 rejected_execution_exception");
      run.advance(Duration.ofMinutes(2));

      assertThat(run.deadLetters()).isEmpty();
    }

    assertThat(node.documents()).hasSize(2);
  }

  @Test
  void aClusterThatHasNoRoomForAnotherShardIsNoFaultOfTheEvent() throws Exception {
    node.refuses(_ -> Optional.of(error(400, "validation_exception")));

    try (var run = run()) {
      run.send(Events.message(Events.completed("icpn:1")));

      assertThat(cause(run)).contains("validation_exception");
      assertThat(run.deadLetters()).isEmpty();
    }
  }

  @Test
  void anEventThatIsRefusedIsSetAsideAloneWithTheReason() throws Exception {
    var bad = Events.completed("icpn:2").replace("\"attempt\":1", "\"attempt\":\"many\"");
    node.refuses(
        document ->
            document.path("attempt").isString()
                ? Optional.of(error(400, "mapper_parsing_exception"))
                : Optional.empty());

    try (var run = run()) {
      run.send(
          Events.message(Events.completed("icpn:1"), bad, "no JSON", Events.completed("icpn:3")));

      assertThat(run.deadLetters())
          .extracting(letter -> letter.message().body().utf8().strip())
          .containsExactlyInAnyOrder(bad, "no JSON");
      assertThat(run.deadLetters())
          .filteredOn(letter -> letter.error().endsWith("EventRefusedException"))
          .singleElement()
          .extracting(DeadLetter::reason)
          .asString()
          .contains("tributary-2026.06.01 does not take the event", "mapper_parsing_exception");
    }

    assertThat(node.documents()).hasSize(2);
  }

  @Test
  void aRequestThatIsTooLargeIsSentInParts() throws Exception {
    var huge = Events.completed("x".repeat(2_000));
    node.takesAtMost(3_000);

    try (var run = run()) {
      run.send(
          Events.message(
              Events.completed("icpn:1"),
              Events.completed("icpn:2"),
              huge,
              Events.completed("icpn:3")));

      assertThat(run.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.message().body().utf8()).contains("xxxx"))
          .extracting(DeadLetter::reason)
          .asString()
          .contains("413");
    }

    assertThat(node.documents()).hasSize(3);
  }

  @Test
  void openSearchIsToldOnceHowIndicesAreMadeAndKept() throws Exception {
    try (var run = run("opensearch.retention", "7d")) {
      run.send(Events.message(Events.completed("icpn:1")));
      run.send(Events.message(Events.completed("icpn:2")));
    }

    assertThat(node.at(TEMPLATE).at("/index_patterns/0").stringValue()).isEqualTo("tributary-*");
    var policy = node.at(ISM).path("policy");
    assertThat(policy.at("/states/0/transitions/0/conditions/min_index_age").stringValue())
        .isEqualTo("168h");
    assertThat(policy.at("/ism_template/0/index_patterns/0").stringValue())
        .isEqualTo("tributary-*");
    assertThat(node.requests()).filteredOn(request -> request.method().equals("PUT")).hasSize(2);
    assertThat(node.requests().getLast().isBulk()).isTrue();
  }

  @Test
  void aPolicyThatIsThereIsReplacedOnlyIfItIsAnother() throws Exception {
    for (var retention : List.of("7d", "7d", "8d")) {
      try (var run = run("opensearch.retention", retention)) {
        run.send(Events.message(Events.completed("icpn:1")));
      }
    }

    assertThat(node.requests())
        .filteredOn(request -> request.method().equals("PUT") && request.path().startsWith(ISM))
        .extracting(FakeNode.Request::path)
        .containsExactly(ISM, ISM + "?if_seq_no=7&if_primary_term=2");
  }

  @Test
  void elasticsearchIsToldInItsOwnWords() throws Exception {
    node.close();
    node = FakeNode.start(FakeNode.ELASTICSEARCH);

    try (var run = run("opensearch.retention", "7d")) {
      run.send(Events.message(Events.completed("icpn:1")));
    }

    assertThat(node.at(ILM).at("/policy/phases/delete/min_age").stringValue()).isEqualTo("168h");
    assertThat(node.at(TEMPLATE).at("/template/settings/index/lifecycle.name").stringValue())
        .isEqualTo("tributary");
    assertThat(node.documents()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {FakeNode.OPENSEARCH, FakeNode.ELASTICSEARCH})
  void aNodeWithoutPoliciesGetsItsEventsAllTheSame(String version) throws Exception {
    node.close();
    node = FakeNode.start(version).withoutPolicies();

    try (var run = run()) {
      run.send(Events.message(Events.completed("icpn:1")));
    }

    assertThat(node.at(TEMPLATE).at("/template/settings/index").propertyNames())
        .containsExactlyInAnyOrder("number_of_shards", "auto_expand_replicas");
    assertThat(node.documents()).hasSize(1);
  }

  @Test
  void itsHealthIsWhatTheNodeSaysOfItself() throws Exception {
    assertThat(health("opensearch.user", "me", "opensearch.password", "secret"))
        .isEqualTo(new Healthy("OpenSearch 3.8.0 at " + node.url()));
    assertThat(node.requests().getLast().authorization()).contains("Basic bWU6c2VjcmV0");
    node.close();

    assertThat(health())
        .asInstanceOf(type(Unhealthy.class))
        .extracting(Unhealthy::reason)
        .asString()
        .contains("cannot be reached");
    var nowhere = Settings.defaults(new OpenSearchPlugin().settings());
    assertThat(new OpenSearchPlugin().healthChecks(nowhere)).isEmpty();
  }

  private Health health(String... more) throws InterruptedException {
    return new OpenSearchPlugin().healthChecks(settings(more)).getFirst().ask();
  }

  private TestRun run(String... more) {
    return TestRun.of(OpenSearch.application(settings(more)));
  }

  private Settings settings(String... more) {
    var values =
        new HashMap<>(Map.of("opensearch.url", node.url(), "opensearch.batch-linger", "20ms"));
    for (var at = 0; at < more.length; at += 2) {
      values.put(more[at], more[at + 1]);
    }
    return Settings.resolve(
        new OpenSearchPlugin().settings(), List.of(new Source("the test", values, false)));
  }

  /// Why the first message was put off.
  private static String cause(TestRun run) {
    return run.outcomes().getFirst().outcome() instanceof Unavailable(_, var cause)
        ? String.valueOf(cause.getMessage())
        : run.outcomes().toString();
  }

  private static boolean isCompleted(Settlement settlement) {
    return settlement.outcome() instanceof Completed;
  }

  private static String error(int status, String type) {
    return "{\"status\": %d, \"error\": {\"type\": \"%s\", \"reason\": \"so\"}}"
        .formatted(status, type);
  }

  private static JsonNode only(Map<String, JsonNode> documents) {
    assertThat(documents).hasSize(1);
    return documents.values().iterator().next();
  }
}
