package dev.tributary.ingestion.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.TestStorage;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
class MatchesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final String ONE = "acme/icpn:02990001000018";
  private static final String OTHER = "quay/icpn:02990001000018";
  private static final String THIRD = "acme/icpn:02990001000099";

  @Parameter TestStorage storage;
  @TempDir Path folder;
  private Database database;

  private record Change(String key, long sequence, Facts facts) {}

  @BeforeEach
  void open() {
    database = storage.open(folder, PipelineDatabases.MATCHING);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsProposedDoesNotDependOnTheOrderOfChangesOrOnRepetition() throws Exception {
    var changes =
        List.of(
            new Change(ONE, 1, album("Night Market", "icpn:1")),
            new Change(OTHER, 2, album("Night Market", "icpn:2")),
            new Change(ONE, 3, album("Night Market", "icpn:2")),
            new Change(THIRD, 4, album("Day Market", "icpn:3")),
            new Change(THIRD, 5, album("Day Market", "icpn:2")));
    var expected = List.<Proposal>of();
    for (var seed = 0; seed < 5; seed++) {
      var shuffled = new ArrayList<>(changes);
      shuffled.addAll(changes);
      Collections.shuffle(shuffled, new Random(seed));
      for (var change : shuffled) {
        put(change.key(), change.sequence(), change.facts());
      }
      var proposals = list();
      assertThat(proposals).hasSize(3);
      assertThat(expected.isEmpty() ? proposals : expected).isEqualTo(proposals);
      expected = proposals;
      database.close();
      database = storage.open(folder.resolve("again-" + seed), PipelineDatabases.MATCHING);
    }
  }

  @Test
  void aProductThatIsGoneIsProposedNoMoreAlsoWhenAnEarlierChangeIsToldLate() throws Exception {
    put(ONE, 1, album("Night Market", "icpn:1"));
    put(OTHER, 2, album("Night Market", "icpn:1"));
    assertThat(list()).hasSize(1);

    database.write(
        transaction -> {
          Matches.remove(transaction, ONE, 5);
          return ONE;
        });
    put(ONE, 1, album("Night Market", "icpn:1"));
    assertThat(list()).isEmpty();

    put(ONE, 6, album("Night Market", "icpn:1"));
    assertThat(list()).as("it was sent again").hasSize(1);
  }

  @Test
  void aDecisionStandsBesideTheProposalAndTheLastOneCounts() throws Exception {
    put(ONE, 1, album("Night Market", "icpn:1"));
    put(OTHER, 2, album("Night Market", "icpn:1"));

    decide(OTHER, ONE, new Decision(true, "the same sleeve", "olga", NOW));
    assertThat(list()).isEmpty();
    decide(ONE, OTHER, new Decision(false, "a remaster", "olga", NOW.plusSeconds(1)));

    put(OTHER, 3, album("Night Market", "icpn:1"));
    assertThat(all())
        .singleElement()
        .satisfies(
            proposal -> {
              assertThat(proposal.one()).isEqualTo(ONE);
              assertThat(proposal.reason()).contains("the same identifier: ICPN 1");
              assertThat(proposal.decision().orElseThrow().same()).isFalse();
              assertThat(proposal.decision().orElseThrow().why()).isEqualTo("a remaster");
            });
  }

  @Test
  void anIdentifierThatIsOnEverythingNamesNothing() throws Exception {
    for (var i = 0; i < 60; i++) {
      put("acme/proprietaryid:%02d".formatted(i), i, album("Title " + i, "icpn:1"));
    }
    put("acme/proprietaryid:60", 60, album("Title 60", "icpn:1"));

    assertThat(list()).isEmpty();
  }

  @Test
  void oneCarrierTooManyTakesBackWhatRestsOnTheirMarkAloneAndGivesItBackWhenItGoes()
      throws Exception {
    for (var i = 0; i < 50; i++) {
      put(key(i), i, album("Title " + i / 2, "icpn:1"));
    }
    var first = of(key(0));
    assertThat(first).hasSize(49);

    put(key(50), 50, album("Title 50", "icpn:1"));
    assertThat(of(key(0)))
        .as("the one with the same title")
        .singleElement()
        .satisfies(proposal -> assertThat(proposal.otherThan(key(0))).isEqualTo(key(1)));
    assertThat(of(key(50))).isEmpty();

    put(key(50), 51, album("Title 50", "icpn:2"));
    assertThat(of(key(0))).isEqualTo(first);
  }

  private static String key(int number) {
    return "acme/proprietaryid:%02d".formatted(number);
  }

  private static Facts album(String title, String identifier) {
    return new Facts(
        "MusicRelease", Set.of(identifier), Set.of(), Set.of(), Facts.plain(title), "a", List.of());
  }

  private void put(String key, long sequence, Facts facts) throws Exception {
    database.write(
        transaction -> {
          Matches.put(transaction, key, sequence, facts, List.of());
          return key;
        });
  }

  private void decide(String key, String other, Decision decision) throws Exception {
    database.write(
        transaction -> {
          Matches.decide(transaction, key, other, decision);
          return key;
        });
  }

  private List<Proposal> list() throws Exception {
    return database.read(handle -> Matches.list(handle, false, 100));
  }

  private List<Proposal> all() throws Exception {
    return database.read(handle -> Matches.list(handle, true, 100));
  }

  private List<Proposal> of(String key) throws Exception {
    return database.read(handle -> Matches.of(handle, key));
  }
}
