package dev.tributary.ingestion.pipeline;

import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.Candidate;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.Registration;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.shipment.Shipment;
import dev.tributary.ingestion.shipment.Shipments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where deliveries enter. What was shipped is put into the content store, then registered in path
/// order (what is wrong as such is refused then and there), then sent and confirmed, and only then
/// marked as sent: whatever happens in between, the next start sends it again.
public final class Intake {
  static final String NAME = "intake";

  /// Routing key of a delivery that was received.
  static final String RECEIVED = "received.delivery";

  private final Shipments shipments;
  private final Database catalogue;
  private final Deliveries deliveries;
  private final Bodies bodies;
  private final Runner runner;

  Intake(
      Shipments shipments,
      Database catalogue,
      Deliveries deliveries,
      Bodies bodies,
      Runner runner) {
    this.shipments = shipments;
    this.catalogue = catalogue;
    this.deliveries = deliveries;
    this.bodies = bodies;
    this.runner = runner;
  }

  /// Takes in what was shipped below `paths`.
  ///
  /// @param provider who shipped it, if that is known
  /// @param taken called with the ids of each chunk that is taken in, in path order; those of
  ///   duplicates and resumed deliveries among them
  /// @throws dev.tributary.ingestion.shipment.UnusablePathException if a path cannot be used
  public void take(List<Path> paths, Optional<String> provider, Consumer<List<String>> taken)
      throws IOException, InterruptedException {
    shipments.find(paths, chunk -> taken.accept(take(chunk, provider)));
  }

  private List<String> take(List<Shipment> chunk, Optional<String> provider)
      throws IOException, InterruptedException {
    var ordered = chunk.stream().sorted(Comparator.comparing(Shipment::path)).toList();
    var candidates = ordered.stream().map(shipment -> candidate(shipment, provider)).toList();
    var registrations =
        catalogue.write(
            transaction -> {
              var registered = deliveries.register(transaction, candidates);
              Door.refuse(transaction, deliveries, registered, ordered);
              return registered;
            });
    var messages = new ArrayList<Message>();
    for (var place = 0; place < ordered.size(); place++) {
      if (Door.isOpen(registrations.get(place), ordered.get(place))) {
        messages.add(message(registrations.get(place).delivery()));
      }
    }
    send(messages);
    return registrations.stream().map(Registration::delivery).map(ProductDelivery::id).toList();
  }

  /// Has deliveries mapped anew that were taken in before, for the reingestion of that id; those
  /// that are under way are left out. What comes of it becomes their state.
  ///
  /// @return how many were sent
  public int takeAgain(List<String> ids, String reingestion)
      throws IOException, InterruptedException {
    var opened = catalogue.write(transaction -> Deliveries.reopen(transaction, ids));
    var messages = new ArrayList<Message>();
    for (var delivery : opened) {
      messages.add(message(delivery).withHeader(Keys.REINGESTION, reingestion));
    }
    send(messages);
    return messages.size();
  }

  /// Sends again what was registered and perhaps not sent when the process ended.
  void resume() throws IOException, InterruptedException {
    var messages = new ArrayList<Message>();
    for (var delivery : catalogue.read(Deliveries::unsent)) {
      messages.add(message(delivery));
    }
    send(messages);
  }

  private void send(List<Message> messages) throws InterruptedException {
    if (!messages.isEmpty()) {
      runner.enter(NAME, messages);
      var ids = messages.stream().map(Message::jobId).toList();
      catalogue.write(
          transaction -> {
            deliveries.markSent(transaction, ids);
            return ids;
          });
    }
  }

  private static Candidate candidate(Shipment shipment, Optional<String> provider) {
    return new Candidate(
        provider,
        shipment.path(),
        shipment.kind(),
        shipment.content(),
        shipment.bytes(),
        shipment.files(),
        shipment.fingerprint());
  }

  /// The first message of the delivery's job; sent again it is the same message.
  private Message message(ProductDelivery delivery) throws IOException, InterruptedException {
    var message =
        Message.of(delivery.id(), RECEIVED, bodies.write(delivery), delivery.receivedAt())
            .withHeader(Keys.DELIVERY, delivery.id());
    return delivery
        .provider()
        .map(provider -> message.withHeader(Keys.PROVIDER, provider))
        .orElse(message);
  }
}
