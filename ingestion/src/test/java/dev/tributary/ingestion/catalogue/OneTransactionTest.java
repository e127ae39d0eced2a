package dev.tributary.ingestion.catalogue;

import static dev.tributary.ingestion.catalogue.Examples.BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.product;
import static dev.tributary.ingestion.catalogue.TestCatalogue.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Body;
import dev.tributary.Callback;
import dev.tributary.Message;
import dev.tributary.database.Database;
import dev.tributary.database.Effects;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Products, the state of their delivery and the results that tell of it change together or not at
/// all.
@ParameterizedClass
@EnumSource(TestStorage.class)
class OneTransactionTest {
  private static final String ID = "1111111111111111";

  @Parameter TestStorage storage;
  @TempDir Path folder;
  private final Catalogue catalogue = new Catalogue(() -> TestCatalogue.NOON);
  private final Deliveries deliveries = new Deliveries(() -> TestCatalogue.NOON);
  private Database database;
  private boolean failing;

  @BeforeEach
  void open() throws Exception {
    database = storage.open(folder, PipelineDatabases.CATALOGUE);
    database.write(
        transaction ->
            deliveries.register(
                transaction,
                List.of(
                    new Candidate(
                        Optional.empty(),
                        "a.xml",
                        Kind.MESSAGE,
                        "c",
                        1,
                        Optional.empty(),
                        ID,
                        List.of()))));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aFailureLeavesNothingBehindAndTheNextAttemptDoesItAll() throws Exception {
    var message = Message.of("validated.product", Body.utf8("{}"));
    failing = true;
    assertThatThrownBy(() -> load().apply(message)).hasMessage("no");
    assertThat(database.read(TestCatalogue::dump).isEmpty()).isTrue();
    assertThat(database.read(Deliveries::unsettled).intValue()).isEqualTo(1);

    failing = false;
    var results = load().apply(message);
    assertThat(load().apply(message)).isEqualTo(results).hasSize(1);

    assertThat(database.read(TestCatalogue::dump).lines()).hasSize(1);
    assertThat(database.read(Deliveries::unsettled).intValue()).isZero();
  }

  private Callback load() {
    return new Effects(database)
        .once(
            "catalogue",
            (transaction, message) -> {
              catalogue.apply(transaction, says(1, ID, product(BARCODE).build()));
              deliveries.settle(transaction, ID, Settlement.of(DeliveryState.LOADED, "fine"));
              if (failing) {
                throw new IllegalStateException("no");
              }
              return List.of(message.with("upsert.release", Body.utf8("loaded")));
            });
  }
}
