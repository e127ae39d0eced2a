package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tributary.Application;
import dev.tributary.Outcome.Completed;
import dev.tributary.database.Database;
import dev.tributary.ingestion.RealDeliveries;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.ingestion.ledger.Trail;
import dev.tributary.ingestion.ledger.Trail.Hop;
import dev.tributary.ingestion.ledger.Trail.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The trail of each delivery: every hop once, in order, to its end; and as many in all as the
/// broker had settled. Over our samples, and over the real deliveries if they are there.
@Timeout(300)
class TrailsTest {
  private static final Path SAMPLES = Path.of("../samples/deliveries");

  /// Every way there is; what one ends at is always told to `acknowledge`, last.
  private static final List<String> WAY =
      List.of("unpack", "transform", "validate", "catalogue", "notify", "acknowledge");

  @TempDir Path folder;
  private final Map<String, AtomicInteger> settled = new ConcurrentHashMap<>();

  @Test
  void eachSampleHasGoneItsWayOnce() throws Exception {
    checkTrailsOf(List.of(SAMPLES));
  }

  @Test
  void eachRealDeliveryHasGoneItsWayOnce() throws Exception {
    assumeThat(RealDeliveries.folder()).as("real deliveries").isDirectory();
    try (var folders = Files.list(RealDeliveries.folder())) {
      checkTrailsOf(
          folders
              .filter(path -> path.getFileName().toString().matches("ddex-(ern|packages).*"))
              .sorted()
              .toList());
    }
  }

  private void checkTrailsOf(List<Path> paths) throws IOException, InterruptedException {
    try (var system =
        TestSystem.in(
            folder, folder.resolve("providers"), TestTransport.ARTEMIS, List.of(), this::counted)) {
      var deliveries = system.ingest(paths.toArray(Path[]::new));
      assertThat(deliveries).hasSizeGreaterThan(20);
      for (var delivery : deliveries) {
        checkTrail(delivery, system.ledger());
      }
      assertThat(completed(system.ledger(), deliveries))
          .as("what the ledger has, beside what was acknowledged")
          .isEqualTo(acknowledged());
    }
  }

  /// Counts what an application of the way settles, as the broker sees it.
  private Application counted(Application application) {
    return application.surroundedBy(
        around ->
            around.onSettled(
                (_, outcome) -> {
                  if (outcome instanceof Completed) {
                    settled
                        .computeIfAbsent(application.name(), _ -> new AtomicInteger())
                        .incrementAndGet();
                  }
                }));
  }

  private Map<String, Integer> acknowledged() {
    return WAY.stream()
        .filter(settled::containsKey)
        .collect(
            Collectors.toMap(
                name -> name, name -> settled.get(name).get(), Integer::sum, TreeMap::new));
  }

  private static Map<String, Integer> completed(
      Database ledger, List<RegisteredDelivery> deliveries) throws InterruptedException {
    var events = new TreeMap<String, LedgerEntry>();
    for (var delivery : deliveries) {
      for (var event : LedgerStore.trail(ledger, delivery.delivery().id(), 100_000)) {
        events.put(event.id(), event);
      }
    }
    return events.values().stream()
        .filter(event -> event.name().equals("message.completed"))
        .collect(Collectors.toMap(LedgerEntry::application, _ -> 1, Integer::sum, TreeMap::new));
  }

  private static void checkTrail(RegisteredDelivery delivery, Database ledger)
      throws InterruptedException {
    var id = delivery.delivery().id();
    var events = LedgerStore.trail(ledger, id, 100_000);
    assertThat(events).extracting(LedgerEntry::id).doesNotHaveDuplicates();
    for (var way : ways(Trail.of(events))) {
      var applications = way.stream().map(Work::application).toList();
      assertThat(WAY).as("the way of " + id).containsSubsequence(applications);
      assertThat(applications).as("the way of " + id).endsWith("acknowledge");
      assertThat(way).allSatisfy(work -> assertThat(work.attempts()).hasSize(1));
      assertThat(way.stream().map(TrailsTest::begun).toList()).as("times of " + id).isSorted();
    }
    assertThat(delivery.settlement()).as("what became of " + id).isPresent();
  }

  private static Instant begun(Work work) {
    return work.attempts().getFirst().begunAt();
  }

  /// From each root to each end at which somebody worked. Changes that are told to whoever listens
  /// are no ends, as nobody does here.
  private static List<List<Work>> ways(Trail trail) {
    return trail.roots().stream().flatMap(hop -> ways(hop, List.of())).toList();
  }

  private static Stream<List<Work>> ways(Hop hop, List<Work> before) {
    return hop.works().stream()
        .filter(work -> WAY.contains(work.application()))
        .flatMap(
            work -> {
              var way = new ArrayList<>(before);
              way.add(work);
              var results =
                  work.results().stream().filter(next -> !next.works().isEmpty()).toList();
              return results.isEmpty()
                  ? Stream.of(way)
                  : results.stream().flatMap(next -> ways(next, way));
            });
  }
}
