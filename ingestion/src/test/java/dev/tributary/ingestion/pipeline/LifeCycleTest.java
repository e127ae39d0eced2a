package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.ProductState;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.HistoryEntry;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/// A product from its first delivery to its purge, in each family of formats: what the catalogue
/// says right after each message, and that the order of their arrival makes no difference.
@Timeout(300)
final class LifeCycleTest {
  @TempDir private Path folder;

  /// What a message says, and what the catalogue says right after it.
  ///
  /// @param where the territories on offer
  private record Step(
      String title, List<String> where, ProductState state, Action action, int files) {}

  private static final List<Step> STEPS =
      List.of(
          new Step("First", List.of("GB", "IE"), ProductState.LIVE, Action.UPSERT, 1),
          new Step("Second", List.of("GB", "IE", "SE"), ProductState.LIVE, Action.UPSERT, 1),
          new Step("Third", List.of("GB", "IE", "SE"), ProductState.LIVE, Action.UPSERT, 1),
          new Step("Third", List.of("IE"), ProductState.LIVE, Action.UPSERT, 1),
          new Step("Third", List.of(), ProductState.TAKEN_DOWN, Action.TAKEDOWN, 1),
          new Step("Third", List.of("GB", "IE"), ProductState.LIVE, Action.UPSERT, 1),
          new Step("", List.of(), ProductState.PURGED, Action.PURGE, 0));

  @ParameterizedTest
  @EnumSource
  void catalogueSaysWhatTheLastMessageMadeTrue(LifeCycleMessages format) throws Exception {
    var messages = write(format);
    try (var system = TestSystem.in(folder.resolve("data"))) {
      for (var place = 0; place < STEPS.size(); place++) {
        var delivery = system.ingest(messages.get(place)).getFirst();

        var step = STEPS.get(place);
        var product = product(system, format);
        assertThat(product.path("state").stringValue())
            .as("state after message %d: %s", place + 1, product)
            .isEqualTo(step.state().name());
        assertThat(product.path("currentDelivery").stringValue())
            .isEqualTo(delivery.delivery().id());
        assertThat(product.at("/titles/0/text").asString(""))
            .as("title after message %d", place + 1)
            .isEqualTo(step.title());
        assertThat(territories(product)).as("territories").containsExactlyElementsOf(step.where());
        assertThat(product.path("assets"))
            .as("files")
            .hasSize(format.hasFiles() ? step.files() : 0);
        var history = history(system, product);
        assertThat(history).extracting(HistoryEntry::action).isEqualTo(actions(place));
        assertThat(history.getLast().delivery()).isEqualTo(delivery.delivery().id());
        assertThat(history.getLast().saidAt()).isEqualTo(LifeCycleMessages.time(place));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void orderAndRepetitionMakeNoDifference(LifeCycleMessages format) throws Exception {
    var messages = write(format);
    for (var until : List.of(5, 7)) {
      var said = messages.subList(0, until);
      var mixed = new ArrayList<>(said.reversed());
      var again = new ArrayList<>(said);
      Collections.shuffle(again, new Random(until));
      mixed.addAll(again);

      assertThat(dump("mixed-" + until, mixed))
          .as("after %d messages", until)
          .isEqualTo(dump("order-" + until, said));
    }
  }

  private Object dump(String name, List<Path> messages) throws Exception {
    try (var system = TestSystem.in(folder.resolve(name))) {
      for (var message : messages) {
        system.ingest(message);
      }
      return system.dump();
    }
  }

  private List<Path> write(LifeCycleMessages format) throws IOException {
    var messages = new ArrayList<Path>();
    for (var place = 0; place < STEPS.size(); place++) {
      var step = STEPS.get(place);
      var parcel = Files.createDirectories(folder.resolve("in/" + place));
      Files.writeString(
          parcel.resolve("message.xml"), format.message(place, step.title(), step.where()));
      if (place == 0 && format.hasFiles()) {
        Files.writeString(
            Files.createDirectories(parcel.resolve("resources")).resolve("1.flac"), "sound");
      }
      messages.add(parcel);
    }
    return messages;
  }

  private static ObjectNode product(TestSystem system, LifeCycleMessages format)
      throws InterruptedException {
    return system
        .catalogue()
        .read(
            handle ->
                Products.find(handle, format.identifier(), Instant.now())
                        instanceof Found(var document)
                    ? document
                    : fail(format));
  }

  private static ObjectNode fail(LifeCycleMessages format) {
    throw new AssertionError("no product " + format.identifier());
  }

  private static List<HistoryEntry> history(TestSystem system, ObjectNode product)
      throws InterruptedException {
    var key = product.path("key").stringValue();
    return system.catalogue().read(handle -> Products.history(handle, key));
  }

  private static List<Action> actions(int until) {
    return STEPS.subList(0, until + 1).stream().map(Step::action).toList();
  }

  private static SortedSet<String> territories(ObjectNode product) {
    var territories = new TreeSet<String>();
    for (var deal : product.path("deals")) {
      for (var territory : deal.path("territories").path("included")) {
        territories.add(territory.stringValue());
      }
    }
    return territories;
  }
}
