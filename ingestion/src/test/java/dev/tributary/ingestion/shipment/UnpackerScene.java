package dev.tributary.ingestion.shipment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.shipment.Unpacking.Refused;
import dev.tributary.ingestion.shipment.Unpacking.Unpacked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An inbox, and the unpacker under test.
abstract class UnpackerScene {
  @TempDir Path data;
  @TempDir Path inbox;
  ShipmentLimits limits = ShipmentLimits.DEFAULT;
  Unpacker unpacker;
  ContentStore store;

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.in(data);
    unpacker = new Unpacker(store, limits);
  }

  List<Path> storedFiles() throws IOException {
    try (var files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  Unpacking unpack(String path) throws Exception {
    return unpack(find(path).getFirst());
  }

  Unpacking unpack(Shipment shipment) throws Exception {
    return unpacker.unpack(
        new ProductDelivery(
            shipment.fingerprint().substring(0, 16),
            1,
            0,
            Optional.empty(),
            Optional.empty(),
            shipment.path(),
            shipment.kind(),
            Instant.EPOCH,
            shipment.content(),
            shipment.bytes(),
            shipment.files()));
  }

  List<Shipment> find(String path) throws Exception {
    var found = new ArrayList<Shipment>();
    new Shipments(store, limits).find(List.of(inbox.resolve(path)), found::addAll);
    return found;
  }

  static Unpacked unpacked(Unpacking unpacking) {
    return assertThat(unpacking).asInstanceOf(type(Unpacked.class)).actual();
  }

  static Violation refusal(Unpacking unpacking) {
    var violations = assertThat(unpacking).asInstanceOf(type(Refused.class)).actual().violations();
    assertThat(violations).hasSize(1);
    return violations.getFirst();
  }

  static List<String> rules(Shipment shipment) {
    return shipment.violations().stream().map(Violation::rule).toList();
  }

  List<String> names(Shipment shipment) throws IOException {
    return shipment.files().isEmpty()
        ? List.of()
        : PackageListings.read(store, shipment.files().get()).files().stream()
            .map(PackageListing.File::path)
            .toList();
  }

  void write(String path, String content) throws IOException {
    write(path, content.getBytes(UTF_8));
  }

  void write(String path, byte[] content) throws IOException {
    var file = inbox.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  void zip(String path, String... namesAndContents) throws IOException {
    write(path, zipped(namesAndContents));
  }

  static byte[] zipped(String... namesAndContents) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        entry(zip, namesAndContents[i], namesAndContents[i + 1]);
      }
    }
    return bytes.toByteArray();
  }

  static void entry(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(UTF_8));
    zip.closeEntry();
  }
}
