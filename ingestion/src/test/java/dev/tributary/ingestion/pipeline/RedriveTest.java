package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.generate.DeliveryGenerator;
import dev.tributary.recovery.Act.Kind;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Request;
import dev.tributary.recovery.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a broken stylesheet has stopped goes on from there once it is mended, in the running
/// system.
@Timeout(300)
@ParameterizedClass
@EnumSource(TestTransport.class)
final class RedriveTest {
  private static final int DELIVERIES = 50;

  @Parameter TestTransport transport;
  @TempDir private Path folder;

  @Test
  void deliveriesThatABrokenStylesheetStoppedGoOnFromTransformOnceItIsMended() throws Exception {
    var generated = DeliveryGenerator.withSeed(50).write(folder.resolve("in"), DELIVERIES);
    stylesheet("error((), 'broken on purpose')");
    try (var system = TestSystem.in(folder, folder.resolve("providers"), transport)) {
      var files = generated.files().toArray(Path[]::new);

      var stopped = system.ingest(Optional.of("halyard"), files);

      assertThat(stopped)
          .hasSize(DELIVERIES)
          .extracting(TestSystem::state)
          .containsOnly(DeliveryState.QUARANTINED);
      assertThat(Failures.groups(system.ledger(), Selection.open()))
          .singleElement()
          .satisfies(
              group -> {
                assertThat(group.application()).isEqualTo("transform");
                assertThat(group.count()).isEqualTo(DELIVERIES);
                assertThat(group.cause()).contains("broken on purpose");
              });
      var before = completed(system);
      assertThat(before).containsEntry("unpack", DELIVERIES).doesNotContainKey("transform");

      mend();
      var act = system.act(redriveOfTransform());

      assertThat(act.chosen()).isEqualTo(DELIVERIES);
      assertThat(act.done()).isEqualTo(DELIVERIES);
      assertThat(Failures.list(system.ledger(), Selection.open(), 10)).isEmpty();
      var after = completed(system);
      assertThat(after.get("unpack")).as("what comes before").isEqualTo(DELIVERIES);
      assertThat(after.get("transform")).isEqualTo(DELIVERIES);
      assertThat(system.dump()).hasSize(generated.expected().size());
      assertThat(states(system)).doesNotContainKey("QUARANTINED");
    }
  }

  private Map<String, Integer> completed(TestSystem system) throws InterruptedException {
    return counts(
        system.ledger(),
        "select application as name, count(*) as number from event"
            + " where name = 'message.completed' group by application");
  }

  private Map<String, Integer> states(TestSystem system) throws InterruptedException {
    return counts(
        system.catalogue(),
        "select state as name, count(*) as number from delivery group by state");
  }

  private static Map<String, Integer> counts(Database database, String sql)
      throws InterruptedException {
    return database.read(
        handle -> {
          var counts = new TreeMap<String, Integer>();
          handle
              .createQuery(sql)
              .map((row, _) -> counts.put(row.getString("name"), row.getInt("number")))
              .list();
          return counts;
        });
  }

  private static Request redriveOfTransform() {
    return new Request(
        "act-1",
        Kind.REDRIVE,
        "editor",
        "stylesheet mended",
        Selection.open().ofApplication("transform"),
        Optional.empty(),
        Optional.empty(),
        Instant.now());
  }

  /// A provider whose stylesheet does `what` to every message.
  private void stylesheet(String what) throws IOException {
    var provider = Files.createDirectories(folder.resolve("providers/halyard"));
    Files.writeString(provider.resolve("provider.yaml"), "name: halyard\nmapping: halyard.xsl\n");
    Files.writeString(
        provider.resolve("halyard.xsl"),
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
          <xsl:import href="tributary:ern-4.xsl"/>
          <xsl:template match="/" priority="100"><xsl:sequence select="%s"/></xsl:template>
        </xsl:stylesheet>
        """
            .formatted(what));
  }

  /// The provider does without a stylesheet of its own.
  private void mend() throws IOException {
    Files.writeString(folder.resolve("providers/halyard/provider.yaml"), "name: halyard\n");
  }
}
