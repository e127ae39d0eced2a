package dev.tributary.ingestion.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.ingestion.RealDeliveries;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.model.PackageListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the shipments of real providers are. They are not part of this project: found in
/// `shared/deliveries` of the folders above, or where `TRIBUTARY_DELIVERIES` says, and skipped
/// without.
class RealPackagesTest {

  @TempDir Path data;

  @Test
  void aPackageIsAMessageWithItsFiles() throws Exception {
    var found = find("ddex-packages/audius_single");

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().path()).endsWith("audius_single/track_pay_gated.xml");
    assertThat(files(found.getFirst()))
        .extracting(PackageListing.File::path)
        .containsExactly("resources/Image_001_001.jpg", "resources/SoundRecording_001_001.flac");
  }

  @Test
  void emptyFilesAreFilesOfAPackageToo() throws Exception {
    var found = find("ddex-packages/complete_but_empty_assets");

    assertThat(found).hasSize(1);
    assertThat(files(found.getFirst())).hasSize(7).allMatch(file -> file.bytes() == 0);
  }

  @Test
  void everyLoneMessageIsAShipment() throws Exception {
    for (var folder : List.of("ddex-ern-382", "ddex-ern-43", "onix-21", "podcast-rss", "marc")) {
      long files = count(folder);

      assertThat(find(folder))
          .as(folder)
          .hasSize(Math.toIntExact(files))
          .allMatch(shipment -> shipment.violations().isEmpty() && shipment.files().isEmpty());
    }
  }

  private List<Shipment> find(String path) throws Exception {
    var found = new ArrayList<Shipment>();
    new Shipments(ContentStore.in(data), ShipmentLimits.DEFAULT)
        .find(List.of(delivery(path)), found::addAll);
    return found;
  }

  private List<PackageListing.File> files(Shipment shipment) throws IOException {
    var listing = shipment.files().orElseThrow();
    return PackageListings.read(ContentStore.in(data), listing).files();
  }

  private static long count(String folder) throws IOException {
    try (var files = Files.walk(delivery(folder))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static Path delivery(String path) {
    var delivery = RealDeliveries.folder().resolve(path);
    assumeTrue(
        Files.exists(delivery),
        () ->
            "skipped: no real deliveries here; set TRIBUTARY_DELIVERIES to their folder: " + path);
    return delivery;
  }
}
