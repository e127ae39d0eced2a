package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Patterns;
import dev.tributary.database.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Looks for deliveries, page by page, the newest first; each part that is present narrows it.
///
/// @param underWay only those without a final state
/// @param text somewhere in the path, the id, or the key or title of a product, whatever the case
/// @param since those received then or later
/// @param until those received before then
public record DeliverySearch(
    Optional<String> provider,
    Optional<DeliveryState> state,
    boolean underWay,
    Optional<String> text,
    Optional<Instant> since,
    Optional<Instant> until) {

  /// Where a page ends: what comes after it does not depend on what came in meanwhile.
  public record Place(long number, int part) {
    /// The place of `delivery`.
    public static Place of(RegisteredDelivery delivery) {
      return new Place(delivery.delivery().number(), delivery.delivery().part());
    }
  }

  private static final String HAS_TEXT =
      """
      (lower(path || '\n' || id) like :pattern escape '!'
        or exists (
          select 1 from delivery_product p
          left join product on product.key = p.product_key
          where p.delivery = delivery.id
            and lower(p.product_key || '\n' || coalesce(product.title, ''))
              like :pattern escape '!'))
      """;

  /// Those of a provider and in a state, if these are present.
  public static DeliverySearch of(Optional<String> provider, Optional<DeliveryState> state) {
    return new DeliverySearch(
        provider, state, false, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// At most `limit` deliveries that come after `place`, or the first ones.
  public List<RegisteredDelivery> page(Handle handle, Optional<Place> place, int limit) {
    var values = new TreeMap<String, Object>();
    var conditions = conditions(values);
    place.ifPresent(
        it -> {
          conditions.add("(number < :number or (number = :number and part > :part))");
          values.put("number", it.number());
          values.put("part", it.part());
        });
    var query =
        handle
            .createQuery(
                "select "
                    + DeliveryRows.COLUMNS
                    + " from delivery"
                    + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
                    + " order by number desc, part limit :limit")
            .bind("limit", limit);
    values.forEach(query::bind);
    return DeliveryRows.list(handle, query);
  }

  /// Only those that narrow it, so that indexes can answer them.
  private List<String> conditions(Map<String, Object> values) {
    var conditions = new ArrayList<String>();
    add(provider, "provider = :provider", "provider", conditions, values);
    add(state.map(Enum::name), "state = :state", "state", conditions, values);
    if (underWay) {
      conditions.add("state is null");
    }
    add(since.map(Timestamps::text), "received_at >= :since", "since", conditions, values);
    add(until.map(Timestamps::text), "received_at < :until", "until", conditions, values);
    add(text.map(Patterns::anywhere), HAS_TEXT, "pattern", conditions, values);
    return conditions;
  }

  private static void add(
      Optional<String> value,
      String condition,
      String name,
      List<String> conditions,
      Map<String, Object> values) {
    value.ifPresent(
        it -> {
          conditions.add(condition);
          values.put(name, it);
        });
  }
}
