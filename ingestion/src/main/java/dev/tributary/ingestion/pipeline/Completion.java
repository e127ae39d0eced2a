package dev.tributary.ingestion.pipeline;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.WaitingMessages;
import dev.tributary.ingestion.catalogue.WaitingMessages.Waiting;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.shipment.LateFiles;
import dev.tributary.ingestion.shipment.Shipment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Completes deliveries that wait for files when those come: together with the message once more,
/// or without it.
final class Completion {
  /// Of more that wait, the latest are looked at.
  private static final int MOST = 500;

  private final DatabaseReader catalogue;
  private final LateFiles files;

  Completion(DatabaseReader catalogue, LateFiles files) {
    this.catalogue = catalogue;
    this.files = files;
  }

  /// What is to be done about shipments.
  ///
  /// @param shipments those that are deliveries of their own; with the files that came before
  /// @param resumed deliveries that waited, with the files that they have now
  record Completed(List<Shipment> shipments, List<ProductDelivery> resumed) {

    /// The shipments; or else, of a package of nothing but late files, the messages that they
    /// complete, so that it ends as those do.
    List<Shipment> all() {
      return shipments.isEmpty() ? resumed.stream().map(Shipment::of).toList() : shipments;
    }
  }

  /// Brings the files among `shipments` to the deliveries that wait for them.
  ///
  /// @param provider who shipped them, if that was said
  Completed complete(List<Shipment> shipments, Optional<String> provider)
      throws IOException, InterruptedException {
    var resumed = new LinkedHashMap<String, ProductDelivery>();
    var own = new ArrayList<Shipment>();
    var waiting = waitingFor(shipments);
    for (var shipment : shipments) {
      own.add(
          withEarlierFiles(shipment, waiting.getOrDefault(shipment.content(), List.of()), resumed));
    }
    own.removeAll(taken(own.stream().filter(LateFiles::isStray).toList(), provider, resumed));
    return new Completed(List.copyOf(own), List.copyOf(resumed.values()));
  }

  private Map<String, List<Waiting>> waitingFor(List<Shipment> shipments)
      throws InterruptedException {
    var messages =
        shipments.stream()
            .filter(shipment -> shipment.kind() == Kind.MESSAGE && shipment.violations().isEmpty())
            .map(Shipment::content)
            .distinct()
            .toList();
    return catalogue.read(handle -> WaitingMessages.withContent(handle, messages)).stream()
        .collect(Collectors.groupingBy(each -> each.delivery().content()));
  }

  /// A message that came before gets what came with it each time, and so do those that wait.
  private Shipment withEarlierFiles(
      Shipment shipment, List<Waiting> waiting, Map<String, ProductDelivery> resumed)
      throws IOException, InterruptedException {
    if (waiting.isEmpty()) {
      return shipment;
    }
    var all = Optional.<String>empty();
    for (var each : waiting) {
      all = files.with(all, each.delivery().files());
    }
    all = files.with(all, shipment.files());
    for (var each : waiting) {
      if (!each.delivery().files().equals(all)) {
        resumed.put(each.delivery().id(), each.delivery().withFiles(all));
      }
    }
    return shipment.withFiles(all);
  }

  /// The files among `strays` that messages which wait name.
  private List<Shipment> taken(
      List<Shipment> strays, Optional<String> provider, Map<String, ProductDelivery> resumed)
      throws IOException, InterruptedException {
    if (strays.isEmpty()) {
      return List.of();
    }
    var taken = new LinkedHashSet<Shipment>();
    for (var each : catalogue.read(handle -> WaitingMessages.latest(handle, MOST))) {
      var delivery = resumed.getOrDefault(each.delivery().id(), each.delivery());
      var near =
          strays.stream()
              .filter(
                  stray ->
                      LateFiles.isBeside(delivery, stray)
                          || (provider.isPresent() && provider.equals(each.provider())))
              .toList();
      var named = near.isEmpty() ? List.<Shipment>of() : files.named(delivery, near);
      if (!named.isEmpty()) {
        resumed.put(delivery.id(), delivery.withFiles(files.with(delivery, named)));
        taken.addAll(named);
      }
    }
    return List.copyOf(taken);
  }
}
