package dev.tributary.ingestion.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.ingestion.catalogue.StatementOutcome.Applied;
import dev.tributary.ingestion.catalogue.StatementOutcome.Refused;
import dev.tributary.ingestion.model.Violation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/// A catalogue of its own for each storage, empty before each test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CatalogueScene {
  static final String KEY = "acme/icpn:04050538123456";
  static final String OTHER_KEY = "acme/icpn:05037300650128";
  static final String GRID_KEY = "acme/grid:A12425GABC1234002M";

  @Parameter TestStorage storage;
  TestCatalogue catalogue;

  @BeforeParameterizedClassInvocation(injectArguments = false)
  void open(@TempDir Path folder) {
    catalogue = new TestCatalogue(storage, folder);
  }

  @BeforeEach
  void clear() throws Exception {
    catalogue.clear();
  }

  @AfterParameterizedClassInvocation(injectArguments = false)
  void close() {
    catalogue.close();
  }

  String state(String key) throws InterruptedException {
    return catalogue.product(key).get("state").stringValue();
  }

  static Applied applied(StatementOutcome outcome) {
    return assertThat(outcome).asInstanceOf(type(Applied.class)).actual();
  }

  static List<String> rules(StatementOutcome outcome) {
    return assertThat(outcome).asInstanceOf(type(Refused.class)).actual().violations().stream()
        .map(Violation::rule)
        .toList();
  }
}
