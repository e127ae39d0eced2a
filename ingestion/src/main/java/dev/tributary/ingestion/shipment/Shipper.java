package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ContentBatch;
import dev.tributary.ingestion.content.DigestAlgorithm;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Makes a shipment of each group of stored files.
///
/// @param batch that the files are stored with, and that the listings go into
record Shipper(ContentBatch batch, ShipmentLimits limits) {
  static final String NO_MESSAGE = "container.no-message";

  /// @param path of the shipment, as the operator is to see it
  Shipment ship(Group<StoredFile> group, String path) throws IOException {
    var head = group.head().content();
    var files = listed(group);
    return new Shipment(
        path,
        kind(group),
        head.sha256(),
        head.bytes(),
        storedListing(files),
        fingerprint(head.sha256(), files),
        violations(group));
  }

  private ProductDelivery.Kind kind(Group<StoredFile> group) throws IOException {
    return switch (group.kind()) {
      case MESSAGE ->
          ManyProducts.areIn(group.head(), limits.portionBytes())
              ? ProductDelivery.Kind.PRODUCTS
              : ProductDelivery.Kind.MESSAGE;
      case JOINED -> ProductDelivery.Kind.PRODUCTS;
      case STRAY -> ProductDelivery.Kind.MESSAGE;
      case ARCHIVE -> ProductDelivery.Kind.ARCHIVE;
      case BATCH -> ProductDelivery.Kind.BATCH;
    };
  }

  private static List<PackageListing.File> listed(Group<StoredFile> group) {
    return group.files().stream()
        .map(
            file ->
                new PackageListing.File(
                    PackagePath.relative(group.folder(), file.path()), file.sha256(), file.bytes()))
        .sorted(Comparator.comparing(PackageListing.File::path, PackagePath.ORDER))
        .toList();
  }

  private Optional<String> storedListing(List<PackageListing.File> files) throws IOException {
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(PackageListings.put(new PackageListing(files), batch).sha256());
  }

  private static String fingerprint(String content, List<PackageListing.File> files)
      throws IOException {
    if (files.isEmpty()) {
      return content;
    }
    var text = new StringBuilder(content);
    for (var file : files) {
      text.append('\n').append(file.sha256()).append(' ').append(file.path());
    }
    return DigestAlgorithm.SHA_256.digest(
        new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private List<Violation> violations(Group<StoredFile> group) throws IOException {
    var head = group.head();
    return switch (group.kind()) {
      case MESSAGE, BATCH -> {
        if (head.bytes() <= limits.messageBytes()
            || ManyProducts.areIn(head, limits.messageBytes())) {
          yield List.of();
        }
        batch.discard(head.sha256());
        yield List.of(
            Violations.error(
                "container.too-large",
                head.path(),
                ("expected a message or manifest of at most %,d bytes, found %,d; send "
                        + "fewer products at a time")
                    .formatted(limits.messageBytes(), head.bytes())));
      }
      case STRAY -> List.of(stray(head));
      case ARCHIVE, JOINED -> List.of();
    };
  }

  /// Of an archive that broke off before its first byte, nobody can tell that it was one.
  private static Violation stray(StoredFile file) throws IOException {
    return file.bytes() == 0 && !FileKind.isNamedAsMedia(file)
        ? Violations.error(
            "container.empty",
            file.path(),
            "expected a message or an archive, found zero bytes; send it again")
        : Violations.error(
            NO_MESSAGE,
            file.path(),
            UnreadArchive.of(file)
                .map(
                    "expected a zip, a tar, or either compressed by gzip, found %s; send one of those"
                        ::formatted)
                .orElse(
                    "expected a message that names this file, found none in its folder; send the"
                        + " file together with its message"));
  }
}
