package dev.tributary.ingestion.pipeline;

import static dev.tributary.ingestion.pipeline.TestSystem.state;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tables on their way through the pipeline.
@Timeout(120)
final class TablesTest {

  private static final int PRODUCTS = 600;

  @TempDir private Path folder;

  @Test
  void largeTableIsTakenApartAndOneBadRowIsRefusedAlone() throws Exception {
    var text = new StringBuilder("id,title,label,release date,description\n");
    for (var number = 1; number <= PRODUCTS; number++) {
      text.append(number == 300 ? "" : "r%d,".formatted(number))
          .append("Volume %d,Kite,2026-01-31,\"%s, so\"\n".formatted(number, "so".repeat(500)));
    }
    var table = Files.writeString(folder.resolve("list.csv"), text);
    try (var system = TestSystem.in(folder.resolve("data"))) {

      var deliveries = system.ingest(Optional.of("kite"), table);

      assertThat(deliveries.getFirst().delivery().kind()).isEqualTo(Kind.PRODUCTS);
      assertThat(state(deliveries.getFirst())).isEqualTo(DeliveryState.PARTIAL);
      assertThat(system.dump()).hasSize(PRODUCTS - 1).containsKey("kite/proprietaryid:r600");
      assertThat(errors(deliveries)).contains("table.row /row[301] line 301");
    }
  }

  @Test
  void tablesOfOneDeliveryAreJoined() throws Exception {
    declareJoin();
    var shipped = Files.createDirectories(folder.resolve("shipped"));
    Files.writeString(shipped.resolve("releases.csv"), "Nr;Name\nA;Night Ferry\nB;Dry Dock\n");
    Files.writeString(
        shipped.resolve("tracks-1.csv"),
        "Release,Pos,Song\nB,1,Keel\nA,2,Landing\nA,1,Slack Water\nC,1,Lost\n");
    try (var system = TestSystem.in(folder.resolve("data"), folder.resolve("providers"))) {

      var deliveries = system.ingest(Optional.of("kite"), shipped);

      assertThat(deliveries)
          .extracting(one -> one.delivery().kind())
          .containsExactly(Kind.PRODUCTS, Kind.PORTION);
      assertThat(state(deliveries.getFirst())).isEqualTo(DeliveryState.PARTIAL);
      assertThat(errors(deliveries)).contains("table.join /tracks-1.csv/row[5] line 5");
      assertThat(system.dump().get("kite/proprietaryid:A"))
          .containsSubsequence("Night Ferry", "Slack Water", "Landing");
      assertThat(system.dump()).hasSize(2);
    }
  }

  @Test
  void tablesInAnArchiveAreJoinedToo() throws Exception {
    declareJoin();
    var archive = folder.resolve("spring.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("releases.csv"));
      zip.write("Nr;Name\nA;Night Ferry\nB;Dry Dock\n".getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("tracks.csv"));
      zip.write("Release,Pos,Song\nB,1,Keel\nA,1,Slack Water\n".getBytes(UTF_8));
    }
    try (var system = TestSystem.in(folder.resolve("data"), folder.resolve("providers"))) {

      var deliveries = system.ingest(Optional.of("kite"), archive);

      assertThat(deliveries).extracting(TestSystem::state).containsOnly(DeliveryState.LOADED);
      assertThat(system.dump().get("kite/proprietaryid:A")).contains("Slack Water");
    }
  }

  @Test
  void whatCountsNoMoreCanBeSaidAgain() throws Exception {
    var prices = folder.resolve("prices.csv");
    var states = new ArrayList<DeliveryState>();
    try (var system = TestSystem.in(folder.resolve("data"))) {
      for (var title : List.of("Monday", "Tuesday", "Monday", "Monday", "Tuesday")) {
        Files.writeString(prices, "id,title\nA,%s\nB,Always\n".formatted(title));
        states.add(state(system.ingest(Optional.of("kite"), prices).getFirst()));
        assertThat(system.dump().get("kite/proprietaryid:A")).contains(title);
      }
    }

    assertThat(states)
        .containsExactly(
            DeliveryState.LOADED,
            DeliveryState.LOADED,
            DeliveryState.LOADED,
            DeliveryState.DUPLICATE,
            DeliveryState.LOADED);
  }

  @Test
  void severalThatComeAgainTogetherLeaveTheCatalogueAsItWas() throws Exception {
    try (var system = TestSystem.in(folder.resolve("data"))) {
      for (var name : List.of("shipped", "copied")) {
        var shipped = Files.createDirectories(folder.resolve(name));
        Files.writeString(shipped.resolve("1.csv"), "id,title\nA,Monday\n");
        Files.writeString(shipped.resolve("2.csv"), "id,title\nA,Tuesday\n");

        var first = system.ingest(Optional.of("kite"), shipped);
        var again = system.ingest(Optional.of("kite"), shipped);

        assertThat(first)
            .extracting(TestSystem::state)
            .as("whichever is loaded first")
            .doesNotContain(DeliveryState.DUPLICATE)
            .contains(DeliveryState.LOADED);
        assertThat(again).extracting(TestSystem::state).containsOnly(DeliveryState.DUPLICATE);
        assertThat(system.dump().get("kite/proprietaryid:A")).contains("Tuesday");
      }
    }
  }

  @Test
  void whatIsMappedAnewToFewerProductsLeavesNoneBehind() throws Exception {
    declare("product: Nr", "columns: {id: Nr, title: Name}");
    var table = Files.writeString(folder.resolve("list.csv"), "Nr;Set;Name\nA;S;Keel\nB;S;Dock\n");
    List<RegisteredDelivery> deliveries;
    try (var system = TestSystem.in(folder.resolve("data"), folder.resolve("providers"))) {
      deliveries = system.ingest(Optional.of("kite"), table);
      assertThat(system.dump()).containsOnlyKeys("kite/proprietaryid:A", "kite/proprietaryid:B");
    }
    declare("product: Set", "columns: {id: Set, title: Set}");
    try (var system = TestSystem.in(folder.resolve("data"), folder.resolve("providers"))) {

      system.mapAnew(deliveries);

      assertThat(system.dump()).containsOnlyKeys("kite/proprietaryid:S");
    }
  }

  private void declare(String... lines) throws IOException {
    var provider = Files.createDirectories(folder.resolve("providers/kite"));
    Files.writeString(
        provider.resolve("provider.yaml"), "name: kite\ntable:\n  " + String.join("\n  ", lines));
  }

  private void declareJoin() throws IOException {
    var provider = Files.createDirectories(folder.resolve("providers/kite"));
    Files.writeString(
        provider.resolve("provider.yaml"),
        """
        name: kite
        table:
          product: Nr
          columns: {id: Nr, title: Name}
          join:
            file: tracks*.csv
            by: Release
            columns: {track.number: Pos, track.title: Song}
        """);
  }

  private static List<String> errors(List<RegisteredDelivery> deliveries) {
    return deliveries.stream()
        .flatMap(delivery -> delivery.settlement().orElseThrow().violations().stream())
        .filter(violation -> violation.severity() == Severity.ERROR)
        .map(
            violation ->
                "%s %s line %d"
                    .formatted(
                        violation.rule(), violation.path().orElse(""), violation.line().orElse(0)))
        .toList();
  }
}
