package dev.tributary.ingestion.reconciliation;

import dev.tributary.database.DatabaseReader;
import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.reconciliation.Accounted.DeadLetters;
import dev.tributary.ingestion.reconciliation.Accounted.Files;
import dev.tributary.ingestion.reconciliation.Accounted.LastEvent;
import dev.tributary.ingestion.reconciliation.Accounted.Parts;
import dev.tributary.ingestion.reconciliation.Accounted.Products;
import dev.tributary.ingestion.reconciliation.Register.Part;
import dev.tributary.ingestion.reconciliation.Register.Written;
import dev.tributary.ingestion.shipment.DeclaredMessages;
import dev.tributary.ingestion.shipment.PackageListings;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Everything that is written about deliveries, from the register, the catalogue, the ledger and
/// the content store. Of the deliveries, a few hundred are held at a time; of the failures, a line
/// for each delivery that ever failed.
final class Books {
  private final Register register;
  private final DatabaseReader ledger;
  private final ContentStore content;

  Books(DatabaseReader catalogue, DatabaseReader ledger, ContentStore content) {
    this.register = new Register(catalogue);
    this.ledger = ledger;
    this.content = content;
  }

  /// Hands over the deliveries of `scope` in the order of their numbers, each package before its
  /// parts.
  void read(Scope scope, Consumer<Accounted> reader) throws IOException, InterruptedException {
    var letters = deadLetters();
    var neverStored = register.neverStored();
    var chunk = register.next(scope, 0, 0);
    while (!chunk.isEmpty()) {
      for (var written : chunk) {
        var ofThis = letters.getOrDefault(written.delivery().id(), DeadLetters.NONE);
        reader.accept(accounted(written, ofThis, neverStored, scope.overdue()));
      }
      var last = chunk.getLast().delivery();
      chunk = register.next(scope, last.number(), last.part());
    }
  }

  private Accounted accounted(
      Written written, DeadLetters letters, Set<String> neverStored, Instant overdue)
      throws IOException, InterruptedException {
    var delivery = written.delivery();
    var files = files(delivery, neverStored);
    var isUnderWay = written.state().isEmpty() || letters.redrivenAt().isPresent();
    var isOld = delivery.receivedAt().isBefore(overdue);
    return new Accounted(
        delivery.id(),
        delivery.part(),
        delivery.path(),
        written.provider(),
        delivery.receivedAt(),
        written.sentAt(),
        written.state(),
        written.settledAt(),
        parts(written, files.lost().isEmpty()),
        new Products(written.named(), written.statements(), written.lost()),
        files,
        letters,
        isUnderWay && isOld ? lastEvent(delivery.id()) : Optional.empty());
  }

  private Parts parts(Written written, boolean isReadable) throws IOException {
    var paths = written.parts().stream().map(Part::path).collect(Collectors.toSet());
    var entries = 0;
    var lost = new ArrayList<String>();
    if (written.isPackage() && isReadable) {
      for (var entry : DeclaredMessages.of(content, written.delivery())) {
        entries++;
        if (entry.paths().stream().noneMatch(paths::contains)
            && !written.errors().contains(entry.url())) {
          lost.add(entry.url());
        }
      }
    }
    return new Parts(
        written.announced(),
        written.parts().stream().map(Part::state).toList(),
        written.hasErrors(),
        entries,
        lost);
  }

  private Files files(ProductDelivery delivery, Set<String> neverStored) throws IOException {
    var lost = new ArrayList<String>();
    var count = 1;
    if (!isKept(delivery.content(), neverStored)) {
      lost.add("its message " + delivery.content());
    }
    if (delivery.files().isPresent()) {
      var listing = delivery.files().get();
      if (!content.contains(listing)) {
        lost.add("the list of its files " + listing);
      } else {
        for (PackageListing.File file : PackageListings.read(content, listing).files()) {
          count++;
          if (!isKept(file.sha256(), neverStored)) {
            lost.add(file.path() + " " + file.sha256());
          }
        }
      }
    }
    return new Files(count, lost);
  }

  private boolean isKept(String sha256, Set<String> neverStored) {
    return content.contains(sha256) || neverStored.contains(sha256);
  }

  private Map<String, DeadLetters> deadLetters() throws InterruptedException {
    return ledger.read(
        handle -> {
          var letters = new HashMap<String, DeadLetters>();
          handle
              .createQuery(
                  """
                  select delivery, state, max(id) as example, max(acted_at) as acted_at from failure
                  where delivery is not null group by delivery, state
                  """)
              .map((row, _) -> letters.merge(row.getString("delivery"), letters(row), Books::both))
              .list();
          return letters;
        });
  }

  private static DeadLetters letters(ResultSet row) throws SQLException {
    return switch (row.getString("state")) {
      case "DISCARDED" -> new DeadLetters(List.of(), true, Optional.empty());
      case "REDRIVEN" -> {
        var actedAt = Optional.ofNullable(row.getString("acted_at")).map(Timestamps::instant);
        yield new DeadLetters(List.of(), false, actedAt.or(() -> Optional.of(Instant.EPOCH)));
      }
      default -> new DeadLetters(List.of(row.getString("example")), false, Optional.empty());
    };
  }

  private static DeadLetters both(DeadLetters one, DeadLetters other) {
    return new DeadLetters(
        one.waiting().isEmpty() ? other.waiting() : one.waiting(),
        one.discarded() || other.discarded(),
        one.redrivenAt().or(other::redrivenAt));
  }

  private Optional<LastEvent> lastEvent(String delivery) throws InterruptedException {
    return ledger.read(
        handle ->
            handle
                .createQuery(
                    """
                    select at, application, name, coalesce(delay_millis, 0) as delay from event
                    where delivery = :delivery order by at desc, name limit 1
                    """)
                .bind("delivery", delivery)
                .map(
                    (row, _) ->
                        new LastEvent(
                            Instant.parse(row.getString("at")).plusMillis(row.getLong("delay")),
                            row.getString("application"),
                            row.getString("name")))
                .findOne());
  }
}
