package dev.tributary.ingestion.pipeline;

import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.Candidate;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryEnds;
import dev.tributary.ingestion.catalogue.Reingestion;
import dev.tributary.ingestion.catalogue.WaitingMessages;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.pipeline.Completion.Completed;
import dev.tributary.ingestion.shipment.Shipment;
import dev.tributary.ingestion.shipment.Shipments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Where deliveries enter. What was shipped is put into the content store, then registered in path
/// order (what is wrong as such is refused then and there), then sent and confirmed, and only then
/// marked as sent: whatever happens in between, the next start sends it again.
public final class Intake {
  static final String NAME = "intake";

  /// Routing key of a delivery that was received.
  static final String RECEIVED = "received.delivery";

  private final Shipments shipments;
  private final Completion completion;
  private final Database catalogue;
  private final Deliveries deliveries;
  private final Bodies bodies;
  private final Runner runner;

  Intake(
      Shipments shipments,
      Completion completion,
      Database catalogue,
      Deliveries deliveries,
      Bodies bodies,
      Runner runner) {
    this.shipments = shipments;
    this.completion = completion;
    this.catalogue = catalogue;
    this.deliveries = deliveries;
    this.bodies = bodies;
    this.runner = runner;
  }

  /// Takes in what was shipped below `paths`.
  ///
  /// @param provider who shipped it, if that is known
  /// @param taken called with the ids of each chunk that is taken in, in path order; those of
  ///   duplicates and resumed deliveries among them, and of those that waited for files in it
  /// @throws dev.tributary.ingestion.shipment.UnusablePathException if a path cannot be used
  public void take(List<Path> paths, Optional<String> provider, Consumer<List<String>> taken)
      throws IOException, InterruptedException {
    shipments.find(paths, provider, chunk -> taken.accept(take(chunk, provider)));
  }

  private List<String> take(List<Shipment> chunk, Optional<String> provider)
      throws IOException, InterruptedException {
    var taken =
        completion.complete(
            chunk,
            provider,
            completed ->
                catalogue.write(transaction -> registered(transaction, completed, provider)));
    var messages = new ArrayList<Message>();
    for (var delivery : taken.open()) {
      messages.add(message(delivery));
    }
    taken.ended().stream().map(Intake::settled).forEach(messages::add);
    send(messages);
    return taken.ids();
  }

  /// What a chunk came to.
  ///
  /// @param open what goes on, that which waited for files of the chunk first
  /// @param ended what came to its end as it was registered
  /// @param ids of all in path order, then of what waited
  private record Taken(List<Open> open, List<ProductDelivery> ended, List<String> ids) {}

  /// A delivery that goes on.
  ///
  /// @param reingestion the last one that it is mapped anew for, if it is
  private record Open(ProductDelivery delivery, Optional<String> reingestion) {
    static List<Open> of(Handle handle, List<ProductDelivery> deliveries) {
      var ids = deliveries.stream().map(ProductDelivery::id).toList();
      var reingestions = Reingestion.latest(handle, ids);
      return deliveries.stream()
          .map(each -> new Open(each, Optional.ofNullable(reingestions.get(each.id()))))
          .toList();
    }

    /// The id of its message: what is mapped anew is another one, whose failures and events are its
    /// own.
    String messageId() {
      return reingestion.map(act -> delivery.id() + "-" + act).orElse(delivery.id());
    }
  }

  private Taken registered(Handle transaction, Completed completed, Optional<String> provider) {
    completed.write(transaction);
    var resumed = completed.resumed().stream().map(ProductDelivery::id).toList();
    Deliveries.markUnsent(transaction, resumed);
    var ordered =
        completed.shipments().stream().sorted(Comparator.comparing(Shipment::path)).toList();
    var candidates = ordered.stream().map(shipment -> candidate(shipment, provider)).toList();
    var registrations = deliveries.register(transaction, candidates);
    Door.refuse(transaction, deliveries, registrations, ordered);
    var open = new ArrayList<>(completed.resumed());
    var ended = new ArrayList<ProductDelivery>();
    for (var place = 0; place < ordered.size(); place++) {
      var registration = registrations.get(place);
      var isOpen = Door.isOpen(registration, ordered.get(place));
      (isOpen ? open : ended).add(registration.delivery());
    }
    var ids =
        Stream.concat(registrations.stream().map(each -> each.delivery().id()), resumed.stream());
    return new Taken(Open.of(transaction, open), ended, ids.toList());
  }

  /// Has deliveries mapped anew that were taken in before, for the reingestion of that id; those
  /// that are under way are left out, as is what was taken apart. What comes of it becomes their
  /// state.
  ///
  /// @return how many were sent
  public int takeAgain(List<String> ids, String reingestion)
      throws IOException, InterruptedException {
    var opened =
        catalogue.write(
            transaction -> current(transaction, Deliveries.reopen(transaction, ids, reingestion)));
    var messages = new ArrayList<Message>();
    for (var delivery : opened) {
      messages.add(message(delivery));
    }
    send(messages);
    return messages.size();
  }

  /// Sends again what was registered and perhaps not sent when the process ended.
  void resume() throws IOException, InterruptedException {
    var messages = new ArrayList<Message>();
    for (var delivery : catalogue.read(handle -> current(handle, Deliveries.unsent(handle)))) {
      messages.add(message(delivery));
    }
    catalogue.read(DeliveryEnds::untold).stream().map(Intake::settled).forEach(messages::add);
    send(messages);
  }

  /// What was completed by files that came later goes on with these.
  private static List<Open> current(Handle handle, List<ProductDelivery> deliveries) {
    var current =
        deliveries.stream().map(delivery -> WaitingMessages.current(handle, delivery)).toList();
    return Open.of(handle, current);
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
        shipment.fingerprint(),
        shipment.violations());
  }

  /// That there is nothing to be done about the delivery.
  private static Message settled(ProductDelivery delivery) {
    return Message.of(
            delivery.id(), Keys.SETTLED, new Ended(delivery.id()).body(), delivery.receivedAt())
        .withHeader(Keys.DELIVERY, delivery.id());
  }

  /// The first message of the delivery's job; sent again it is the same message.
  private Message message(Open open) throws IOException, InterruptedException {
    var delivery = open.delivery();
    var headers = new HashMap<String, String>();
    headers.put(Keys.DELIVERY, delivery.id());
    delivery.provider().ifPresent(provider -> headers.put(Keys.PROVIDER, provider));
    open.reingestion().ifPresent(act -> headers.put(Keys.REINGESTION, act));
    return new Message(
        open.messageId(),
        delivery.id(),
        List.of(),
        delivery.receivedAt(),
        RECEIVED,
        1,
        List.of(),
        headers,
        bodies.write(delivery));
  }
}
