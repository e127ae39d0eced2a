package dev.tributary.ingestion.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a mapping makes of one message of a provider: the message's header, the products it speaks
/// of, and what the mapping found wrong while reading.
///
/// @param locations where in the provider's file the parts of the document stand, by JSON pointer
///   (`/products/0/items/2/identifiers/0`); the nearest enclosing pointer applies
/// @param purged which of the products, by their places, are to be removed though the message as a
///   whole states what is true
public record CanonicalDocument(
    Header header,
    List<Product> products,
    List<Finding> findings,
    Map<String, Location> locations,
    Set<Integer> purged) {

  /// A document whose products are all of its header's intent.
  public CanonicalDocument(
      Header header,
      List<Product> products,
      List<Finding> findings,
      Map<String, Location> locations) {
    this(header, products, findings, locations, Set.of());
  }

  /// The same with other products and findings.
  public CanonicalDocument with(List<Product> otherProducts, List<Finding> otherFindings) {
    return new CanonicalDocument(header, otherProducts, otherFindings, locations, purged);
  }

  /// What the sender wants with the product at `place`.
  public Intent intent(int place) {
    return purged.contains(place) ? Intent.PURGE : header.intent();
  }

  /// What the message says of itself.
  ///
  /// @param format the family of formats, such as `ern`
  /// @param version the format's version, such as `4.3`
  /// @param type the kind of message, such as `NewReleaseMessage`
  /// @param createdAt the message's own time as stated, ISO 8601 with or without zone
  /// @param sender who sent it, by DPID or, failing that, by name
  /// @param test true for a message that must never be loaded
  public record Header(
      String format,
      String version,
      String type,
      Optional<String> profile,
      Optional<String> messageId,
      Optional<String> threadId,
      Optional<String> createdAt,
      Optional<String> sender,
      Optional<String> senderName,
      Optional<String> recipient,
      Optional<String> sentOnBehalfOf,
      Intent intent,
      boolean test) {}

  /// What the sender wants.
  public enum Intent {
    /// A statement of truth about the products: replaces all that was said before.
    STATE,
    /// The products are to be removed as if they had never been sent.
    PURGE
  }

  /// Something that only the mapping can see. Its severity is decided later, by the provider's
  /// settings.
  public record Finding(
      String rule, String message, Optional<String> value, Optional<Location> at) {}

  /// A place in the provider's file.
  ///
  /// @param path of the element, such as `/ern:NewReleaseMessage/ReleaseList/Release[1]`
  /// @param line counted from 1
  public record Location(String path, int line) {}

  /// The place of the part at `pointer`, or of the nearest part around it that has one.
  public Optional<Location> locate(String pointer) {
    for (var at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      var location = locations.get(at);
      if (location != null) {
        return Optional.of(location);
      }
    }
    return Optional.empty();
  }
}
