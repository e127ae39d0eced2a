package dev.tributary.ingestion.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.TestStorage;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.matching.Parties.Proposed;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(TestStorage.class)
class PartiesTest {
  private static final String ISNI = "0000000121032683";
  private static final String OTHER_ISNI = "0000000081266409";

  @Parameter TestStorage storage;
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = storage.open(folder, PipelineDatabases.MATCHING);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void namesThatAreWrittenOtherwiseOrHaveOneIdentifierAreProposed() throws Exception {
    put("acme/1", 1, "Ludwig van Beethoven", "");
    put("acme/2", 2, "Ludwig van Beethoven", "");
    put("quay/1", 3, "Beethoven, Ludwig van", "");
    put("quay/2", 4, "宇多田ヒカル", ISNI);
    put("quay/3", 5, "Hikaru Utada", ISNI);

    assertThat(list(false))
        .extracting(Proposed::one, Proposed::other, Proposed::productsOfOther, Proposed::reason)
        .containsExactly(
            tuple("Hikaru Utada", "宇多田ヒカル", 1L, "the same identifier: isni:" + ISNI),
            tuple(
                "Beethoven, Ludwig van",
                "Ludwig van Beethoven",
                2L,
                "the same name, written otherwise"));
  }

  @Test
  void ofOneNameButTwoIdentifiersTheyAreTwo() throws Exception {
    put("acme/1", 1, "John Adams", ISNI);
    put("quay/1", 2, "Adams, John", OTHER_ISNI);

    assertThat(list(true)).isEmpty();
  }

  @Test
  void whatIsDecidedIsKeptAndWhatIsCorrectedIsProposedNoMore() throws Exception {
    put("acme/1", 1, "Sigur Rós", "");
    put("quay/1", 2, "Sigur Ros", "");
    var decision = new Decision(true, "one band", "ann", Instant.parse("2026-06-01T12:00:00Z"));
    database.write(
        transaction -> {
          Parties.decide(transaction, "Sigur Rós", "Sigur Ros", decision);
          return decision;
        });

    assertThat(list(false)).isEmpty();
    assertThat(list(true))
        .extracting(each -> each.decision().orElseThrow())
        .containsExactly(decision);
    assertThat(isProposed("Sigur Rós", "Sigur Ros")).isTrue();

    put("quay/1", 3, "Sigur Rós", "");
    assertThat(list(true)).isEmpty();
  }

  @Test
  void namesThatThousandsOfProductsHaveAreProposedAtOnce() throws Exception {
    var ids = Set.of("isni:" + ISNI);
    database.write(
        transaction -> {
          for (int number = 0; number < 2_000; number++) {
            carry(transaction, "acme/" + number, new NamedParty("Sigur Rós", ids));
            carry(transaction, "quay/" + number, new NamedParty("Sigur Ros", ids));
            carry(transaction, "pier/" + number, new NamedParty("Victory Rose", ids));
          }
          return 0;
        });

    assertThat(list(false))
        .extracting(Proposed::one, Proposed::other, Proposed::productsOfOne)
        .containsExactly(
            tuple("Sigur Ros", "Sigur Rós", 2_000L),
            tuple("Sigur Ros", "Victory Rose", 2_000L),
            tuple("Sigur Rós", "Victory Rose", 2_000L));
    assertThat(isProposed("Victory Rose", "Sigur Rós")).isTrue();
    assertThat(isProposed("Victory Rose", "Sigur")).isFalse();
  }

  private static void carry(Handle transaction, String key, NamedParty party) {
    transaction.execute(
        "insert into likened (product_key, sequence, facts) values (?, 1, '')", key);
    Parties.put(transaction, key, List.of(party));
  }

  private boolean isProposed(String name, String other) throws InterruptedException {
    return database.read(handle -> Parties.isProposed(handle, name, other));
  }

  private void put(String key, long sequence, String name, String isni)
      throws InterruptedException {
    var ids =
        isni.isEmpty()
            ? ""
            : ", \"ids\": [{\"type\": \"ISNI\", \"value\": \"%s\", \"valid\": true}]"
                .formatted(isni);
    var product =
        Json.read(
            """
            {"contentType": "Book",
             "parties": [{"ref": "P1", "names": [{"full": "%s"}]%s}]}
            """
                .formatted(name, ids),
            Product.class);
    database.write(
        transaction -> {
          Matches.put(transaction, key, sequence, Facts.of(product), NamedParty.of(product));
          return key;
        });
  }

  private List<Proposed> list(boolean decided) throws InterruptedException {
    return database.read(handle -> Parties.list(handle, decided, 10));
  }
}
