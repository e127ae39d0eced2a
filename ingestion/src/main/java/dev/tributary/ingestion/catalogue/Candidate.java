package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import java.util.List;
import java.util.Optional;

/// Something that was found at intake or in a package and may be a new delivery.
///
/// @param provider who ships it, if that is said at intake
/// @param path the argument joined to the file found
/// @param content SHA-256 of the message file
/// @param bytes size of the message file
/// @param files SHA-256 of the listing of the files with it
/// @param fingerprint SHA-256, in hexadecimal, of all of the content: two shipments with the same
///   are the same
/// @param violations what is wrong with the shipment as such, whatever its content
public record Candidate(
    Optional<String> provider,
    String path,
    Kind kind,
    String content,
    long bytes,
    Optional<String> files,
    String fingerprint,
    List<Violation> violations) {
  private static final int ID_DIGITS = 16;

  public Candidate {
    violations = List.copyOf(violations);
    if (!fingerprint.matches("[0-9a-f]{" + ID_DIGITS + ",}")) {
      throw new IllegalArgumentException(
          "expected a fingerprint of %d hexadecimal digits or more, got: \"%s\""
              .formatted(ID_DIGITS, fingerprint));
    }
  }

  /// The id of the first delivery with this content.
  String id() {
    return fingerprint.substring(0, ID_DIGITS);
  }
}
