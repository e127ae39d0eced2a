package dev.tributary.ingestion.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliverySearchTest {
  @Test
  void deliveriesInAStateAreFoundAmongThoseAlone(@TempDir Path folder) throws Exception {
    var file = folder.resolve("catalogue.db");
    try (var register = new Explained(PipelineDatabases.CATALOGUE.open(file))) {
      var waiting = DeliverySearch.of(Optional.empty(), Optional.of(DeliveryState.WAITING));

      register.read(handle -> waiting.page(handle, Optional.empty(), 1));

      assertThat(register.plan()).first().asString().contains("delivery_state");
    }
  }
}
