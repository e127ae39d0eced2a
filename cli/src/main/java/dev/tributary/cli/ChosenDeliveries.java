package dev.tributary.cli;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliverySearch;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.Refused;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.catalogue.Settlement;
import dev.tributary.recovery.Failure.State;
import dev.tributary.recovery.Failures;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Deliveries that are to be mapped anew whichever mapping made what of them: they are named, or
/// were refused. Says which of these are left out, and what to do about them.
final class ChosenDeliveries {
  /// Failures of one delivery that are looked at.
  private static final int LOOKED_AT = 100;

  private final DatabaseReader catalogue;
  private final PrintWriter messages;

  ChosenDeliveries(DatabaseReader catalogue, PrintWriter messages) {
    this.catalogue = catalogue;
    this.messages = messages;
  }

  /// Those with these ids; of a package its parts.
  ///
  /// @throws UsageException if there is none of an id
  List<RegisteredDelivery> named(List<String> ids) throws InterruptedException {
    var chosen = new ArrayList<RegisteredDelivery>();
    for (var delivery : found(ids)) {
      var objection = objection(delivery);
      if (objection.isEmpty()) {
        chosen.add(delivery);
      } else {
        messages.printf("%s is left out: %s%n", delivery.delivery().id(), objection.get());
      }
    }
    messages.flush();
    return chosen;
  }

  private List<RegisteredDelivery> found(List<String> ids) throws InterruptedException {
    var found = new ArrayList<RegisteredDelivery>();
    for (var id : new LinkedHashSet<>(ids)) {
      var delivery =
          catalogue
              .read(handle -> Deliveries.find(handle, id))
              .orElseThrow(
                  () ->
                      new UsageException(
                          "no delivery %s; `tributary deliveries` lists them".formatted(id)));
      found.addAll(catalogue.read(handle -> Refused.wholeOf(handle, delivery).toList()));
    }
    return found;
  }

  private Optional<String> objection(RegisteredDelivery delivery) throws InterruptedException {
    var state = delivery.settlement().map(Settlement::state);
    if (state.isEmpty()) {
      return Optional.of("it is under way");
    }
    if (state.get() == DeliveryState.DUPLICATE) {
      var id = delivery.delivery().id();
      var repeated = catalogue.read(handle -> Deliveries.repeatedBy(handle, id));
      return Optional.of(
          "it is a duplicate; name what it repeats: "
              + repeated.map(each -> each.delivery().id()).orElse("unknown"));
    }
    return Refused.isAsShipped(delivery)
        ? Optional.of("it was refused for what it was shipped in or with; ship it again")
        : Optional.empty();
  }

  /// Those of `provider` that were refused for what they say, or set aside. What waits to be sent
  /// on is left out, as is what somebody dropped.
  ///
  /// @throws UsageException if nothing came of `provider`
  List<RegisteredDelivery> refused(String provider, DataOptions data) throws InterruptedException {
    var search = DeliverySearch.of(Optional.of(provider), Optional.empty());
    if (catalogue.read(handle -> search.page(handle, Optional.empty(), 1)).isEmpty()) {
      throw new UsageException(
          "expected a provider with deliveries, got: \"%s\"; `tributary deliveries` lists them"
              .formatted(provider));
    }
    var refused = catalogue.read(handle -> Refused.of(handle, provider));
    var left = setAsideWithReason(refused, data);
    if (!left.isEmpty()) {
      messages.printf(
          "%d set aside are left out: their failures wait for `tributary redrive --provider %s`, or"
              + " were dropped%n",
          left.size(), provider);
      messages.flush();
    }
    return refused.stream().filter(each -> !left.contains(each)).toList();
  }

  private static List<RegisteredDelivery> setAsideWithReason(
      List<RegisteredDelivery> refused, DataOptions data) throws InterruptedException {
    var setAside =
        refused.stream()
            .filter(
                each ->
                    each.settlement()
                        .map(Settlement::state)
                        .equals(Optional.of(DeliveryState.QUARANTINED)))
            .toList();
    var found = new ArrayList<RegisteredDelivery>();
    if (!setAside.isEmpty()) {
      try (var ledger = data.configuration().readLedger()) {
        for (var each : setAside) {
          var failures = Failures.ofDelivery(ledger, each.delivery().id(), LOOKED_AT);
          if (failures.stream().anyMatch(failure -> failure.state() != State.REDRIVEN)) {
            found.add(each);
          }
        }
      }
    }
    return found;
  }

  /// How many of each provider came to which end.
  static Table counted(List<RegisteredDelivery> deliveries) {
    var counts = new TreeMap<String, Integer>();
    for (var each : deliveries) {
      var state = each.settlement().map(end -> end.state().name()).orElse("-");
      counts.merge(each.provider().orElse("-") + "\0" + state, 1, Integer::sum);
    }
    var table = new Table("DELIVERIES", "PROVIDER", "STATE");
    counts.forEach(
        (group, count) -> {
          var end = group.indexOf('\0');
          table.add(Integer.toString(count), group.substring(0, end), group.substring(end + 1));
        });
    return table;
  }
}
