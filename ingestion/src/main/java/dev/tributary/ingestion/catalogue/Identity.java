package dev.tributary.ingestion.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// Which statements speak of the same product.
///
/// Every statement has its own key. If others, with a stronger key, carry the identifier that it is
/// made of, then it speaks of their product: a purge that names only a GRid speaks of the album
/// with the barcode whose statements carry that GRid. If they are of two products or more, it is
/// ambiguous and speaks of none. All statements count for this, whatever their versions, so that
/// the order in which they come makes no difference; and all statements with the same own key move
/// together.
final class Identity {
  private static final int CARRIERS_AT_ONCE = 10;

  private final Handle handle;

  Identity(Handle handle) {
    this.handle = handle;
  }

  /// The product that statements with the own key `key` speak of; none if that is ambiguous.
  Optional<String> resolve(String key) {
    var products = new HashSet<Optional<String>>();
    visitStrongerKeys(
        key,
        stronger -> {
          products.add(resolve(stronger));
          return products.size() == 1;
        });
    return switch (products.size()) {
      case 0 -> Optional.of(key);
      case 1 -> products.iterator().next();
      default -> Optional.empty();
    };
  }

  /// The products that a statement with the own key `key` could mean, or the first `most` of them.
  List<String> candidates(String key, int most) {
    var candidates = new TreeSet<String>();
    visitStrongerKeys(
        key,
        stronger -> {
          candidates.add(resolve(stronger).orElse(stronger));
          return candidates.size() < most;
        });
    return List.copyOf(candidates);
  }

  /// Moves the statements with one of the own keys `keys` to the product that they speak of now;
  /// then, if they moved, those with weaker keys that they carry.
  ///
  /// @return the products that statements came to or went from
  Set<String> reassign(Collection<String> keys) {
    var touched = new TreeSet<String>();
    assigned(keys)
        .forEach(
            (key, former) -> {
              var product = resolve(key);
              if (!former.equals(Set.of(product))) {
                move(key, product);
                former.forEach(each -> each.ifPresent(touched::add));
                product.ifPresent(touched::add);
                touched.addAll(reassign(weakerKeys(key)));
              }
            });
    return touched;
  }

  /// The products to which statements with these own keys are assigned, which are several while one
  /// of them is new; keys without statements are left out.
  private Map<String, Set<Optional<String>>> assigned(Collection<String> keys) {
    var assigned = new HashMap<String, Set<Optional<String>>>();
    if (!keys.isEmpty()) {
      handle
          .createQuery(
              "select distinct own_key, product_key from statement where own_key in (<keys>)")
          .bindList("keys", List.copyOf(keys))
          .map(
              (row, _) ->
                  assigned
                      .computeIfAbsent(row.getString("own_key"), _ -> new HashSet<>())
                      .add(Optional.ofNullable(row.getString("product_key"))))
          .list();
    }
    return assigned;
  }

  private void move(String key, Optional<String> product) {
    handle
        .createUpdate("update statement set product_key = :product where own_key = :key")
        .bind("key", key)
        .bind("product", product)
        .execute();
    if (product.isPresent()) {
      handle
          .createUpdate("update history set product_key = :product where own_key = :key")
          .bind("key", key)
          .bind("product", product)
          .execute();
    }
  }

  /// Shows `visitor` the stronger keys whose statements carry `key`, in alphabetical order, for as
  /// long as it wants more: a word like "N/A" in place of an identifier is on every product.
  private void visitStrongerKeys(String key, Predicate<String> visitor) {
    var weak = ProductKey.parse(key);
    if (weak.isOfStrongestType()) {
      return;
    }
    for (var page = carriers(key, ""); !page.isEmpty(); page = carriers(key, page.getLast())) {
      for (var carrier : page) {
        if (ProductKey.parse(carrier).isStrongerThan(weak) && !visitor.test(carrier)) {
          return;
        }
      }
    }
  }

  private List<String> carriers(String key, String after) {
    return handle
        .createQuery(
            """
            select distinct own_key from product_identifier
            where key = :key and own_key > :after and own_key <> :key
            order by own_key limit :limit
            """)
        .bind("key", key)
        .bind("after", after)
        .bind("limit", CARRIERS_AT_ONCE)
        .mapTo(String.class)
        .list();
  }

  private List<String> weakerKeys(String key) {
    var strong = ProductKey.parse(key);
    return handle
        .createQuery("select distinct key from product_identifier where own_key = :key")
        .bind("key", key)
        .mapTo(String.class)
        .filter(carried -> strong.isStrongerThan(ProductKey.parse(carried)))
        .list();
  }
}
