package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Recording;
import dev.tributary.Settings;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.matching.Matches;
import dev.tributary.ingestion.matching.Proposal;
import dev.tributary.ingestion.pipeline.Pipeline.Arrangement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Products that are shipped twice, beside the whole pipeline.
@Timeout(180)
final class MatchingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SAMPLES = Path.of("../samples/deliveries");
  private static final Path EP = SAMPLES.resolve("05-ern-43-ep.xml");
  private static final Path PURGE = SAMPLES.resolve("06-ern-43-ep-purge.xml");
  private static final String BARCODE = "2990001000032";

  @TempDir private Path folder;
  private Settings settings;
  private TestSystem system;

  @BeforeEach
  void open() throws Exception {
    settings =
        Settings.resolve(
            new DatabasePlugin().settings(),
            List.of(
                new Settings.Source(
                    "the test", Map.of("database.folder", folder.toString()), false)));
    system =
        TestSystem.in(
            folder,
            folder.resolve("providers"),
            TestTransport.ARTEMIS,
            new Arrangement(
                List.of(),
                List.of(Matching.application(settings)),
                Set.of(),
                UnaryOperator.identity(),
                Recording.SETTLEMENTS));
  }

  @AfterEach
  void close() {
    system.close();
  }

  @Test
  void theSameBarcodeOfTwoProvidersIsProposedAndBothStayAsTheyAre() throws Exception {
    system.ingest(Optional.of("acme"), EP);
    system.ingest(Optional.of("quay"), EP);

    await().atMost(PATIENCE).until(() -> proposals().size() == 1);

    var proposal = proposals().getFirst();
    assertThat(proposal.one()).isEqualTo("acme/icpn:0" + BARCODE);
    assertThat(proposal.other()).isEqualTo("quay/icpn:0" + BARCODE);
    assertThat(proposal.confidence()).isGreaterThan(0.9);
    assertThat(proposal.reason()).contains("the same identifier: ", "ICPN 0" + BARCODE);
    assertThat(system.dump()).containsOnlyKeys(proposal.one(), proposal.other());
  }

  @Test
  void aCorrectedBarcodeIsProposedAndAPurgeTakesTheProposalBack() throws Exception {
    system.ingest(EP);
    system.ingest(corrected());

    await().atMost(PATIENCE).until(() -> proposals().size() == 1);
    assertThat(proposals().getFirst().reason()).contains("recordings");

    system.ingest(PURGE);

    await().atMost(PATIENCE).until(() -> proposals().isEmpty());
  }

  /// The same release in a later message, without the GRid that would name it, too.
  private Path corrected() throws IOException {
    var text = Files.readString(EP).replace(BARCODE, "2990001000995");
    return Files.writeString(
        folder.resolve("corrected.xml"), text.replaceAll("<GRid>[^<]*</GRid>", ""));
  }

  private List<Proposal> proposals() throws InterruptedException {
    if (!DatabasePlugin.exists(settings, PipelineDatabases.MATCHING)) {
      return List.of();
    }
    try (var matching = DatabasePlugin.read(settings, PipelineDatabases.MATCHING)) {
      return matching.read(handle -> Matches.list(handle, true, 100));
    }
  }
}
