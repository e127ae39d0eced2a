package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.DeadLetter;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.History;
import dev.tributary.ingestion.catalogue.History.Period;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.generate.OnixGenerator;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.webhook.Endpoint;
import dev.tributary.ingestion.webhook.Endpoints;
import dev.tributary.ingestion.webhook.TestEndpoint;
import dev.tributary.ingestion.webhook.TestEndpoint.Post;
import dev.tributary.recovery.Act.Kind;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Request;
import dev.tributary.recovery.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Endpoints of the whole pipeline.
@Timeout(300)
@ParameterizedClass
@EnumSource(TestTransport.class)
final class WebhooksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SAMPLES = Path.of("..", "samples", "deliveries");
  private static final Path ALBUM = SAMPLES.resolve("01-ern-43-album");
  private static final Path EP = SAMPLES.resolve("05-ern-43-ep.xml");

  @Parameter TestTransport transport;
  @TempDir Path folder;
  private TestEndpoint shop;
  private List<Endpoint> endpoints = List.of();
  private TestSystem system;

  @BeforeEach
  void open() throws Exception {
    shop = TestEndpoint.start();
    Files.writeString(
        folder.resolve("secret"), TestEndpoint.ENVIRONMENT.values().iterator().next());
    var file = folder.resolve("webhooks.yaml");
    Files.writeString(file, "shop: {url: '%s', secretFile: secret}%n".formatted(shop.url()));
    endpoints = Endpoints.read(file);
    system = TestSystem.in(folder, folder.resolve("providers"), transport, endpoints);
  }

  @AfterEach
  void close() {
    system.close();
    shop.close();
  }

  @Test
  void whatChangesIsPostedAndADeliveryEndsWhateverBecomesOfThat() throws Exception {
    shop.always(400, "no");

    var delivery = system.ingest(EP).getFirst();

    assertThat(TestSystem.state(delivery)).isEqualTo(DeliveryState.LOADED);
    await().atMost(PATIENCE).until(() -> !failures().isEmpty());
    assertThat(failures()).hasSize(1).allSatisfy(WebhooksTest::isOfTheShop);
    system.awaitTheEnd();
    Optional<RegisteredDelivery> later =
        system.catalogue().read(handle -> Deliveries.find(handle, delivery.delivery().id()));
    assertThat(later).map(TestSystem::state).contains(DeliveryState.LOADED);
  }

  private static void isOfTheShop(DeadLetter letter) {
    assertThat(letter.application()).isEqualTo("webhook-shop");
    assertThat(letter.message().headers())
        .containsKeys(Keys.PROVIDER, Keys.PRODUCT)
        .doesNotContainKey(Keys.DELIVERY);
  }

  @Test
  void aDeadLetterThatIsSentOnReachesTheEndpointAsTheSameMessage() throws Exception {
    shop.always(410, "");
    system.ingest(EP);
    await().atMost(PATIENCE).until(() -> !failures().isEmpty());
    shop.always(200, "");

    system.act(
        new Request(
            "act-1",
            Kind.REDRIVE,
            "operator",
            "they are back",
            Selection.open(),
            Optional.empty(),
            Optional.empty(),
            Instant.now()));

    await().atMost(PATIENCE).until(() -> shop.posts().size() == 2);
    assertThat(shop.posts()).extracting(Post::id).containsOnly(shop.posts().getFirst().id());
    assertThat(shop.posts()).extracting(Post::body).containsOnly(shop.posts().getFirst().body());
  }

  @Test
  void anEndpointIsToldThatAProductGoesOnUnderTheKeyOfTheOneThatAdoptedIt() throws Exception {
    var message = Files.readString(OnixGenerator.write(folder.resolve("list.xml"), 1, Set.of()));
    var isbn = "<ProductIDType>15</ProductIDType><IDValue>" + OnixGenerator.isbn(1);
    var own = "<ProductIDType>01</ProductIDType><IDTypeName>Ours</IDTypeName><IDValue>7";
    var both = own + "</IDValue></ProductIdentifier><ProductIdentifier>" + isbn;
    system.ingest(Files.writeString(folder.resolve("1.xml"), message.replace(isbn, own)));
    var later = message.replace(isbn, both).replace("20260105T", "20260106T");
    system.ingest(Files.writeString(folder.resolve("2.xml"), later));
    await().atMost(PATIENCE).until(() -> shop.posts().size() == 3);

    var told = shop.posts().stream().map(post -> Json.tree(post.body())).toList();

    var former = told.getFirst().path("key").stringValue();
    assertThat(told)
        .extracting(change -> change.path("action").stringValue() + " " + change.path("key"))
        .contains("PURGE \"" + former + "\"");
    assertThat(told)
        .extracting(change -> change.at("/changes/0/after").stringValue(""))
        .contains("generated-press/isbn:" + OnixGenerator.isbn(1));
  }

  @Test
  void aReplayTellsThePastWithTheSameIdsAndBodiesInOrder() throws Exception {
    var beginning = Instant.now();
    system.ingest(ALBUM);
    await().atMost(PATIENCE).until(() -> shop.posts().size() == 1);
    var between = Instant.now();
    system.ingest(EP);
    await().atMost(PATIENCE).until(() -> shop.posts().size() == 2);
    var first = shop.posts();
    var end = Instant.now();

    assertThat(replay(new Period(beginning, end))).isEqualTo(2);
    await().atMost(PATIENCE).until(() -> shop.posts().size() == 4);
    assertThat(replay(new Period(between, end))).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> shop.posts().size() == 5);
    assertThat(replay(new Period(end, Instant.now()))).isZero();

    var again = shop.posts().subList(2, 5);
    assertThat(again)
        .extracting(Post::id)
        .containsExactlyInAnyOrder(first.get(0).id(), first.get(1).id(), first.get(1).id());
    assertThat(again)
        .allSatisfy(
            post ->
                assertThat(first)
                    .anySatisfy(
                        before -> {
                          assertThat(post.id()).isEqualTo(before.id());
                          assertThat(post.body()).isEqualTo(before.body());
                        }));
    assertThat(first)
        .extracting(post -> Json.tree(post.body()).path("sequence").longValue())
        .containsExactly(1L, 2L);
    assertThat(first)
        .extracting(post -> Json.tree(post.body()).path("type").stringValue())
        .containsOnly("release");
  }

  @Test
  void aChangeThatIsReplayedAndFailsAgainIsAnotherFailure() throws Exception {
    shop.always(400, "no");
    system.ingest(EP);
    await().atMost(PATIENCE).until(() -> failures().size() == 1);

    replay(new Period(Instant.EPOCH, Instant.now()));

    await().atMost(PATIENCE).until(() -> failures().size() == 2);
  }

  private long replay(Period period) throws InterruptedException {
    var progress = new ArrayList<Long>();
    var replay = new Replay("replay-" + Instant.now(), Instant.now(), endpoints);
    var sent =
        replay.send(system.catalogue(), system.transport(), period, done -> progress.add(done));
    assertThat(progress.isEmpty() ? 0L : progress.getLast()).isEqualTo(count(period));
    return sent;
  }

  private long count(Period period) throws InterruptedException {
    return system.catalogue().read(handle -> History.count(handle, period));
  }

  private List<DeadLetter> failures() throws InterruptedException {
    var found = new ArrayList<DeadLetter>();
    for (var each : Failures.list(system.ledger(), Selection.open(), 10)) {
      Failures.find(system.ledger(), each.id()).forEach(failure -> found.add(failure.letter()));
    }
    return found;
  }
}
