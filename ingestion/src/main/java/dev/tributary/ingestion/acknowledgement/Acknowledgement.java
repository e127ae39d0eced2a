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
/// @param state of what was delivered before, if that is repeated and not in the catalogue
/// @param outcome what that means, and what the provider is to do
/// @param products the keys of the products that it speaks of
/// @param violations what is wrong with it
/// @param ours whether something failed on our side, and nothing is left for the provider to mend
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
    boolean ours,
    List<Acknowledgement> parts) {
  private static final String FORMAT_OF_BATCHES = "ern";

  /// Names of a path that are told.
  private static final int NAMES = 2;

  /// What is to be told of the delivery `id`; nothing unless it has ended.
  public static Optional<Acknowledgement> of(Handle handle, String id) {
    return Deliveries.find(handle, id)
        .filter(delivery -> delivery.settlement().isPresent())
        .map(delivery -> of(handle, delivery));
  }

  private static Acknowledgement of(Handle handle, RegisteredDelivery delivery) {
    var parent = delivery.delivery().parent().flatMap(id -> Deliveries.find(handle, id));
    return of(handle, delivery, parent.filter(Acknowledgement::isBatch).isPresent());
  }

  private static Acknowledgement of(Handle handle, RegisteredDelivery delivery, boolean isInBatch) {
    var own = of(delivery, parts(handle, delivery), isInBatch);
    return own.state == DeliveryState.DUPLICATE
        ? Deliveries.repeatedBy(handle, own.delivery)
            .filter(known -> known.settlement().isPresent())
            .map(known -> own.repeating(of(handle, known)))
            .orElse(own)
        : own;
  }

  private static List<Acknowledgement> parts(Handle handle, RegisteredDelivery delivery) {
    return Deliveries.children(handle, delivery.delivery().id()).stream()
        .filter(part -> part.settlement().isPresent())
        .map(part -> of(handle, part, isBatch(delivery)))
        .toList();
  }

  private static boolean isBatch(RegisteredDelivery delivery) {
    return delivery.delivery().kind() == Kind.BATCH;
  }

  /// A batch in an archive shows by what its manifest was found to be.
  private static boolean hasManifest(Settlement end) {
    return end.violations().stream()
        .anyMatch(violation -> violation.rule().startsWith("manifest."));
  }

  /// What is refused before it is read has a trade all the same if it is a DDEX batch, or of one.
  private static Acknowledgement of(
      RegisteredDelivery registered, List<Acknowledgement> parts, boolean isInBatch) {
    var delivery = registered.delivery();
    var end = registered.settlement().orElseThrow();
    var isOfBatch = isInBatch || isBatch(registered) || hasManifest(end);
    var own =
        new Acknowledgement(
            delivery.id(),
            file(delivery.path()),
            registered.provider().or(() -> first(parts, Acknowledgement::provider)),
            registered
                .format()
                .or(() -> first(parts, Acknowledgement::format))
                .or(() -> isOfBatch ? Optional.of(FORMAT_OF_BATCHES) : Optional.empty()),
            end.state(),
            outcome(end, parts),
            end.action(),
            delivery.receivedAt(),
            registered.settledAt().orElse(delivery.receivedAt()),
            end.products(),
            end.violations(),
            isOurs(end, parts),
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
        ours,
        List.of());
  }

  /// What was refused, waits or failed is so still. Of what is in the catalogue nothing is told
  /// again but whose and what it is.
  private Acknowledgement repeating(Acknowledgement known) {
    var stands =
        switch (known.state) {
          case PARTIAL, WAITING, REJECTED, QUARANTINED -> true;
          case LOADED, DUPLICATE, SUPERSEDED, TEST_ONLY -> false;
        };
    return new Acknowledgement(
        delivery,
        file,
        provider.or(known::provider),
        format.or(known::format),
        stands ? known.state : state,
        stands ? "The same was delivered before. " + known.outcome : outcome,
        action,
        receivedAt,
        endedAt,
        known.products,
        stands ? known.violations : violations,
        stands && known.ours,
        stands ? known.parts : parts);
  }

  private static boolean isOurs(Settlement end, List<Acknowledgement> parts) {
    return hasFailedHere(end, parts) && !hasErrors(end.violations()) && !isAnyRefused(parts);
  }

  private static boolean hasFailedHere(Settlement end, List<Acknowledgement> parts) {
    return end.state() == DeliveryState.QUARANTINED
        || parts.stream().flatMap(Acknowledgement::all).anyMatch(part -> part.ours);
  }

  private static boolean isAnyRefused(List<Acknowledgement> parts) {
    return parts.stream()
        .flatMap(Acknowledgement::all)
        .anyMatch(part -> part.state == DeliveryState.REJECTED || hasErrors(part.violations));
  }

  private static boolean hasErrors(List<Violation> violations) {
    return violations.stream().anyMatch(violation -> violation.severity() == Severity.ERROR);
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

  private static String outcome(Settlement end, List<Acknowledgement> parts) {
    return switch (end.state()) {
      case LOADED ->
          switch (end.action().orElse(Action.UPSERT)) {
            case UPSERT -> "It is in the catalogue.";
            case TAKEDOWN -> "It is taken down.";
            case PURGE -> "It is removed.";
          };
      case PARTIAL -> partial(end, parts);
      case WAITING -> "It is sound, and waits for files. Send those that are missing.";
      case DUPLICATE -> "The same was delivered before. Nothing was done.";
      case SUPERSEDED -> "A later message about the same product counts. Nothing was done.";
      case TEST_ONLY -> "It was looked at as a test, and not loaded.";
      case REJECTED -> "It was refused. Mend what is listed, and send it again.";
      case QUARANTINED -> "It failed on our side, and goes on once that is mended. Do nothing.";
    };
  }

  private static String partial(Settlement end, List<Acknowledgement> parts) {
    if (isOurs(end, parts)) {
      return "Some of it is in the catalogue. The rest failed on our side, and goes on once that is"
          + " mended. Do nothing.";
    }
    return hasFailedHere(end, parts)
        ? "Some of it is in the catalogue, and some failed on our side, which goes on once that is"
            + " mended. Mend what is listed, and send that again."
        : "Some of it is in the catalogue. Mend the rest, and send that again.";
  }
}
