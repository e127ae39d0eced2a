package dev.tributary.ingestion.acknowledgement;

import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.catalogue.Settlement;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// How a delivery ended, in its provider's eyes: nothing of our own failures, and no path of this
/// machine beyond what the provider named itself.
///
/// @param delivery its id
/// @param file its name, and that of the folder it is in
/// @param outcome what that means, and what the provider is to do
/// @param products the keys of the products that it speaks of
/// @param violations what is wrong with it
/// @param parts what it was unpacked into, if that is messages of their own
public record Acknowledgement(
    String delivery,
    String file,
    Optional<String> provider,
    Optional<String> format,
    DeliveryState state,
    String outcome,
    Optional<Action> action,
    Instant receivedAt,
    Instant endedAt,
    List<String> products,
    List<Violation> violations,
    List<Acknowledgement> parts) {
  /// Names of a path that are told.
  private static final int NAMES = 2;

  /// What is to be told of the delivery `id`; nothing unless it has ended.
  public static Optional<Acknowledgement> of(Handle handle, String id) {
    return Deliveries.find(handle, id)
        .filter(delivery -> delivery.settlement().isPresent())
        .map(delivery -> of(delivery, parts(handle, delivery)));
  }

  private static List<Acknowledgement> parts(Handle handle, RegisteredDelivery delivery) {
    return Deliveries.children(handle, delivery.delivery().id()).stream()
        .filter(part -> part.settlement().isPresent())
        .map(part -> of(part, parts(handle, part)))
        .toList();
  }

  private static Acknowledgement of(RegisteredDelivery registered, List<Acknowledgement> parts) {
    var delivery = registered.delivery();
    var end = registered.settlement().orElseThrow();
    var own =
        new Acknowledgement(
            delivery.id(),
            file(delivery.path()),
            registered.provider().or(() -> first(parts, Acknowledgement::provider)),
            registered.format().or(() -> first(parts, Acknowledgement::format)),
            end.state(),
            outcome(end),
            end.action(),
            delivery.receivedAt(),
            registered.settledAt().orElse(delivery.receivedAt()),
            end.products(),
            end.violations(),
            parts);
    return delivery.kind() == Kind.PRODUCTS ? own.withoutPortions() : own;
  }

  /// A package is of its parts' provider, and of their trade.
  private static Optional<String> first(
      List<Acknowledgement> parts, Function<Acknowledgement, Optional<String>> what) {
    return parts.stream().flatMap(part -> what.apply(part).stream()).findFirst();
  }

  /// That a message was taken apart for its size is none of its provider's business.
  private Acknowledgement withoutPortions() {
    var keys = new LinkedHashSet<>(products);
    var all = new ArrayList<>(violations);
    for (var portion : parts) {
      keys.addAll(portion.products);
      all.addAll(portion.violations);
    }
    return new Acknowledgement(
        delivery,
        file,
        provider,
        format,
        state,
        outcome,
        action,
        receivedAt,
        endedAt,
        List.copyOf(keys),
        List.copyOf(all),
        List.of());
  }

  /// This one and all of its parts, in order.
  Stream<Acknowledgement> all() {
    return Stream.concat(Stream.of(this), parts.stream().flatMap(Acknowledgement::all));
  }

  /// What is wrong with it or with a part of it, the errors first.
  List<Violation> faults() {
    return Stream.of(Severity.ERROR, Severity.WARNING)
        .flatMap(
            severity ->
                all()
                    .flatMap(each -> each.violations.stream())
                    .filter(violation -> violation.severity() == severity))
        .toList();
  }

  private static String file(String path) {
    int archive = path.indexOf("!/");
    var outside = archive < 0 ? path : path.substring(0, archive);
    var names = List.of(outside.replace('\\', '/').split("/", -1));
    var last = names.subList(Math.max(0, names.size() - NAMES), names.size());
    return String.join("/", last) + (archive < 0 ? "" : path.substring(archive));
  }

  private static String outcome(Settlement end) {
    return switch (end.state()) {
      case LOADED ->
          switch (end.action().orElse(Action.UPSERT)) {
            case UPSERT -> "It is in the catalogue.";
            case TAKEDOWN -> "It is taken down.";
            case PURGE -> "It is removed.";
          };
      case PARTIAL -> "Some of it is in the catalogue. Mend the rest, and send that again.";
      case WAITING -> "It is sound, and waits for files. Send those that are missing.";
      case DUPLICATE -> "The same was delivered before. Nothing was done.";
      case SUPERSEDED -> "A later message about the same product counts. Nothing was done.";
      case TEST_ONLY -> "It was looked at as a test, and not loaded.";
      case REJECTED -> "It was refused. Mend what is listed, and send it again.";
      case QUARANTINED -> "It failed on our side, and goes on once that is mended. Do nothing.";
    };
  }
}
