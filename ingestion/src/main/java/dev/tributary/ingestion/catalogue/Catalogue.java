package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Schema;
import dev.tributary.ingestion.catalogue.Rebuilding.Move;
import dev.tributary.ingestion.catalogue.Standing.StatementId;
import dev.tributary.ingestion.catalogue.StatementOutcome.Applied;
import dev.tributary.ingestion.catalogue.StatementOutcome.Refused;
import dev.tributary.ingestion.catalogue.StatementOutcome.Superseded;
import dev.tributary.ingestion.catalogue.Statements.Kept;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Takes statements in. What the products are is a function of the set of all statements, whatever
/// their order of arrival, wherever their times differ (docs/adr/0005).
///
/// Within its transaction it needs to be alone: use it in a work of
/// [dev.tributary.database.Database#write].
public final class Catalogue {
  /// The tables of the catalogue and of the register of deliveries.
  public static final Schema SCHEMA = new Schema("catalogue", 9);

  /// Products that a violation names.
  private static final int NAMED = 5;

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

  /// Takes in all that a delivery says, each statement as [#apply(Handle, Statement)] does, and
  /// takes back what it said before of more products than it has now.
  ///
  /// @param statements at least one; a product that was refused before has none, and what was said
  ///   in its place stays
  /// @param stated how many products the delivery has, those that were refused included
  public Taken apply(Handle transaction, List<Statement> statements, int stated) {
    var retraction = new Retraction(transaction, statements.getFirst(), stated);
    var outcomes = statements.stream().map(each -> apply(transaction, each)).toList();
    return new Taken(outcomes, retraction.changed());
  }

  /// What came of all that a delivery says.
  ///
  /// @param outcomes of its statements, in their order
  /// @param changed products that are not as they were because of what was taken back
  public record Taken(List<StatementOutcome> outcomes, List<ProductChange> changed) {}

  private static String listed(List<String> keys) {
    var named = keys.stream().limit(NAMED).collect(Collectors.joining(", "));
    return keys.size() > NAMED ? named + " and more" : named;
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

  /// What a delivery said at places that it has no more: gone at once, so that it stands against
  /// nothing that is said instead.
  private final class Retraction {
    private final Handle handle;
    private final Set<String> touched = new TreeSet<>();
    private Optional<Statement> first = Optional.empty();

    /// @param instead a statement that the delivery makes now
    Retraction(Handle handle, Statement instead, int places) {
      this.handle = handle;
      var statements = new Statements(handle);
      var identity = new Identity(handle);
      for (var id : statements.beyond(instead.delivery(), places)) {
        var kept = statements.find(id).orElseThrow();
        first = first.or(() -> Optional.of(kept.statement(id, instead.mapping())));
        kept.product().ifPresent(touched::add);
        touched.addAll(identity.reassign(statements.remove(id)));
      }
    }

    /// Works out anew every product that this makes a difference to.
    List<ProductChange> changed() {
      return first.map(this::changed).orElseGet(List::of);
    }

    private List<ProductChange> changed(Statement takenBack) {
      var products = new Rebuilding(handle, clock, takenBack, Json.text(takenBack.product()));
      touched.forEach(key -> products.rebuild(key, new Move(Optional.empty(), false)));
      return products.changed();
    }
  }

  /// One statement on its way into the catalogue.
  private final class Application {
    private final Statement statement;
    private final StatementId id;
    private final ProductKey ownKey;
    private final String document;
    private final Statements statements;
    private final Identity identity;
    private final Rebuilding products;

    Application(Handle handle, Statement statement, ProductKey ownKey) {
      this.statement = statement;
      this.id = new StatementId(statement.delivery(), statement.place());
      this.ownKey = ownKey;
      this.document = Json.text(statement.product());
      this.statements = new Statements(handle);
      this.identity = new Identity(handle);
      this.products = new Rebuilding(handle, clock, statement, document);
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
      touched.addAll(moved);
      var move = new Move(product, before.isEmpty() && moved.isEmpty());
      touched.forEach(key -> products.rebuild(key, move));
      return product;
    }

    private StatementOutcome outcome(String key) {
      var product = products.of(key);
      var standing = product.standing();
      var changed = products.changed();
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
          products.formerKeys(),
          warnings(key, standing),
          changed);
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
        var named = Stream.concat(Stream.of(key), candidates(weaker).stream()).distinct().toList();
        if (named.size() > 1) {
          warnings.add(
              warning(
                  "catalogue.shared-identifier",
                  "expected %s to mean one product, got: %s; they are kept apart"
                      .formatted(weaker, listed(named))));
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

    /// One more than are named, so that it is known whether there are more.
    private List<String> candidates(String key) {
      return identity.candidates(key, NAMED + 1);
    }

    private Violation notOwner(String key, Standing standing) {
      return error(
          "catalogue.not-owner",
          "expected a purge of %s to come from %s, whose statement counts, got: %s"
              .formatted(
                  key, standing.owner().orElse("nobody"), statement.sender().orElse("nobody")));
    }

    private StatementOutcome ambiguous() {
      var candidates = listed(candidates(ownKey.toString()));
      return new Refused(
          List.of(
              error(
                  "catalogue.ambiguous-identifier",
                  "expected %s to mean one product, got: %s; name it by a stronger identifier"
                      .formatted(ownKey, candidates))),
          products.changed());
    }
  }
}
