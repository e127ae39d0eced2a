package dev.tributary.ingestion.pipeline;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.WaitingMessages;
import dev.tributary.ingestion.catalogue.WaitingMessages.Waiting;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import dev.tributary.ingestion.shipment.LateFiles;
import dev.tributary.ingestion.shipment.Shipment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Completes deliveries that wait for files when those come: together with the message once more,
/// or without it.
///
/// Which files a delivery has by now is written down as they are taken in, in the same transaction:
/// several may come at once, and none is forgotten.
final class Completion {
  /// Of more that wait, the latest are looked at.
  private static final int MOST = 500;

  private static final String UNDECLARED_FILE = "package.undeclared-file";

  private final DatabaseReader catalogue;
  private final LateFiles files;

  Completion(DatabaseReader catalogue, LateFiles files) {
    this.catalogue = catalogue;
    this.files = files;
  }

  /// Takes shipments in, in a transaction that also does [Completed#write].
  interface Taking<R, X extends Exception> {
    R take(Completed completed) throws X;
  }

  /// What is to be done about shipments.
  ///
  /// @param shipments those that are deliveries of their own; with the files that came before
  /// @param resumed deliveries that waited, with the files that they have now
  /// @param before listings of the files that these had before, by their ids
  /// @param asked ids of what waited and does not name the files that are left
  record Completed(
      List<Shipment> shipments,
      List<ProductDelivery> resumed,
      Map<String, Optional<String>> before,
      Set<String> asked) {

    /// Writes down which files have come by now.
    void write(Handle transaction) {
      if (shipments.stream().anyMatch(LateFiles::isStray) && !isAskedOfAll(transaction)) {
        throw new OvertakenException();
      }
      for (var delivery : resumed) {
        var had = Objects.requireNonNull(before.get(delivery.id()));
        if (!WaitingMessages.update(transaction, had, delivery)) {
          throw new OvertakenException();
        }
      }
    }

    /// Whether nothing began to wait meanwhile that may name a file that would be refused now.
    private boolean isAskedOfAll(Handle transaction) {
      return WaitingMessages.latest(transaction, MOST).stream()
          .allMatch(each -> asked.contains(each.delivery().id()));
    }

    /// The shipments; or else, of a package of nothing but late files, the messages that they
    /// complete, so that it ends as those do.
    List<Shipment> all() {
      return isNothingButLateFiles() ? resumed.stream().map(Shipment::of).toList() : shipments;
    }

    /// The files of such a package that nobody waits for.
    List<Violation> extras() {
      return isNothingButLateFiles()
          ? shipments.stream().map(Completed::undeclared).toList()
          : List.of();
    }

    private boolean isNothingButLateFiles() {
      return shipments.isEmpty()
          || (!resumed.isEmpty() && shipments.stream().allMatch(LateFiles::isStray));
    }

    private static Violation undeclared(Shipment extra) {
      var name = extra.path().substring(extra.path().indexOf("!/") + 2);
      return new Violation(
          UNDECLARED_FILE,
          Severity.WARNING,
          Optional.empty(),
          Optional.empty(),
          Optional.of(name),
          "expected files that a message waits for, found %s, which none names; leave it out"
              .formatted(name));
    }
  }

  /// Somebody else brought files for the same delivery meanwhile, or another one waits now.
  private static final class OvertakenException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// Brings the files among `shipments` to the deliveries that wait for them, and has all of it
  /// taken in; once more from the beginning, if somebody else brought files for one of these
  /// meanwhile, or one more waits.
  ///
  /// @param provider who shipped them, if that was said
  /// @return what `taking` returned
  <R, X extends Exception> R complete(
      List<Shipment> shipments, Optional<String> provider, Taking<R, X> taking)
      throws X, IOException, InterruptedException {
    while (true) {
      try {
        return taking.take(completed(shipments, provider));
      } catch (OvertakenException _) {
        // nothing was written; what was brought is seen now
      }
    }
  }

  /// Brings together what came with the message of `delivery`, which waits from now on, and with
  /// the same message otherwise: packages that come at once do not know of each other. Files that
  /// came after it and were refused, since it did not wait yet, are put to it, too.
  ///
  /// @param provider who shipped it, as the message says
  /// @return those that go on, with the files that they have now
  List<ProductDelivery> together(
      Handle transaction, ProductDelivery delivery, Optional<String> provider)
      throws IOException, InterruptedException {
    var all = Optional.<String>empty();
    for (var listing : WaitingMessages.filesWith(transaction, delivery.content())) {
      all = files.with(all, Optional.of(listing));
    }
    var refused =
        WaitingMessages.refusedAfter(transaction, delivery.number(), MOST).stream()
            .filter(file -> isNear(delivery, provider, Shipment.of(file), file.provider()))
            .map(Shipment::of)
            .toList();
    var named = named(delivery, refused);
    if (!named.isEmpty()) {
      all = files.with(delivery.withFiles(all), named);
    }
    var resumed = new ArrayList<ProductDelivery>();
    for (var each : WaitingMessages.withContent(transaction, List.of(delivery.content()))) {
      var before = each.delivery().files();
      if (!before.equals(all)) {
        var now = each.delivery().withFiles(all);
        WaitingMessages.update(transaction, before, now);
        resumed.add(now);
      }
    }
    return List.copyOf(resumed);
  }

  private Completed completed(List<Shipment> shipments, Optional<String> provider)
      throws IOException, InterruptedException {
    var resumed = new LinkedHashMap<String, ProductDelivery>();
    var before = new HashMap<String, Optional<String>>();
    var own = new ArrayList<Shipment>();
    var waiting = waitingFor(shipments);
    for (var shipment : shipments) {
      var alike = waiting.getOrDefault(shipment.content(), List.of());
      alike.forEach(each -> before.put(each.delivery().id(), each.delivery().files()));
      own.add(withEarlierFiles(shipment, alike, resumed));
    }
    var strays = own.stream().filter(LateFiles::isStray).toList();
    var asked = new HashSet<String>();
    own.removeAll(taken(strays, provider, resumed, before, asked));
    return new Completed(
        List.copyOf(own), List.copyOf(resumed.values()), Map.copyOf(before), Set.copyOf(asked));
  }

  private Map<String, List<Waiting>> waitingFor(List<Shipment> shipments)
      throws InterruptedException {
    var messages =
        shipments.stream()
            .filter(shipment -> Unpack.isToBeRead(shipment.kind()))
            .filter(shipment -> shipment.violations().isEmpty())
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
      var delivery = resumed.getOrDefault(each.delivery().id(), each.delivery());
      all = files.with(all, delivery.files());
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
      List<Shipment> strays,
      Optional<String> provider,
      Map<String, ProductDelivery> resumed,
      Map<String, Optional<String>> before,
      Set<String> asked)
      throws IOException, InterruptedException {
    if (strays.isEmpty()) {
      return List.of();
    }
    var taken = new LinkedHashSet<Shipment>();
    for (var each : catalogue.read(handle -> WaitingMessages.latest(handle, MOST))) {
      var delivery = resumed.getOrDefault(each.delivery().id(), each.delivery());
      asked.add(delivery.id());
      var near =
          strays.stream()
              .filter(stray -> isNear(delivery, each.provider(), stray, provider))
              .toList();
      var named = named(delivery, near);
      if (!named.isEmpty()) {
        before.putIfAbsent(delivery.id(), each.delivery().files());
        resumed.put(delivery.id(), delivery.withFiles(files.with(delivery, named)));
        taken.addAll(named);
      }
    }
    return List.copyOf(taken);
  }

  private List<Shipment> named(ProductDelivery delivery, List<Shipment> near) throws IOException {
    return near.isEmpty() ? List.of() : files.named(delivery, near);
  }

  /// Whether a file may be for `delivery`: it was put there, or was shipped for its provider.
  private static boolean isNear(
      ProductDelivery delivery,
      Optional<String> provider,
      Shipment file,
      Optional<String> shippedBy) {
    return LateFiles.isBeside(delivery, file)
        || (shippedBy.isPresent() && shippedBy.equals(provider));
  }
}
