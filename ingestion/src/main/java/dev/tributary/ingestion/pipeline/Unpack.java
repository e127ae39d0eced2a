package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.database.Effects;
import dev.tributary.ingestion.catalogue.Candidate;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.catalogue.WaitingMessages;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.pipeline.Completion.Completed;
import dev.tributary.ingestion.shipment.LateFiles;
import dev.tributary.ingestion.shipment.Shipment;
import dev.tributary.ingestion.shipment.Unpacker;
import dev.tributary.ingestion.shipment.Unpacking.Refused;
import dev.tributary.ingestion.shipment.Unpacking.Unpacked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Opens packages: a batch or an archive of several messages becomes deliveries of their own, as
/// does a message of many products, in portions; an archive of one message is that message, unless
/// there is something to be told of the archive. What cannot be opened is rejected.
///
/// What becomes of a package is decided once, since it depends on more than its bytes: on what
/// waits for files just then, and on what its provider declares of tables. A redelivery is told the
/// same.
final class Unpack {
  static final String NAME = "unpack";

  /// Routing key of a delivery that is one message.
  static final String UNPACKED = "unpacked.delivery";

  private final Unpacker unpacker;
  private final BatchSender sender;
  private final Completion completion;
  private final Effects effects;
  private final Deliveries deliveries;
  private final Bodies bodies;

  private Unpack(
      Unpacker unpacker,
      BatchSender sender,
      Completion completion,
      Effects effects,
      Deliveries deliveries,
      Bodies bodies) {
    this.unpacker = unpacker;
    this.sender = sender;
    this.completion = completion;
    this.effects = effects;
    this.deliveries = deliveries;
    this.bodies = bodies;
  }

  /// Routing key of what was in a package and has to be taken apart itself.
  static final String PACKED = "packed.delivery";

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME).consumes(Intake.NAME, Intake.RECEIVED).consumes(NAME, PACKED);
  }

  static Application application(
      Unpacker unpacker,
      BatchSender sender,
      Completion completion,
      Effects effects,
      Deliveries deliveries,
      Bodies bodies) {
    var unpack = new Unpack(unpacker, sender, completion, effects, deliveries, bodies);
    return declared().callback(unpack::apply).build();
  }

  private List<Message> apply(Message message) throws Exception {
    var delivery = bodies.read(message, ProductDelivery.class);
    if (isToBeRead(delivery.kind())) {
      return List.of(message.with(UNPACKED, message.body()));
    }
    return switch (unpacker.unpack(delivery)) {
      case Refused(var violations) ->
          once(message, (_, input) -> List.of(rejected(input, delivery, violations)));
      case Unpacked unpacked ->
          completion.complete(
              unpacked.children(),
              delivery.provider(),
              completed ->
                  once(
                      message,
                      (transaction, input) -> {
                        var known = Deliveries.children(transaction, delivery.id());
                        return known.isEmpty()
                            ? decided(transaction, input, delivery, unpacked, completed)
                            : again(transaction, input, known);
                      }));
    };
  }

  private List<Message> once(Message message, Effects.WritingCallback decision) throws Exception {
    return effects.once(NAME, decision).apply(message);
  }

  private List<Message> decided(
      Handle transaction,
      Message message,
      ProductDelivery delivery,
      Unpacked unpacked,
      Completed completed)
      throws IOException, InterruptedException {
    completed.write(transaction);
    var children = completed.all();
    var violations = new ArrayList<>(unpacked.violations());
    violations.addAll(completed.extras());
    children.stream().flatMap(Unpack::warnings).forEach(violations::add);
    var isOne =
        children.size() == 1
            && delivery.kind() == Kind.ARCHIVE
            && violations.isEmpty()
            && !LateFiles.isStray(children.getFirst());
    var parts =
        isOne
            ? List.of(becomes(transaction, message, delivery, children.getFirst(), unpacked))
            : fanOut(transaction, message, delivery, children, violations);
    var results = new ArrayList<Message>();
    for (var waiting : completed.resumed()) {
      results.add(resumed(transaction, message, waiting, parts.size() + results.size(), bodies));
    }
    results.addAll(parts);
    return results;
  }

  /// What is to be told of a child that goes on. Of one that is refused it is told with the
  /// refusal.
  private static Stream<Violation> warnings(Shipment child) {
    return Door.isRefused(child.violations()) ? Stream.of() : child.violations().stream();
  }

  /// What waited for files goes on.
  static Message resumed(
      Handle transaction, Message message, ProductDelivery waiting, int place, Bodies bodies)
      throws IOException, InterruptedException {
    return Anew.about(transaction, message, waiting.id())
        .fanOut(place, UNPACKED, bodies.write(waiting));
  }

  /// Whether it is a message as it is.
  static boolean isToBeRead(Kind kind) {
    return switch (kind) {
      case MESSAGE, PORTION -> true;
      case ARCHIVE, BATCH, PRODUCTS -> false;
    };
  }

  /// What a part of a package is sent with. An archive within a batch is not opened, but refused as
  /// a message.
  private static String key(Kind kind) {
    return kind == Kind.PRODUCTS ? PACKED : UNPACKED;
  }

  private Message rejected(Message message, ProductDelivery delivery, List<Violation> violations)
      throws IOException, InterruptedException {
    var provider = sender.of(delivery);
    var format = provider.map(_ -> BatchSender.FORMAT);
    var verdict =
        Verdict.rejected(delivery.id(), provider.or(delivery::provider), format, violations);
    return message.with(Keys.REJECTED, bodies.write(verdict));
  }

  /// The archive's delivery goes on as the one message that is in it, or that its files complete;
  /// in that case it is written down what this was. Nothing is wrong with the archive itself.
  private Message becomes(
      Handle transaction,
      Message message,
      ProductDelivery archive,
      Shipment child,
      Unpacked unpacked)
      throws IOException, InterruptedException {
    if (Door.isRefused(child.violations())) {
      return rejected(message, archive, child.violations());
    }
    var delivery =
        new ProductDelivery(
            archive.id(),
            archive.number(),
            archive.part(),
            archive.parent(),
            archive.provider(),
            archive.path(),
            child.kind(),
            archive.receivedAt(),
            child.content(),
            child.bytes(),
            child.files());
    if (!unpacked.children().contains(child)) {
      WaitingMessages.put(transaction, delivery);
    }
    return message.with(key(delivery.kind()), bodies.write(delivery));
  }

  private List<Message> fanOut(
      Handle transaction,
      Message message,
      ProductDelivery parcel,
      List<Shipment> children,
      List<Violation> violations)
      throws IOException, InterruptedException {
    var candidates = children.stream().map(child -> candidate(parcel, child)).toList();
    var registrations =
        deliveries.registerChildren(transaction, parcel.id(), candidates, violations);
    sender
        .of(parcel)
        .ifPresent(
            provider -> Deliveries.expect(transaction, parcel.id(), provider, BatchSender.FORMAT));
    Door.refuse(transaction, deliveries, registrations, children);
    var results = new ArrayList<Message>();
    for (var place = 0; place < children.size(); place++) {
      var isOpen = Door.isOpen(registrations.get(place), children.get(place));
      var child = registrations.get(place).delivery();
      results.add(part(transaction, message, place, child, isOpen));
    }
    return results;
  }

  /// The parts that a package was taken into before go on as they were registered, whatever would
  /// become of it now: those that have not come to their end.
  private List<Message> again(Handle transaction, Message message, List<RegisteredDelivery> known)
      throws IOException, InterruptedException {
    var results = new ArrayList<Message>();
    for (var child : known) {
      var isOpen = child.settlement().isEmpty();
      results.add(part(transaction, message, results.size(), child.delivery(), isOpen));
    }
    return results;
  }

  private Message part(
      Handle transaction, Message message, int place, ProductDelivery child, boolean isOpen)
      throws IOException, InterruptedException {
    var part = Anew.about(transaction, message, child.id());
    return isOpen
        ? part.fanOut(place, key(child.kind()), bodies.write(child))
        : part.fanOut(place, Keys.SETTLED, new Ended(child.id()).body());
  }

  private static Candidate candidate(ProductDelivery parcel, Shipment child) {
    return new Candidate(
        parcel.provider(),
        child.path(),
        child.kind(),
        child.content(),
        child.bytes(),
        child.files(),
        child.fingerprint(),
        child.violations());
  }
}
