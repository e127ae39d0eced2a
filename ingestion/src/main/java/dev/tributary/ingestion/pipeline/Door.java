package dev.tributary.ingestion.pipeline;

import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.Registration;
import dev.tributary.ingestion.catalogue.Registration.Duplicate;
import dev.tributary.ingestion.catalogue.Settlement;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import dev.tributary.ingestion.shipment.Shipment;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Refuses shipments that are wrong as such, whatever their content: a message of too many bytes, a
/// file that no message names. They are settled as they are registered; no message is sent for
/// them.
final class Door {
  private Door() {}

  static void refuse(
      Handle transaction,
      Deliveries deliveries,
      List<Registration> registrations,
      List<Shipment> shipments) {
    for (var place = 0; place < shipments.size(); place++) {
      var violations = shipments.get(place).violations();
      if (isRefused(violations) && !(registrations.get(place) instanceof Duplicate)) {
        var id = registrations.get(place).delivery().id();
        deliveries.settle(transaction, id, refusal(violations));
      }
    }
  }

  /// Whether the shipment is to go on into the pipeline.
  static boolean isOpen(Registration registration, Shipment shipment) {
    return !(registration instanceof Duplicate) && !isRefused(shipment.violations());
  }

  static boolean isRefused(List<Violation> violations) {
    return violations.stream().anyMatch(violation -> violation.severity() == Severity.ERROR);
  }

  private static Settlement refusal(List<Violation> violations) {
    return new Settlement(
        DeliveryState.REJECTED, Optional.<Action>empty(), List.of(), violations, Optional.empty());
  }
}
