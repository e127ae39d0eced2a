package dev.tributary.ingestion.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.catalogue.Explained;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.ingestion.score.JudgedProducts.Filter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgedProductsTest {
  @TempDir Path folder;
  private Explained catalogue;

  @BeforeEach
  void open() {
    catalogue = new Explained(PipelineDatabases.CATALOGUE.open(folder.resolve("catalogue.db")));
  }

  @AfterEach
  void close() {
    catalogue.close();
  }

  @Test
  void oneProductIsFoundByItsKeyAlone() throws Exception {
    products().find("acme/icpn:04050538123456");

    assertThat(catalogue.plan())
        .isNotEmpty()
        .noneMatch(step -> step.startsWith("SCAN p"))
        .first()
        .asString()
        .contains("key=?");
  }

  @Test
  void theProductsOfAProviderAreFoundAmongTheirsAlone() throws Exception {
    var ofProvider = new Filter(Optional.empty(), Optional.of("acme"), Optional.empty());

    products().forEach(ofProvider, _ -> {});

    assertThat(catalogue.plan()).first().asString().contains("product_provider");
  }

  private JudgedProducts products() {
    return new JudgedProducts(catalogue, _ -> Map.of());
  }
}
