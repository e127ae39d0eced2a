package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Recording;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.RealDeliveries;
import dev.tributary.ingestion.asset.Inspected;
import dev.tributary.ingestion.asset.MeasuredFiles;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.Filter;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.pipeline.Pipeline.Arrangement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files of products are opened beside the whole pipeline.
@Timeout(180)
final class AssetInspectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SINGLE = Path.of("..", "samples", "deliveries", "02-ern-382-single");
  private static final String WAVE = "resources/2990001000025_01.wav";
  private static final String COVER = "resources/2990001000025_cover.jpg";

  @TempDir Path folder;
  private Settings settings;
  private TestSystem system;

  @BeforeEach
  void open() throws Exception {
    var declared = new ArrayList<>(new DatabasePlugin().settings());
    declared.addAll(List.of(PipelineServices.DATA, PipelineServices.PROVIDERS));
    var values =
        Map.of(
            "database.folder", folder.toString(),
            "data", folder.toString(),
            "providers", folder.resolve("providers").toString());
    settings = Settings.resolve(declared, List.of(new Source("the test", values, false)));
    var beside = List.of(AssetInspection.application(settings));
    var arrangement =
        new Arrangement(
            List.of(), beside, Set.of(), UnaryOperator.identity(), Recording.SETTLEMENTS);
    system = TestSystem.in(folder, folder.resolve("providers"), TestTransport.ARTEMIS, arrangement);
  }

  @AfterEach
  void close() {
    system.close();
  }

  @Test
  void whatIsAsItShouldBeIsMeasuredAndNothingIsWrongWithIt() throws Exception {
    var delivery = system.ingest(SINGLE).getFirst();

    var files = awaitFiles(2);
    assertThat(files).allSatisfy(file -> assertThat(file.violations()).isEmpty());
    var wave = file(files, WAVE);
    assertThat(wave.measured().summary())
        .isEqualTo("PCM, 44100 Hz, 16 bit, 1 channel, 706 kbit/s, PT2S");
    assertThat(wave.item()).contains("XXTRB2600011");
    assertThat(rules(delivery)).doesNotContain("asset.truncated", "asset.type-mismatch");
  }

  @Test
  void eachFaultIsAViolationOfTheDeliveryAndNoneUndoesTheLoad() throws Exception {
    var shipped = copied();
    var wave = shipped.resolve(WAVE);
    Files.write(wave, Arrays.copyOf(Files.readAllBytes(wave), 60_000));
    Files.writeString(shipped.resolve(COVER), "<!DOCTYPE html><html><body>Not found</body></html>");

    var delivery = system.ingest(shipped).getFirst();

    assertThat(TestSystem.state(delivery)).isEqualTo(DeliveryState.LOADED);
    awaitFiles(2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(rules(delivery)).contains("asset.truncated", "asset.type-mismatch"));
    assertThat(violation(delivery, "asset.truncated").message())
        .contains(WAVE, "samples for each channel, as its header says, found", "send it again");
    assertThat(violation(delivery, "asset.type-mismatch").message())
        .contains(COVER, "expected image/jpeg, as the name says, found text/html");
  }

  @Test
  void filesOfNoBytesAreToldOfByTheLoadItselfAndNotOpened() throws Exception {
    var shipped = copied();
    Files.write(shipped.resolve(WAVE), new byte[0]);

    var delivery = system.ingest(shipped).getFirst();

    assertThat(rules(delivery)).contains("asset.empty");
    assertThat(awaitFiles(1)).extracting(Inspected::uri).containsExactly(COVER);
  }

  @Test
  void aRealPackageWhoseFileIsMuchShorterThanItSays() throws Exception {
    var real = RealDeliveries.folder().resolve("ddex-packages/audius_single");
    assumeThat(real).exists();

    var delivery = system.ingest(real).getFirst();

    awaitFiles(2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(rules(delivery)).contains("asset.duration-differs"));
    assertThat(violation(delivery, "asset.duration-differs").message())
        .contains("expected it to last PT3M45S, as is declared, found PT1S");
  }

  /// The single, without the hashes that would tell a damaged file before it is opened.
  private Path copied() throws IOException {
    var copy = Files.createDirectories(folder.resolve("in/single/resources")).getParent();
    try (var files = Files.walk(SINGLE)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(SINGLE.relativize(file).toString()));
      }
    }
    var message = copy.resolve("2990001000025.xml");
    var text = Files.readString(message);
    Files.writeString(
        message, text.replaceAll("(?s)<HashSum>\\s*<HashSum>.*?</HashSum>.*?</HashSum>", ""));
    return copy;
  }

  private List<Inspected> awaitFiles(int count) throws InterruptedException {
    await().atMost(PATIENCE).until(() -> files().size() == count);
    return files();
  }

  private List<Inspected> files() throws InterruptedException {
    var now = Instant.now();
    var key = system.catalogue().read(handle -> Products.list(handle, Filter.all(), 1, now));
    var found = system.catalogue().read(handle -> Products.find(handle, key.getFirst().key(), now));
    var product = ((Found) found).document();
    try (var enrichment = DatabasePlugin.read(settings, PipelineDatabases.ENRICHMENT)) {
      var measured =
          enrichment.read(handle -> MeasuredFiles.of(handle, Inspected.contents(product)));
      return Inspected.of(product, measured);
    }
  }

  private static Inspected file(List<Inspected> files, String uri) {
    return files.stream().filter(file -> file.uri().equals(uri)).findFirst().orElseThrow();
  }

  private List<String> rules(RegisteredDelivery delivery) throws InterruptedException {
    return violations(delivery).stream().map(Violation::rule).toList();
  }

  private Violation violation(RegisteredDelivery delivery, String rule)
      throws InterruptedException {
    return violations(delivery).stream()
        .filter(each -> each.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private List<Violation> violations(RegisteredDelivery delivery) throws InterruptedException {
    var ids = List.of(delivery.delivery().id());
    return system
        .catalogue()
        .read(handle -> Deliveries.find(handle, ids))
        .getFirst()
        .settlement()
        .orElseThrow()
        .violations();
  }
}
