package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  /// At most `limit` deliveries that come after `place`, or the first ones.
  public List<RegisteredDelivery> page(Handle handle, Optional<Place> place, int limit) {
    var query =
        handle
            .createQuery(
                "select "
                    + DeliveryRows.COLUMNS
                    + """
                    from delivery
                    where (number < :number or (number = :number and part > :part))
                      and (:provider = '' or provider = :provider)
                      and (:state = '' or state = :state)
                      and (:ended or state is null)
                      and (:since = '' or received_at >= :since)
                      and (:until = '' or received_at < :until)
                      and (:text = '' or lower(path) like :pattern or id like :pattern
                        or exists (
                          select 1 from delivery_product p
                          left join product on product.key = p.product_key
                          where p.delivery = delivery.id
                            and (lower(p.product_key) like :pattern
                              or lower(product.title) like :pattern)))
                    order by number desc, part limit :limit
                    """)
            .bind("number", place.map(Place::number).orElse(Long.MAX_VALUE))
            .bind("part", place.map(Place::part).orElse(0))
            .bind("provider", provider.orElse(""))
            .bind("state", state.map(DeliveryState::name).orElse(""))
            .bind("ended", !underWay)
            .bind("since", since.map(DeliverySearch::stored).orElse(""))
            .bind("until", until.map(DeliverySearch::stored).orElse(""))
            .bind("text", text.orElse(""))
            .bind("pattern", "%" + text.orElse("").toLowerCase(Locale.ROOT) + "%")
            .bind("limit", limit);
    return DeliveryRows.list(handle, query);
  }

  private static String stored(Instant instant) {
    return Timestamps.text(instant);
  }
}
