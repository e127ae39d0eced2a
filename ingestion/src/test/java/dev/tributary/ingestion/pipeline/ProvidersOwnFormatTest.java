package dev.tributary.ingestion.pipeline;

import static dev.tributary.ingestion.pipeline.TestSystem.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Formats of providers' own, added by files only; and packages of iTunes.
@Timeout(300)
final class ProvidersOwnFormatTest {
  private static final Path SAMPLES = Path.of("../samples");
  private static final Path PROVIDER = SAMPLES.resolve("providers/tin-roof");
  private static final Path PACKAGE = SAMPLES.resolve("deliveries/17-itmsp-single.itmsp");
  private static final Optional<String> TIN_ROOF = Optional.of("tin-roof");
  private static final String KEY = "tin-roof/catalognumber:Tin Roof:TIN-001";
  private static final String ALBUM = "paperlanternrecords/icpn:02990001000087";

  @TempDir private Path folder;

  @Test
  void providerIsAddedByFilesWhileItRunsAndItsChangedJavaIsPickedUp() throws Exception {
    var providers = folder.resolve("providers");
    try (var system = TestSystem.in(folder, providers)) {
      var refused = system.ingest(TIN_ROOF, delivery("0")).getFirst();
      assertThat(state(refused)).isEqualTo(DeliveryState.REJECTED);
      assertThat(rule(refused)).isEqualTo("json.malformed");

      copy(PROVIDER, providers.resolve("tin-roof"));
      untilLoaded(system, "PT3M25S");

      var java = providers.resolve("tin-roof/TinRoofLengths.java");
      Files.writeString(java, Files.readString(java).replace(".plusSeconds(", ".plusSeconds(1 + "));
      untilLoaded(system, "PT3M26S");
    }
  }

  @Test
  void packageOfItunesIsLoadedWithItsFilesAsAFolderAndAsAZip() throws Exception {
    try (var system = TestSystem.in(folder.resolve("folder"));
        var zipped = TestSystem.in(folder.resolve("zipped"))) {
      assertThat(state(system.ingest(PACKAGE).getFirst())).isEqualTo(DeliveryState.LOADED);
      assertThat(system.dump().get(ALBUM)).contains("Tin Roof Weather").doesNotContain("MISSING");

      assertThat(state(zipped.ingest(zip(PACKAGE)).getFirst())).isEqualTo(DeliveryState.LOADED);
      assertThat(zipped.dump().get(ALBUM)).doesNotContain("MISSING");
    }
  }

  @Test
  void fileOfAPackageThatIsNotAsDeclaredIsTold() throws Exception {
    var copy = folder.resolve("17.itmsp");
    copy(PACKAGE, copy);
    Files.writeString(copy.resolve("PLR-0087_01.flac"), "cut off");
    try (var system = TestSystem.in(folder.resolve("data"))) {
      var delivery = system.ingest(copy).getFirst();

      assertThat(state(delivery)).isEqualTo(DeliveryState.LOADED);
      assertThat(system.dump().get(ALBUM)).contains("CORRUPT");
    }
  }

  /// The folder is looked at once a second.
  private void untilLoaded(TestSystem system, String length) {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              system.ingest(TIN_ROOF, delivery(length + System.nanoTime()));
              assertThat(String.valueOf(system.dump().get(KEY))).contains(length);
            });
  }

  /// The sample, different each time, as what comes twice is left out.
  private Path delivery(String version) throws IOException {
    var sample = Files.readString(PROVIDER.resolve("samples/releases.json"));
    return Files.writeString(
        folder.resolve("releases.json"),
        sample + " ".repeat(1 + Math.abs(version.hashCode() % 9_999)));
  }

  private Path zip(Path source) throws IOException {
    var zip = folder.resolve("17.itmsp.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip));
        var files = Files.walk(source)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new ZipEntry("17.itmsp/" + source.relativize(file)));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return zip;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.createDirectories(to);
              var target = to.resolve(from.relativize(file).toString());
              if (Files.isDirectory(file)) {
                Files.createDirectories(target);
              } else {
                Files.copy(file, target);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private static String rule(RegisteredDelivery delivery) {
    return delivery.settlement().orElseThrow().violations().getFirst().rule();
  }
}
