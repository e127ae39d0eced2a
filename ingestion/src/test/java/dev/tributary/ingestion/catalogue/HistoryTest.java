package dev.tributary.ingestion.catalogue;

import static dev.tributary.ingestion.catalogue.Examples.BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.product;
import static dev.tributary.ingestion.catalogue.TestCatalogue.NOON;
import static dev.tributary.ingestion.catalogue.TestCatalogue.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.Database;
import dev.tributary.database.DatabaseDefinition;
import dev.tributary.ingestion.catalogue.History.Period;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStorage.class)
final class HistoryTest {
  /// The changes of five hours from noon on, one in each, of which this is the third and fourth.
  private static final Period PERIOD = hours(2, 4);

  @Parameter TestStorage storage;
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = storage.open(folder, DatabaseDefinition.of("catalogue", Catalogue.SCHEMA));
    for (int hour = 0; hour < 5; hour++) {
      var applied = NOON.plus(Duration.ofHours(hour));
      var statement = says(hour, "d" + hour, product(BARCODE).titled("Take " + hour).build());
      database.write(transaction -> new Catalogue(() -> applied).apply(transaction, statement));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aPeriodIsPagedInTheOrderOfItsChangesAndHasAnEnd() throws Exception {
    assertThat(page(PERIOD, 0, 1)).containsExactly(3L);
    assertThat(page(PERIOD, 3, 10)).containsExactly(4L);
    assertThat(page(PERIOD, 4, 10)).isEmpty();
    assertThat(page(hours(0, 5), 0, 10)).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aPeriodInWhichNothingChangedIsEmpty() throws Exception {
    assertThat(page(hours(5, 9), 0, 10)).isEmpty();
  }

  @Test
  void thePagesOfAPeriodAreFoundWithoutReadingWhatChangedBefore() throws Exception {
    if (storage == TestStorage.SQLITE) {
      var explained = new Explained(database);

      explained.read(handle -> History.page(handle, PERIOD, 0, 10));

      assertThat(explained.plan())
          .hasSize(2)
          .allSatisfy(step -> assertThat(step).startsWith("SEARCH"))
          .first()
          .asString()
          .contains("history_applied_at");
    }
  }

  private List<Long> page(Period period, long after, int limit) throws InterruptedException {
    return database.read(
        handle ->
            History.page(handle, period, after, limit).stream()
                .map(ProductChange::sequence)
                .toList());
  }

  private static Period hours(int since, int until) {
    return new Period(NOON.plus(Duration.ofHours(since)), NOON.plus(Duration.ofHours(until)));
  }
}
