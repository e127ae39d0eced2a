package dev.tributary.artemis;

import dev.tributary.spi.UnroutableException;
import org.apache.activemq.artemis.api.core.ActiveMQAddressDoesNotExistException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.RoutingContext;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;

/// Refuses a message that must have a queue and has none. Artemis drops such messages silently,
/// unless asked.
final class MandatoryRouting implements ActiveMQServerMessagePlugin {
  /// Set on messages for which a queue is required.
  static final String PROPERTY = "tributary_mandatory";

  @Override
  public void afterMessageRoute(
      Message message,
      RoutingContext context,
      boolean direct,
      boolean rejectDuplicates,
      RoutingStatus status)
      throws ActiveMQAddressDoesNotExistException {
    if (status == RoutingStatus.NO_BINDINGS && message.containsProperty(PROPERTY)) {
      throw new ActiveMQAddressDoesNotExistException(
          UnroutableException.class.getSimpleName() + " " + message.getAddress());
    }
  }
}
