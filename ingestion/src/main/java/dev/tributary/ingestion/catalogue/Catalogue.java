package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Schema;
import dev.tributary.ingestion.catalogue.ProductTable.Row;
import dev.tributary.ingestion.catalogue.Standing.StatementId;
import dev.tributary.ingestion.catalogue.StatementOutcome.Applied;
import dev.tributary.ingestion.catalogue.StatementOutcome.Refused;
import dev.tributary.ingestion.catalogue.StatementOutcome.Superseded;
import dev.tributary.ingestion.catalogue.Statements.Kept;
import dev.tributary.ingestion.json.Changes;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Takes statements in. What the products are is a function of the set of all statements, whatever
/// their order of arrival, wherever their times differ (docs/adr/0005).
///
/// Within its transaction it needs to be alone: use it in a work of
/// [dev.tributary.database.Database#write].
public final class Catalogue {
  /// The tables of the catalogue and of the register of deliveries.
  public static final Schema SCHEMA = new Schema("catalogue", 7);

  private final InstantSource clock;

  /// A catalogue that reads the time of its history from `clock`.
  public Catalogue(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes `statement` in. The same delivery's statement again changes nothing; if it says
  /// something else than before (a mended mapping), that replaces what it said.
  public StatementOutcome apply(Handle transaction, Statement statement) {
    return statement
        .ownKey()
        .map(ownKey -> new Application(transaction, statement, ownKey).run())
        .orElseGet(() -> new Refused(List.of(identifierMissing()), List.of()));
  }

  private static Violation identifierMissing() {
    return error(
        "identifier.missing",
        "expected an identifier of the product, one of: " + String.join(", ", ProductKey.STRENGTH));
  }

  private static Violation error(String rule, String message) {
    return violation(rule, Severity.ERROR, message);
  }

  private static Violation warning(String rule, String message) {
    return violation(rule, Severity.WARNING, message);
  }

  private static Violation violation(String rule, Severity severity, String message) {
    return new Violation(
        rule, severity, Optional.empty(), Optional.empty(), Optional.empty(), message);
  }

  /// One statement on its way into the catalogue.
  private final class Application {
    private final Handle handle;
    private final Statement statement;
    private final StatementId id;
    private final ProductKey ownKey;
    private final String document;
    private final Statements statements;
    private final Identity identity;
    private final ProductTable products;
    private final History history;
    private final Map<String, Rebuilt> rebuilt = new HashMap<>();
    private final Set<String> formerKeys = new TreeSet<>();
    private final List<ProductChange> changed = new ArrayList<>();
    private boolean comesAlone;

    Application(Handle handle, Statement statement, ProductKey ownKey) {
      this.handle = handle;
      this.statement = statement;
      this.id = new StatementId(statement.delivery(), statement.place());
      this.ownKey = ownKey;
      this.document = Json.text(statement.product());
      this.statements = new Statements(handle);
      this.identity = new Identity(handle);
      this.products = new ProductTable(handle);
      this.history = new History(handle);
    }

    /// Looks first whether this was said before. If something else was, that is taken back before
    /// anything is resolved: what is said no more names no product.
    StatementOutcome run() {
      var before = statements.find(id);
      var product =
          before.filter(this::saysThis).map(Kept::product).orElseGet(() -> replace(before));
      return product.map(this::outcome).orElseGet(this::ambiguous);
    }

    private boolean saysThis(Kept kept) {
      return kept.equals(Kept.of(statement, ownKey, kept.product(), document));
    }

    /// Keeps the statement in place of what was said before, and works out anew every product that
    /// this makes a difference to.
    ///
    /// @return the product that it speaks of
    private Optional<String> replace(Optional<Kept> before) {
      var keys = new HashSet<String>();
      var touched = new TreeSet<String>();
      if (before.isPresent()) {
        keys.addAll(statements.remove(id));
        before.get().product().ifPresent(touched::add);
      }
      var product = identity.resolve(ownKey.toString());
      statements.add(statement, Kept.of(statement, ownKey, product, document));
      keys.addAll(weakerKeys());
      product.ifPresent(touched::add);
      var moved = identity.reassign(keys);
      comesAlone = before.isEmpty() && moved.isEmpty();
      touched.addAll(moved);
      touched.forEach(key -> rebuild(key, product));
      return product;
    }

    /// Works out what counts for the product `key`, from all that was said of it.
    private void rebuild(String key, Optional<String> ownProduct) {
      var entries = statements.of(key);
      var before = products.find(key);
      if (entries.isEmpty()) {
        products.delete(key);
        formerKeys.add(key);
        return;
      }
      var standing = Standing.of(entries);
      var shown = shown(key, standing);
      var after = headed(Row.of(key, standing, shown, textOf(shown)), before, standing);
      var changes = before.map(row -> changes(row, after)).orElseGet(List::of);
      rebuilt.put(key, new Rebuilt(standing, after.incomplete(), before.isEmpty(), changes));
      if (before.isEmpty()) {
        products.insert(after, shown);
      } else if (!before.get().equals(after)) {
        products.update(after, shown);
      } else {
        return;
      }
      record(after, ownProduct.equals(Optional.of(key)) ? ownKey.toString() : key, shown, changes);
    }

    /// What nothing was known of before, no editor can have changed.
    private Row headed(Row row, Optional<Row> before, Standing standing) {
      if (standing.purged()) {
        Edits.purge(handle, row.key());
        return row;
      }
      return before.isEmpty() && comesAlone ? row : Edits.headed(handle, row);
    }

    private Product shown(String key, Standing standing) {
      var current = standing.current().id();
      var stated = said(current);
      if (standing.purged()) {
        return Tombstone.of(stated);
      }
      var whole =
          EarlierEpisodes.areKept(stated) ? withEarlierEpisodes(key, standing, stated) : stated;
      return ReceivedFiles.areMissingFrom(whole)
          ? statements.files(key, standing.since()).complete(whole)
          : whole;
    }

    /// Of a product to which nothing but the latest statement comes, what is shown has them all.
    private Product withEarlierEpisodes(String key, Standing standing, Product stated) {
      var before = products.find(key);
      if (comesAlone && standing.current().id().equals(id) && before.isPresent()) {
        var shown = Json.readOwn(before.get().document(), Product.class);
        return standing.since().size() > 1 ? EarlierEpisodes.complete(stated, shown) : stated;
      }
      return standing.since().stream()
          .map(entry -> entry.id().equals(standing.current().id()) ? stated : said(entry.id()))
          .reduce((earlier, later) -> EarlierEpisodes.complete(later, earlier))
          .orElse(stated);
    }

    private Product said(StatementId by) {
      return by.equals(id) ? statement.product() : statements.product(by);
    }

    private String textOf(Product shown) {
      return shown.equals(statement.product()) ? document : Json.text(shown);
    }

    private static List<Change> changes(Row before, Row after) {
      return before.document().equals(after.document())
          ? List.of()
          : Changes.between(Json.tree(before.document()), Json.tree(after.document()));
    }

    private void record(Row after, String about, Product shown, List<Change> changes) {
      var change =
          new ProductChange(
              history.next(),
              clock.instant(),
              after.key(),
              shown.contentType(),
              after.action(),
              statement.provider(),
              statement.delivery(),
              statement.mapping(),
              changes,
              Optional.empty(),
              Optional.empty());
      history.add(change, about, statement.version().time());
      changed.add(change);
    }

    private StatementOutcome outcome(String key) {
      var product = rebuilt.computeIfAbsent(key, this::unchanged);
      var standing = product.standing();
      if (standing.notFromOwner().contains(id)) {
        return new Refused(List.of(notOwner(key, standing)), changed);
      }
      var current = standing.current().id();
      if (!current.equals(id)) {
        return new Superseded(key, current.delivery(), product.changes(), changed);
      }
      return new Applied(
          key,
          standing.action(),
          product.created(),
          product.changes(),
          product.incomplete(),
          List.copyOf(formerKeys),
          warnings(key, standing),
          changed);
    }

    private Rebuilt unchanged(String key) {
      var incomplete = products.find(key).map(Row::incomplete).orElse(false);
      return new Rebuilt(Standing.of(statements.of(key)), incomplete, false, List.of());
    }

    private List<Violation> warnings(String key, Standing standing) {
      var warnings = new ArrayList<Violation>();
      if (standing.purged()) {
        if (standing.isPurgeOfUnknown()) {
          warnings.add(
              warning(
                  "catalogue.purge-unknown",
                  "nothing was known of %s; what is said of it from before this purge will not count"
                      .formatted(key)));
        }
      } else if (!standing.wasOffered()) {
        warnings.add(
            warning(
                "deal.none",
                "expected a deal in the first delivery of %s; it is loaded, and not available"
                    .formatted(key)));
      }
      for (var weaker : weakerKeys()) {
        for (var other : identity.candidates(weaker)) {
          if (!other.equals(key)) {
            warnings.add(
                warning(
                    "catalogue.shared-identifier",
                    "expected %s to mean one product, got: %s and %s; they are kept apart"
                        .formatted(weaker, key, other)));
          }
        }
      }
      return List.copyOf(warnings);
    }

    /// The keys that its other identifiers make, of those that would be less than its own.
    private List<String> weakerKeys() {
      return statement.product().identifiers().stream()
          .map(identifier -> ProductKey.of(statement.provider(), identifier))
          .filter(ownKey::isStrongerThan)
          .map(ProductKey::toString)
          .distinct()
          .toList();
    }

    private Violation notOwner(String key, Standing standing) {
      return error(
          "catalogue.not-owner",
          "expected a purge of %s to come from %s, whose statement counts, got: %s"
              .formatted(
                  key, standing.owner().orElse("nobody"), statement.sender().orElse("nobody")));
    }

    private StatementOutcome ambiguous() {
      var candidates = String.join(", ", identity.candidates(ownKey.toString()));
      return new Refused(
          List.of(
              error(
                  "catalogue.ambiguous-identifier",
                  "expected %s to mean one product, got: %s; name it by a stronger identifier"
                      .formatted(ownKey, candidates))),
          changed);
    }
  }

  /// A product after a statement was taken in.
  private record Rebuilt(
      Standing standing, boolean incomplete, boolean created, List<Change> changes) {}
}
