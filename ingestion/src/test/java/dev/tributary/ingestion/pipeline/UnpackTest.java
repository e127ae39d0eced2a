package dev.tributary.ingestion.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Message;
import dev.tributary.database.Database;
import dev.tributary.database.Effects;
import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.Candidate;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.catalogue.Settlement;
import dev.tributary.ingestion.catalogue.TestStorage;
import dev.tributary.ingestion.catalogue.WaitingMessages;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.generate.OnixGenerator;
import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.shipment.LateFiles;
import dev.tributary.ingestion.shipment.Shipment;
import dev.tributary.ingestion.shipment.ShipmentLimits;
import dev.tributary.ingestion.shipment.Shipments;
import dev.tributary.ingestion.shipment.Unpacker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a package whose message is delivered again, and of what it has changed since.
final class UnpackTest {
  private static final ShipmentLimits SMALL_PORTIONS =
      new ShipmentLimits(1 << 20, 8 << 10, 10_000, 8L << 30, 32L << 30, 100, 1L << 20);

  private final Deliveries deliveries = new Deliveries(InstantSource.system());
  @TempDir private Path folder;
  private Path inbox;
  private Database catalogue;
  private ContentStore store;

  @BeforeEach
  void open() throws IOException {
    inbox = Files.createDirectories(folder.resolve("inbox"));
    store = ContentStore.in(folder.resolve("content"), 0);
    catalogue = TestStorage.SQLITE.open(folder, PipelineDatabases.CATALOGUE);
  }

  @AfterEach
  void close() {
    catalogue.close();
  }

  @Test
  void whatAPackageBecameItBecomesAgainThoughNothingWaitsAnyMore() throws Exception {
    var waiting = waiting("<release><file>cover.jpg</file></release>");
    var archive = archive("A.xml", "<a/>", "cover.jpg", "cover", "B.xml", "<b/>");

    var first = unpack(archive, ShipmentLimits.DEFAULT);
    settle(waiting, DeliveryState.LOADED);
    var again = unpack(archive, ShipmentLimits.DEFAULT);

    assertThat(first)
        .extracting(message -> message.headers().get(Keys.DELIVERY))
        .contains(waiting.id())
        .hasSize(3);
    assertThat(again).isEqualTo(first);
    assertThat(children(archive)).hasSize(2).allMatch(each -> each.settlement().isEmpty());
  }

  @Test
  void anArchiveOfLateFilesThatWasLoadedStaysSo() throws Exception {
    var waiting = waiting("<release><file>front.jpg</file><file>back.jpg</file></release>");
    var archive = archive("front.jpg", "front", "back.jpg", "back");

    var first = unpack(archive, ShipmentLimits.DEFAULT);
    settle(waiting, DeliveryState.LOADED);
    settle(archive, DeliveryState.LOADED);
    var again = unpack(archive, ShipmentLimits.DEFAULT);

    assertThat(again).isEqualTo(first).hasSize(2);
    assertThat(children(archive)).isEmpty();
    assertThat(state(archive)).hasValue(DeliveryState.LOADED);
  }

  @Test
  void partsThatAreRegisteredGoOnAsTheyAreWhereOthersWouldBeMadeNow() throws Exception {
    OnixGenerator.write(inbox.resolve("list.xml"), 60, Set.of());
    var list = register("list.xml", SMALL_PORTIONS);

    var first = unpack(list, SMALL_PORTIONS);
    new Effects(catalogue).forgetBefore(Instant.now().plusSeconds(60));
    var again = unpack(list, ShipmentLimits.DEFAULT);

    assertThat(again).isEqualTo(first).hasSizeGreaterThan(1);
  }

  @Test
  void ofABatchThatIsZippedTheMessageThatCameIsTakenThoughAnotherIsMissing() throws Exception {
    var archive =
        archive("1/BatchComplete_1.xml", manifest("A.xml", "B.xml"), "1/A.xml", "<release/>");

    var results = unpack(archive, ShipmentLimits.DEFAULT);
    settle(children(archive).getFirst().delivery(), DeliveryState.LOADED);

    assertThat(results).extracting(Message::routingKey).containsExactly(Unpack.UNPACKED);
    assertThat(state(archive)).hasValue(DeliveryState.PARTIAL);
    assertThat(violations(archive)).containsExactly("manifest.missing-message");
  }

  @Test
  void whatIsToBeToldOfTheOnlyMessageOfAnArchiveIsTold() throws Exception {
    var archive = archive("1/BatchComplete_1.xml", manifest(), "1/A.xml", "<release/>");

    unpack(archive, ShipmentLimits.DEFAULT);
    settle(children(archive).getFirst().delivery(), DeliveryState.LOADED);

    assertThat(state(archive)).hasValue(DeliveryState.LOADED);
    assertThat(violations(archive)).containsExactly("manifest.undeclared-message");
  }

  private static String manifest(String... urls) {
    var messages = new StringBuilder();
    for (var url : urls) {
      messages.append("<MessageInBatch><URL>").append(url).append("</URL></MessageInBatch>");
    }
    return "<ManifestMessage>%s</ManifestMessage>".formatted(messages);
  }

  private List<String> violations(ProductDelivery delivery) throws InterruptedException {
    return catalogue
        .read(handle -> Deliveries.find(handle, delivery.id()))
        .flatMap(RegisteredDelivery::settlement)
        .orElseThrow()
        .violations()
        .stream()
        .map(Violation::rule)
        .toList();
  }

  private List<Message> unpack(ProductDelivery delivery, ShipmentLimits limits) throws Exception {
    var bodies = new Bodies(store);
    var application =
        Unpack.application(
            new Unpacker(store, limits),
            new BatchSender(LiveMappings.open(folder.resolve("providers"), Limits.DEFAULT), store),
            new Completion(catalogue, new LateFiles(store)),
            new Effects(catalogue),
            deliveries,
            bodies);
    var message =
        Message.of(delivery.id(), Intake.RECEIVED, bodies.write(delivery), delivery.receivedAt())
            .withHeader(Keys.DELIVERY, delivery.id());
    return application.callback().apply(message);
  }

  private ProductDelivery waiting(String message) throws Exception {
    Files.writeString(inbox.resolve("release.xml"), message);
    var waiting = register("release.xml", ShipmentLimits.DEFAULT);
    settle(waiting, DeliveryState.WAITING);
    catalogue.write(
        transaction -> {
          WaitingMessages.put(transaction, waiting);
          return waiting;
        });
    return waiting;
  }

  private ProductDelivery archive(String... namesAndContents) throws Exception {
    try (var zip = new ZipOutputStream(Files.newOutputStream(inbox.resolve("package.zip")))) {
      for (var i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndContents[i]));
        zip.write(namesAndContents[i + 1].getBytes(UTF_8));
      }
    }
    return register("package.zip", ShipmentLimits.DEFAULT);
  }

  private ProductDelivery register(String name, ShipmentLimits limits) throws Exception {
    var found = new ArrayList<Shipment>();
    new Shipments(store, limits).find(List.of(inbox.resolve(name)), found::addAll);
    var shipment = found.getFirst();
    var candidate =
        new Candidate(
            Optional.empty(),
            shipment.path(),
            shipment.kind(),
            shipment.content(),
            shipment.bytes(),
            shipment.files(),
            shipment.fingerprint(),
            shipment.violations());
    return catalogue
        .write(transaction -> deliveries.register(transaction, List.of(candidate)))
        .getFirst()
        .delivery();
  }

  private void settle(ProductDelivery delivery, DeliveryState state) throws InterruptedException {
    var settlement =
        new Settlement(state, Optional.<Action>empty(), List.of(), List.of(), Optional.empty());
    catalogue.write(
        transaction -> {
          deliveries.settle(transaction, delivery.id(), settlement);
          return state;
        });
  }

  private List<RegisteredDelivery> children(ProductDelivery archive) throws InterruptedException {
    return catalogue.read(handle -> Deliveries.children(handle, archive.id()));
  }

  private Optional<DeliveryState> state(ProductDelivery delivery) throws InterruptedException {
    return catalogue
        .read(handle -> Deliveries.find(handle, delivery.id()))
        .flatMap(RegisteredDelivery::settlement)
        .map(Settlement::state);
  }
}
