package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.catalogue.ProductTable.Row;
import dev.tributary.ingestion.catalogue.Standing.StatementId;
import dev.tributary.ingestion.json.Changes;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.ContentType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Works out anew what products are, from all that was said of them, because of one statement; and
/// writes down what changed.
final class Rebuilding {
  private final Handle handle;
  private final InstantSource clock;
  private final Statement cause;
  private final StatementId id;
  private final String document;
  private final Statements statements;
  private final ProductTable products;
  private final History history;
  private final Map<String, Rebuilt> rebuilt = new HashMap<>();
  private final Set<String> formerKeys = new TreeSet<>();
  private final List<ProductChange> changed = new ArrayList<>();

  /// @param document the product of `cause` as text
  Rebuilding(Handle handle, InstantSource clock, Statement cause, String document) {
    this.handle = handle;
    this.clock = clock;
    this.cause = cause;
    this.id = new StatementId(cause.delivery(), cause.place());
    this.document = document;
    this.statements = new Statements(handle);
    this.products = new ProductTable(handle);
    this.history = new History(handle);
  }

  /// What came to products and what went from them.
  ///
  /// @param own the product that the cause speaks of, if it came
  /// @param comesAlone whether that is all
  record Move(Optional<String> own, boolean comesAlone) {}

  /// A product after its statements changed.
  record Rebuilt(Standing standing, boolean incomplete, boolean created, List<Change> changes) {}

  /// Works out what counts for the product `key`, from all that was said of it.
  void rebuild(String key, Move move) {
    var entries = statements.of(key);
    var before = products.find(key);
    if (entries.isEmpty()) {
      remove(key, before, move);
      return;
    }
    var standing = Standing.of(entries);
    var shown = shown(key, standing, move);
    var after = headed(Row.of(key, standing, shown, textOf(shown)), standing);
    var changes = before.map(row -> changes(row, after)).orElseGet(List::of);
    rebuilt.put(key, new Rebuilt(standing, after.incomplete(), before.isEmpty(), changes));
    if (before.isEmpty()) {
      products.insert(after, shown);
    } else if (!before.get().equals(after)) {
      products.update(after, shown);
    } else {
      return;
    }
    record(key, ownKey(key, move), shown.contentType(), after.action(), changes);
  }

  /// How the product `key` is, whether it was worked out anew or not.
  Rebuilt of(String key) {
    return rebuilt.computeIfAbsent(key, this::unchanged);
  }

  /// Keys of products that are there no more.
  List<String> formerKeys() {
    return List.copyOf(formerKeys);
  }

  List<ProductChange> changed() {
    return List.copyOf(changed);
  }

  /// What another product adopted goes on as a part of that, under its key. Else it is as if it had
  /// never been sent. Whoever was told of it is told that either way.
  private void remove(String key, Optional<Row> before, Move move) {
    products.delete(key);
    formerKeys.add(key);
    if (before.isEmpty()) {
      return;
    }
    var type = History.contentType(before.get().contentType());
    if (!statements.isOwnKey(key)) {
      record(key, ownKey(key, move), type, Action.PURGE, List.of());
    } else if (before.get().action() != Action.PURGE) {
      var successor = statements.adopter(key).map(product -> becomes(key, product));
      record(key, History.OF_KEY_ALONE, type, Action.PURGE, successor.stream().toList());
    }
  }

  private static Change becomes(String key, String product) {
    return new Change("key", Optional.of(key), Optional.of(product));
  }

  /// Also what nothing is known of may have been changed by an editor: it was there once, under
  /// this key.
  private Row headed(Row row, Standing standing) {
    if (standing.purged()) {
      Edits.purge(handle, row.key());
      return row;
    }
    return Edits.headed(handle, row);
  }

  private Product shown(String key, Standing standing, Move move) {
    var current = standing.current().id();
    var stated = said(current);
    if (standing.purged()) {
      return Tombstone.of(stated);
    }
    var whole =
        EarlierEpisodes.areKept(stated) ? withEarlierEpisodes(key, standing, stated, move) : stated;
    return ReceivedFiles.areMissingFrom(whole)
        ? statements.files(key, standing.since()).complete(whole)
        : whole;
  }

  /// Of a product to which nothing but the latest statement comes, what is shown has them all.
  private Product withEarlierEpisodes(String key, Standing standing, Product stated, Move move) {
    var before = products.find(key);
    if (move.comesAlone() && standing.current().id().equals(id) && before.isPresent()) {
      var shown = Json.readOwn(before.get().document(), Product.class);
      return standing.since().size() > 1 ? EarlierEpisodes.complete(stated, shown) : stated;
    }
    return standing.since().stream()
        .map(entry -> entry.id().equals(standing.current().id()) ? stated : said(entry.id()))
        .reduce((earlier, later) -> EarlierEpisodes.complete(later, earlier))
        .orElse(stated);
  }

  private Product said(StatementId by) {
    return by.equals(id) ? cause.product() : statements.product(by);
  }

  private String textOf(Product shown) {
    return shown.equals(cause.product()) ? document : Json.text(shown);
  }

  private static List<Change> changes(Row before, Row after) {
    return before.document().equals(after.document())
        ? List.of()
        : Changes.between(Json.tree(before.document()), Json.tree(after.document()));
  }

  /// The key under which the cause speaks of the product `key`, if it does.
  private String ownKey(String key, Move move) {
    var own = move.own().filter(key::equals).flatMap(_ -> cause.ownKey());
    return own.map(ProductKey::toString).orElse(key);
  }

  private void record(
      String key, String ownKey, ContentType type, Action action, List<Change> changes) {
    var change =
        new ProductChange(
            history.next(),
            clock.instant(),
            key,
            type,
            action,
            cause.provider(),
            cause.delivery(),
            cause.mapping(),
            changes,
            Optional.empty(),
            Optional.empty());
    history.add(change, ownKey, cause.version().time());
    changed.add(change);
  }

  private Rebuilt unchanged(String key) {
    var incomplete = products.find(key).map(Row::incomplete).orElse(false);
    return new Rebuilt(Standing.of(statements.of(key)), incomplete, false, List.of());
  }
}
