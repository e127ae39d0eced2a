package dev.tributary.peers.smallrye;

import dev.tributary.peers.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/// Returns each message, and the connector sends what is returned.
@ApplicationScoped
public class AsItComes {
  @Incoming("source")
  @Outgoing("results")
  public byte[] handle(byte[] body) {
    Work.on(body);
    return body;
  }
}
