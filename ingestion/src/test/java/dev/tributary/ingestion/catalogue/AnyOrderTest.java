package dev.tributary.ingestion.catalogue;

import static dev.tributary.ingestion.catalogue.Examples.deal;
import static dev.tributary.ingestion.catalogue.Examples.identifier;
import static dev.tributary.ingestion.catalogue.Examples.missing;
import static dev.tributary.ingestion.catalogue.Examples.present;
import static dev.tributary.ingestion.catalogue.Examples.streaming;
import static dev.tributary.ingestion.catalogue.Examples.takedown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.Database;
import dev.tributary.database.DatabaseDefinition;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Identifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The catalogue is a function of the set of statements: their order of arrival, the intake numbers
/// that follow from it, and deliveries that come twice make no difference.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@EnumSource(TestStorage.class)
class AnyOrderTest {
  private static final int SETS = 40;
  private static final int SHUFFLES = 13;
  private static final Instant MIDNIGHT = Instant.parse("2026-06-01T00:00:00Z");

  @Parameter TestStorage storage;
  private final Catalogue catalogue = new Catalogue(() -> TestCatalogue.NOON);
  private Database database;

  @BeforeParameterizedClassInvocation(injectArguments = false)
  void open(@TempDir Path folder) {
    database = storage.open(folder, DatabaseDefinition.of("catalogue", Catalogue.SCHEMA));
  }

  @AfterParameterizedClassInvocation(injectArguments = false)
  void close() {
    database.close();
  }

  /// Few on a server, which takes its time for every statement.
  private int sets() {
    return switch (storage) {
      case SQLITE -> SETS;
      case POSTGRESQL -> 5;
    };
  }

  @Test
  void theSameStatementsInAnyOrderGiveTheSameCatalogue() throws Exception {
    for (int seed = 0; seed < sets(); seed++) {
      var statements = statements(new Random(seed));
      var expected = catalogueOf(statements);
      assertThat(catalogueOf(statements.reversed()))
          .as("seed %d, reversed", seed)
          .isEqualTo(expected);
      for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
        var random = new Random(seed * 1_000L + shuffle);
        var shuffled = new ArrayList<>(statements);
        shuffled.add(statements.get(random.nextInt(statements.size())));
        Collections.shuffle(shuffled, random);
        assertThat(catalogueOf(shuffled))
            .as("seed %d, shuffle %d: %s", seed, shuffle, shuffled)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void theGeneratedStatementsLeadToEveryState() throws Exception {
    var all = new StringBuilder();
    for (int seed = 0; seed < SETS; seed++) {
      all.append(catalogueOf(statements(new Random(seed))));
    }
    for (var state : ProductState.values()) {
      assertThat(all).contains("\"state\":\"" + state + "\"");
    }
    assertThat(all).contains("\"incomplete\":true", "\"actual\":\"sha-");
  }

  @Test
  void everythingOnceMoreChangesNothing() throws Exception {
    var statements = statements(new Random(7));
    catalogueOf(statements);
    int before = count("history");
    var dump = dump();

    database.write(transaction -> apply(transaction, statements));

    assertThat(count("history")).isEqualTo(before);
    assertThat(dump()).isEqualTo(dump);
  }

  private String catalogueOf(List<Statement> statements) throws InterruptedException {
    return database.write(
        transaction -> {
          transaction.execute("delete from product");
          transaction.execute("delete from history");
          transaction.execute("delete from statement");
          apply(transaction, statements);
          return TestCatalogue.dump(transaction);
        });
  }

  private int apply(Handle transaction, List<Statement> statements) {
    int number = 0;
    for (var statement : statements) {
      catalogue.apply(transaction, withNumber(statement, ++number));
    }
    return number;
  }

  private String dump() throws InterruptedException {
    return database.read(TestCatalogue::dump);
  }

  private int count(String table) throws InterruptedException {
    return database.read(
        handle -> handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }

  /// Fifteen statements about a few products that share identifiers, by two senders, each at a time
  /// of its own.
  private static List<Statement> statements(Random random) {
    var statements = new ArrayList<Statement>();
    for (int hour = 0; hour < 15; hour++) {
      var sender = random.nextInt(5) == 0 ? "somebody" : TestCatalogue.LABEL;
      var intent = random.nextInt(4) == 0 ? Intent.PURGE : Intent.STATE;
      statements.add(
          new Statement(
              "acme",
              Optional.of(sender),
              "d" + hour,
              0,
              new Version(MIDNIGHT.plusSeconds(hour * 600L), 0, 0),
              intent,
              TestCatalogue.MAPPING,
              example(random, hour).build()));
    }
    return statements;
  }

  private static Examples example(Random random, int hour) {
    var deals =
        List.of(
            List.of(streaming()),
            List.of(streaming()),
            List.of(streaming(), deal(Optional.of("2027-01-01"), Optional.empty())),
            List.of(deal(Optional.of("2026-07-01"), Optional.empty())),
            List.of(deal(Optional.of("2026-01-01"), Optional.of("2026-02-01"))),
            List.of(deal(Optional.of("2026-01-01"), Optional.empty(), "A1")),
            List.of(takedown()),
            List.<Deal>of());
    var assets =
        List.of(
            List.of(present("resources/a.flac", "sha-" + hour)),
            List.of(missing("a.flac")),
            List.of(missing("a.flac"), missing("b.flac")),
            List.<Asset>of());
    return new Examples(
        identifiers(random),
        "Title " + hour,
        1 + random.nextInt(3),
        deals.get(random.nextInt(deals.size())),
        assets.get(random.nextInt(assets.size())));
  }

  private static List<Identifier> identifiers(Random random) {
    int release = random.nextInt(3);
    var barcode = identifier("ICPN", "0405053812345" + release);
    var grid = identifier("GRid", "A12425GABC123400" + release + "M");
    var sharedGrid = identifier("GRid", "A12425GABC9999999S");
    var catalogNumber = identifier("CatalogNumber", "QU-" + release);
    return switch (random.nextInt(8)) {
      case 0, 1 -> List.of(barcode);
      case 2, 3 -> List.of(barcode, grid);
      case 4 -> List.of(grid);
      case 5 -> List.of(grid, catalogNumber);
      case 6 -> List.of(catalogNumber);
      default -> random.nextBoolean() ? List.of(sharedGrid) : List.of(barcode, sharedGrid);
    };
  }

  private static Statement withNumber(Statement statement, int number) {
    return new Statement(
        statement.provider(),
        statement.sender(),
        statement.delivery(),
        statement.place(),
        new Version(statement.version().time(), number, 0),
        statement.intent(),
        statement.mapping(),
        statement.product());
  }
}
