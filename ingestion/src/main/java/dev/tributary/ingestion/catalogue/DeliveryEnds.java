package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The ends of deliveries, for those who tell of them.
public final class DeliveryEnds {
  private DeliveryEnds() {}

  /// The delivery `id` and the packages that it came in, the innermost first: those that have
  /// ended. A portion of a message is told with the whole.
  public static List<String> ended(Handle handle, String id) {
    var ended = new ArrayList<String>();
    for (var at = Deliveries.find(handle, id); at.isPresent(); ) {
      var delivery = at.get().delivery();
      if (at.get().settlement().isPresent() && delivery.kind() != Kind.PORTION) {
        ended.add(delivery.id());
      }
      at = delivery.parent().flatMap(parent -> Deliveries.find(handle, parent));
    }
    return List.copyOf(ended);
  }

  /// The deliveries that ended as they were registered, and of which that may not have been told;
  /// in the order of their numbers.
  public static List<ProductDelivery> untold(Handle handle) {
    return handle
        .createQuery(
            "select "
                + DeliveryRows.COLUMNS
                + """
                from delivery where sent_at is null and state is not null and state <> 'WAITING'
                order by number, part
                """)
        .map((row, _) -> DeliveryRows.delivery(row))
        .list();
  }
}
