package dev.tributary.ingestion.pipeline;

import static dev.tributary.ingestion.pipeline.TestSystem.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Application;
import dev.tributary.InvalidMessageException;
import dev.tributary.Runner;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.generate.DeliveryGenerator;
import dev.tributary.ingestion.shipment.LateFiles;
import dev.tributary.ingestion.shipment.ShipmentLimits;
import dev.tributary.ingestion.shipment.Shipments;
import dev.tributary.recovery.Act.Kind;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Request;
import dev.tributary.recovery.Selection;
import dev.tributary.spi.UnroutableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is mapped anew, again and again, while applications fail now and then: of each delivery
/// that counts which was said for its last reingestion.
@Timeout(180)
final class ReingestionTest {
  @TempDir private Path folder;

  /// Names of applications that set everything aside.
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  private TestSystem system;

  @BeforeEach
  void open() throws Exception {
    map("'Single'");
    system = start();
  }

  @AfterEach
  void close() {
    system.close();
  }

  @Test
  void whatFailsAgainAfterItWasRedrivenIsAnotherFailureWithATrailOfItsOwn() throws Exception {
    map("error((), 'broken on purpose')");
    var delivery = ingest();
    assertThat(stateNow(delivery)).isEqualTo(DeliveryState.QUARANTINED);
    map("'Single'");
    redrive(Transform.NAME);
    assertThat(stateNow(delivery)).isEqualTo(DeliveryState.LOADED);

    map("error((), 'broken on purpose')");
    system.mapAnew(List.of(delivery));

    assertThat(stateNow(delivery)).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(Failures.list(system.ledger(), Selection.open(), 10)).hasSize(1);
    assertThat(Failures.list(system.ledger(), Selection.all(), 10)).hasSize(2);
    assertThat(happened(Unpack.NAME, "message.completed")).hasSize(2);
    assertThat(happened(Transform.NAME, "message.dead-lettered")).hasSize(2);
  }

  @Test
  void whatFailedBeforeSaysNothingAfterALaterReingestion() throws Exception {
    var delivery = ingest();
    map("'Mixtape'");
    failing.add(Validate.NAME);
    system.mapAnew(List.of(delivery));
    assertThat(stateNow(delivery)).isEqualTo(DeliveryState.QUARANTINED);
    failing.clear();
    map("'Album'");
    system.mapAnew(List.of(delivery));

    redrive(Validate.NAME);

    assertThat(system.dump().values())
        .singleElement()
        .asString()
        .contains("\"releaseType\":\"Album\"");
    assertThat(stateNow(delivery)).isEqualTo(DeliveryState.LOADED);
    assertThat(happened(Load.NAME, "message.aborted"))
        .singleElement()
        .asString()
        .contains("delivery.reingested", delivery.delivery().id(), "was mapped anew since");
  }

  @Test
  void aFailureOfBeforeDoesNotEndWhatIsMappedAnew() throws Exception {
    failing.add(Notify.NAME);
    var delivery = ingest();
    system.mapAnew(List.of(delivery));
    failing.clear();
    var failures = Failures.list(system.ledger(), Selection.open(), 10);
    assertThat(failures).hasSize(2);

    redrive(Selection.open().only(failures.getLast().id()));

    assertThat(stateNow(delivery)).isEqualTo(DeliveryState.QUARANTINED);
    redrive(Notify.NAME);
    assertThat(stateNow(delivery)).isEqualTo(DeliveryState.LOADED);
  }

  @Test
  void whatWasOpenedAndNotSentGoesOnForTheSameReingestionAtTheNextStart() throws Exception {
    var delivery = ingest();
    var id = delivery.delivery().id();
    map("'Mixtape'");
    var elsewhere = TestTransport.ARTEMIS.connect(folder.resolve("elsewhere"));
    try (var runner = Runner.start(elsewhere.transport(), List.of())) {
      var intake = intake(runner);
      assertThatThrownBy(() -> intake.takeAgain(List.of(id), "act-7"))
          .as("nobody listens")
          .isInstanceOf(UnroutableException.class);
    } finally {
      elsewhere.transport().close();
      elsewhere.ending().run();
    }

    system.close();
    system = start();
    system.awaitTheEnd();

    assertThat(stateNow(delivery)).isEqualTo(DeliveryState.LOADED);
    assertThat(system.dump().values()).singleElement().asString().contains("Mixtape");
    assertThat(inputsOf(Unpack.NAME)).containsExactlyInAnyOrder(id, id + "-act-7");
  }

  @Test
  void whatComesAgainWhileItIsMappedAnewIsTheSameMessage() throws Exception {
    var delivery = ingest();
    var id = delivery.delivery().id();
    system.catalogue().write(transaction -> Deliveries.reopen(transaction, List.of(id), "act-7"));

    system.ingest(Optional.of("halyard"), Path.of(delivery.delivery().path()));

    assertThat(stateNow(delivery)).isEqualTo(DeliveryState.LOADED);
    assertThat(inputsOf(Unpack.NAME)).containsExactlyInAnyOrder(id, id + "-act-7");
  }

  @Test
  void whatIsTakenApartAnewIsLoadedPartByPart() throws Exception {
    failing.add(Unpack.NAME);
    var generated = DeliveryGenerator.withSeed(7).write(folder.resolve("in"), 2);
    var archive = zip(generated.files());
    var packed = system.ingest(Optional.of("halyard"), archive).getFirst();
    assertThat(stateNow(packed)).isEqualTo(DeliveryState.QUARANTINED);

    failing.clear();
    system.mapAnew(List.of(packed));

    assertThat(stateNow(packed)).isEqualTo(DeliveryState.LOADED);
    assertThat(system.dump()).hasSize(2);
  }

  private TestSystem start() throws IOException, InterruptedException {
    return TestSystem.in(
        folder, folder.resolve("providers"), TestTransport.ARTEMIS, List.of(), this::surrounded);
  }

  private Application surrounded(Application application) {
    return application.surroundedBy(
        outer ->
            outer.preprocess(
                message -> {
                  if (failing.contains(application.name())) {
                    throw new InvalidMessageException("broken on purpose", List.of());
                  }
                  return message;
                }));
  }

  private RegisteredDelivery ingest() throws IOException, InterruptedException {
    var generated = DeliveryGenerator.withSeed(50).write(folder.resolve("in"), 1);
    return system.ingest(Optional.of("halyard"), generated.files().getFirst()).getFirst();
  }

  private Intake intake(Runner runner) throws IOException {
    var content = ContentStore.in(folder.resolve("content"));
    return new Intake(
        new Shipments(content, ShipmentLimits.DEFAULT),
        new Completion(system.catalogue(), new LateFiles(content)),
        system.catalogue(),
        new Deliveries(InstantSource.system()),
        new Bodies(content),
        runner);
  }

  private void redrive(String application) throws InterruptedException {
    redrive(Selection.open().ofApplication(application));
  }

  private void redrive(Selection which) throws InterruptedException {
    system.act(
        new Request(
            UUID.randomUUID().toString(),
            Kind.REDRIVE,
            "editor",
            "mended",
            which,
            Optional.empty(),
            Optional.empty(),
            Instant.now()));
  }

  private DeliveryState stateNow(RegisteredDelivery delivery) throws InterruptedException {
    var id = delivery.delivery().id();
    return state(system.catalogue().read(handle -> Deliveries.find(handle, id)).orElseThrow());
  }

  /// The reasons of what happened so in `application`.
  private List<String> happened(String application, String event) throws InterruptedException {
    return select("coalesce(reason, '')", application, event);
  }

  /// The ids of the messages that `application` has worked on.
  private List<String> inputsOf(String application) throws InterruptedException {
    return select("message_id", application, "message.completed");
  }

  private List<String> select(String column, String application, String event)
      throws InterruptedException {
    return system
        .ledger()
        .read(
            handle ->
                handle
                    .createQuery(
                        "select <column> from event where application = :application and name ="
                            + " :event")
                    .define("column", column)
                    .bind("application", application)
                    .bind("event", event)
                    .mapTo(String.class)
                    .list());
  }

  /// From now on the provider's mapping finds `releaseType` in every message.
  private void map(String releaseType) throws IOException {
    var provider = Files.createDirectories(folder.resolve("providers/halyard"));
    Files.writeString(provider.resolve("provider.yaml"), "name: halyard\nmapping: halyard.xsl\n");
    Files.writeString(
        provider.resolve("halyard.xsl"),
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
            xmlns:t="urn:tributary:mapping" xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xsl:import href="tributary:ern-4.xsl"/>
          <xsl:function name="t:release-type" as="xs:string?">
            <xsl:param name="release" as="element()"/>
            <xsl:sequence select="%s"/>
          </xsl:function>
        </xsl:stylesheet>
        """
            .formatted(releaseType));
  }

  private Path zip(List<Path> messages) throws IOException {
    var archive = folder.resolve("two.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (var message : messages) {
        zip.putNextEntry(new ZipEntry(String.valueOf(message.getFileName())));
        Files.copy(message, zip);
      }
    }
    return archive;
  }
}
