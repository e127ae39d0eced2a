package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a provider shipped as one: a message with its files, an archive or a batch. Its bytes are
/// in the content store, except those of a message that is refused for its size.
///
/// @param path where it was found: the argument joined to the file; in an archive its path, `!/`
///   and the path in there
/// @param content SHA-256 of the message, the archive or the manifest
/// @param bytes size of that
/// @param files SHA-256 of the listing of the files that go with it, if there are any; read it by
///   [PackageListings]
/// @param fingerprint the same for two shipments exactly when the same was shipped: the content's
///   own hash, or one over it and all paths and hashes of its files
/// @param violations what is wrong with the shipment as such; with an error among them it is to be
///   refused, and nobody need look into it
public record Shipment(
    String path,
    ProductDelivery.Kind kind,
    String content,
    long bytes,
    Optional<String> files,
    String fingerprint,
    List<Violation> violations) {

  /// What `delivery` was, shipped again.
  public static Shipment of(ProductDelivery delivery) {
    return new Shipment(
        delivery.path(),
        delivery.kind(),
        delivery.content(),
        delivery.bytes(),
        delivery.files(),
        delivery.files().orElse(delivery.content()),
        List.of());
  }

  /// The same with other files; it stays known by those that it came with.
  public Shipment withFiles(Optional<String> otherFiles) {
    return new Shipment(path, kind, content, bytes, otherFiles, fingerprint, violations);
  }

  Shipment with(Violation violation) {
    var all = Stream.concat(violations.stream(), Stream.of(violation)).toList();
    return new Shipment(path, kind, content, bytes, files, fingerprint, all);
  }
}
