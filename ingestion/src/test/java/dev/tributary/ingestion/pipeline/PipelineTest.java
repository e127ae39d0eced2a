package dev.tributary.ingestion.pipeline;

import static dev.tributary.ingestion.pipeline.TestSystem.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.generate.DeliveryGenerator;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.ingestion.ledger.Trail;
import dev.tributary.ingestion.model.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pipeline from file to catalogue, over the samples and generated deliveries.
@Timeout(300)
final class PipelineTest {
  private static final Path SAMPLES = Path.of("../samples/deliveries");

  @TempDir private Path folder;

  @Test
  void everySampleEndsAsItsReadmeSays() throws Exception {
    try (var system = TestSystem.in(folder)) {
      var states = new TreeMap<String, DeliveryState>();
      var rules = new HashMap<String, List<String>>();
      for (var delivery : system.ingest(SAMPLES)) {
        var path = SAMPLES.relativize(Path.of(delivery.delivery().path())).toString();
        states.put(path, state(delivery));
        rules.put(path, errors(delivery));
      }

      assertThat(states)
          .containsEntry("01-ern-43-album/2990001000018.xml", DeliveryState.LOADED)
          .containsEntry("04-ern-382-single-takedown.xml", DeliveryState.LOADED)
          .containsEntry("06-ern-43-ep-purge.xml", DeliveryState.LOADED)
          .containsEntry("08-zipped-single.zip", DeliveryState.LOADED)
          .containsEntry("09-ern-43-test-message.xml", DeliveryState.TEST_ONLY)
          .containsEntry("10-onix-30-audiobook-and-book.xml", DeliveryState.LOADED)
          .containsEntry("11-onix-30-short-takedown.xml", DeliveryState.LOADED)
          .containsEntry("13-onix-30-delete.xml", DeliveryState.LOADED)
          .containsEntry("15-podcast-rss-a-week-later.xml", DeliveryState.LOADED)
          .containsEntry("16-podcast-atom.xml", DeliveryState.LOADED)
          .containsEntry("17-itmsp-single.itmsp/metadata.xml", DeliveryState.LOADED)
          .containsEntry("18-opds-2.json", DeliveryState.LOADED)
          .containsEntry("19-opds-1.xml", DeliveryState.LOADED)
          .containsEntry("broken/onix-one-of-three.xml", DeliveryState.PARTIAL)
          .containsEntry("broken/podcast-with-flaws.xml", DeliveryState.LOADED);
      assertThat(states.entrySet().stream().filter(each -> each.getKey().startsWith("07-batch")))
          .hasSize(3)
          .allMatch(each -> each.getValue() == DeliveryState.LOADED);
      assertThat(rules)
          .containsEntry("broken/empty.xml", List.of("container.empty"))
          .containsEntry("broken/external-entity.xml", List.of("xml.doctype"))
          .containsEntry("broken/feed-without-audio.xml", List.of("podcast.none"))
          .containsEntry("broken/onix-one-of-three.xml", List.of("identifier.missing"))
          .containsEntry("broken/onix-partial-update.xml", List.of("onix.partial-update"))
          .containsEntry("broken/json-cut-off.json", List.of("json.malformed"))
          .containsEntry("broken/json-of-nobody.json", List.of("format.unknown"))
          .containsEntry("broken/no-release-id.xml", List.of("identifier.missing"))
          .containsEntry("broken/not-well-formed.xml", List.of("xml.malformed"))
          .containsEntry("broken/not-xml.xml", List.of("format.unknown"))
          .containsEntry("broken/undeclared-prefix.xml", List.of("xml.undeclared-prefix"))
          .containsEntry("broken/unknown-message-type.xml", List.of("message.unknown-type"))
          .containsEntry("broken/unresolved-reference.xml", List.of("reference.unresolved"));
    }
  }

  @Test
  void theSameAgainChangesNothingAndIsADuplicate() throws Exception {
    try (var system = TestSystem.in(folder)) {
      system.ingest(SAMPLES);
      var before = system.dump();

      var again = system.ingest(SAMPLES);

      assertThat(again).extracting(TestSystem::state).containsOnly(DeliveryState.DUPLICATE);
      assertThat(again)
          .allMatch(delivery -> delivery.settlement().orElseThrow().error().isPresent());
      assertThat(system.dump()).isEqualTo(before).isNotEmpty();
    }
  }

  @Test
  void theCatalogueIsTheSameWhateverTheOrderOfArrival() throws Exception {
    var generated = DeliveryGenerator.withSeed(7).write(folder.resolve("in"), 60);
    Map<String, String> forward;
    Map<String, String> backward;
    try (var system = TestSystem.in(folder.resolve("forward"))) {
      for (var file : generated.files()) {
        system.ingest(file);
      }
      forward = system.dump();
    }

    try (var system = TestSystem.in(folder.resolve("backward"))) {
      for (var file : generated.files().reversed()) {
        system.ingest(file);
      }
      backward = system.dump();
    }

    assertThat(backward).isEqualTo(forward);
    assertThat(forward).hasSize(generated.expected().size());
  }

  @Test
  void aTakedownThatComesLateIsOne() throws Exception {
    try (var system = TestSystem.in(folder)) {
      system.ingest(SAMPLES.resolve("02-ern-382-single"));
      system.ingest(SAMPLES.resolve("03-ern-382-single-update.xml"));

      var takedown = system.ingest(SAMPLES.resolve("04-ern-382-single-takedown.xml"));

      assertThat(takedown.getFirst().settlement().orElseThrow().action()).contains(Action.TAKEDOWN);
      assertThat(system.dump().values())
          .singleElement()
          .asString()
          .contains("TAKEN_DOWN", "Harbour Version")
          .contains(takedown.getFirst().delivery().id());
    }
  }

  @Test
  void aBrokenStylesheetSetsItsProvidersDeliveriesAsideAndNobodyElses() throws Exception {
    var provider = Files.createDirectories(folder.resolve("providers/halyard"));
    Files.writeString(
        provider.resolve("provider.yaml"),
        "name: halyard\nsenders: [PADPIDA2099010101X]\nmapping: halyard.xsl\n");
    Files.writeString(
        provider.resolve("halyard.xsl"),
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
          <xsl:import href="tributary:ern-4.xsl"/>
          <xsl:template match="/" priority="100"><unexpected/></xsl:template>
        </xsl:stylesheet>
        """);
    try (var system = TestSystem.in(folder, folder.resolve("providers"))) {
      var deliveries =
          system.ingest(SAMPLES.resolve("01-ern-43-album"), SAMPLES.resolve("02-ern-382-single"));

      assertThat(state(deliveries.get(0))).isEqualTo(DeliveryState.QUARANTINED);
      assertThat(deliveries.get(0).settlement().orElseThrow().error().orElseThrow())
          .contains("transform", "unexpected");
      assertThat(state(deliveries.get(1))).isEqualTo(DeliveryState.LOADED);
      var letters =
          system
              .ledger()
              .read(
                  handle ->
                      handle
                          .createQuery("select application || ' ' || delivery from failure")
                          .mapTo(String.class)
                          .list());
      assertThat(letters).containsExactly("transform " + deliveries.get(0).delivery().id());
    }
  }

  @Test
  void aProviderThatRequiresAssetsIsWaitedFor() throws Exception {
    var provider = Files.createDirectories(folder.resolve("providers/skerry"));
    Files.writeString(
        provider.resolve("provider.yaml"),
        "name: skerry\nsenders: [PADPIDA2099010102V]\nrequiresAssets: true\n");
    try (var system = TestSystem.in(folder, folder.resolve("providers"))) {
      var alone = Files.createDirectories(folder.resolve("alone")).resolve("single.xml");
      Files.copy(SAMPLES.resolve("02-ern-382-single/2990001000025.xml"), alone);

      assertThat(state(system.ingest(alone).getFirst())).isEqualTo(DeliveryState.WAITING);
      assertThat(state(system.ingest(SAMPLES.resolve("02-ern-382-single")).getFirst()))
          .isEqualTo(DeliveryState.LOADED);
    }
  }

  @Test
  void theTrailShowsEveryHopOnceAndInOrder() throws Exception {
    try (var system = TestSystem.in(folder)) {
      var delivery = system.ingest(SAMPLES.resolve("01-ern-43-album")).getFirst();

      var trail = LedgerStore.trail(system.ledger(), delivery.delivery().id(), 100);

      assertThat(trail)
          .filteredOn(event -> event.name().equals("message.completed"))
          .extracting(LedgerEntry::application)
          .containsExactly("unpack", "transform", "validate", "catalogue", "notify", "acknowledge");
      assertThat(trail).extracting(LedgerEntry::id).doesNotHaveDuplicates();
    }
  }

  @Test
  void theTrailIsOneTreeWithTheBodyAtEachHop() throws Exception {
    try (var system = TestSystem.in(folder)) {
      var delivery = system.ingest(SAMPLES.resolve("01-ern-43-album")).getFirst();

      var tree = Trail.of(LedgerStore.trail(system.ledger(), delivery.delivery().id(), 100));

      assertThat(tree.roots()).hasSize(1);
      var hop = tree.roots().getFirst();
      for (var application : List.of("unpack", "transform", "validate", "catalogue", "notify")) {
        var sent = hop.sent().orElseThrow();
        var body = LedgerStore.body(system.ledger(), sent.body().orElseThrow()).orElseThrow();
        assertThat(body).as("sent to " + application).hasSize(sent.bytes());
        var work = hop.works().stream().filter(at(application)).findFirst().orElseThrow();
        hop = work.results().isEmpty() ? hop : work.results().getFirst();
      }
    }
  }

  private static Predicate<Trail.Work> at(String application) {
    return work -> work.application().equals(application);
  }

  private static List<String> errors(RegisteredDelivery delivery) {
    return delivery.settlement().orElseThrow().violations().stream()
        .filter(violation -> violation.severity() == Violation.Severity.ERROR)
        .map(Violation::rule)
        .distinct()
        .toList();
  }
}
