package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Violation.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Deliveries that are not in the catalogue, or not whole, because of what they say. Once the
/// mapping is mended that misread them, or a severity is milder, they may be.
public final class Refused {
  /// Rules about what a message is in and what it came with: mapped anew it is the same.
  private static final List<String> OF_THE_SHIPMENT =
      List.of("container.", "manifest.", "package.");

  private Refused() {}

  /// Those of `provider`, in the order in which they came: refused in whole or in part, or set
  /// aside. Of a package its parts.
  public static List<RegisteredDelivery> of(Handle handle, String provider) {
    var ids =
        handle
            .createQuery(
                """
                select id from delivery
                where provider = :provider and children is null
                  and state in ('REJECTED', 'PARTIAL', 'QUARANTINED')
                order by number, part
                """)
            .bind("provider", provider)
            .mapTo(String.class)
            .list();
    return Deliveries.find(handle, ids).stream().filter(each -> !isAsShipped(each)).toList();
  }

  /// Whether `delivery` was refused as it was shipped: it has to be shipped again.
  public static boolean isAsShipped(RegisteredDelivery delivery) {
    return delivery.settlement().stream()
        .filter(end -> end.state() == DeliveryState.REJECTED)
        .flatMap(end -> end.violations().stream())
        .filter(violation -> violation.severity() == Severity.ERROR)
        .anyMatch(violation -> OF_THE_SHIPMENT.stream().anyMatch(violation.rule()::startsWith));
  }

  /// What `delivery` is made of: itself, or all that it was taken apart into.
  public static Stream<RegisteredDelivery> wholeOf(Handle handle, RegisteredDelivery delivery) {
    var parts = Deliveries.children(handle, delivery.delivery().id());
    return parts.isEmpty()
        ? Stream.of(delivery)
        : parts.stream().flatMap(part -> wholeOf(handle, part));
  }
}
