package dev.tributary.ingestion.mapping;

import java.util.Optional;

/// Says whether what changed of a provider may be used by a pipeline that runs.
@FunctionalInterface
public interface Gate {
  /// Lets everything pass.
  Gate OPEN = (_, _) -> Optional.empty();

  /// What speaks against using the provider as it is in `mappings`; empty if nothing does. May take
  /// its time: nobody waits for it but those whose messages failed.
  Optional<String> objection(Mappings mappings, Provider provider) throws InterruptedException;
}
