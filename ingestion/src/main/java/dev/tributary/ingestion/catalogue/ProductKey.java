package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Product.Identifier;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Names a product in the catalogue: `acme/icpn:04050538123456`.
///
/// Of the identifiers that a product carries the strongest type gives the key: see [#STRENGTH]. Of
/// several of that type it is a valid one, if there is one, and the first in alphabetical order, so
/// that the order in which they are told does not matter.
///
/// @param provider who speaks of the product; the same barcode at two providers is two products
/// @param type of the identifier, in lower case
/// @param value of the identifier, a barcode as a GTIN of 14 digits, an ISBN with 13, one of the
///   provider's own with its namespace before it (`PADPIDA2014120301:ABC-1`)
public record ProductKey(String provider, String type, String value) {

  /// The types that make a key, the strongest first. A GRid is often wrong and an ISRC names a
  /// recording, so they come late; but some releases have nothing else.
  static final List<String> STRENGTH =
      List.of(
          "icpn",
          "isbn",
          "ismn",
          "grid",
          "guid",
          "newfeedurl",
          "feedurl",
          "catalognumber",
          "proprietaryid",
          "isrc");

  private static final int GTIN_DIGITS = 14;

  /// The key of the product of `provider` that carries these identifiers; none if no type among
  /// them makes a key.
  public static Optional<ProductKey> of(String provider, List<Identifier> identifiers) {
    return identifiers.stream()
        .filter(identifier -> strength(normalType(identifier.type())) < STRENGTH.size())
        .min(
            Comparator.<Identifier>comparingInt(
                    identifier -> strength(normalType(identifier.type())))
                .thenComparing(identifier -> !identifier.valid())
                .thenComparing(Identifier::value))
        .map(identifier -> of(provider, identifier));
  }

  /// The key that this identifier alone would give.
  static ProductKey of(String provider, Identifier identifier) {
    var type = normalType(identifier.type());
    return new ProductKey(provider, type, normalValue(type, identifier));
  }

  /// The key that `text` says.
  ///
  /// @throws IllegalArgumentException if it is none
  public static ProductKey parse(String text) {
    int slash = text.indexOf('/');
    int colon = text.indexOf(':', slash);
    if (slash < 1 || colon < 0) {
      throw new IllegalArgumentException(
          "expected a key such as \"acme/icpn:04050538123456\", got: \"" + text + "\"");
    }
    return new ProductKey(
        text.substring(0, slash), text.substring(slash + 1, colon), text.substring(colon + 1));
  }

  /// Whether this key's type says more about what a product is than that of `other`.
  boolean isStrongerThan(ProductKey other) {
    return strength(type) < strength(other.type);
  }

  /// Whether no other key can be stronger.
  boolean isOfStrongestType() {
    return strength(type) == 0;
  }

  /// `digits` as a GTIN, if they can be one.
  static String gtin(String digits) {
    return digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? digits
        : "0".repeat(Math.max(0, GTIN_DIGITS - digits.length())) + digits;
  }

  @Override
  public String toString() {
    return provider + "/" + type + ":" + value;
  }

  private static String normalType(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "upc", "ean", "gtin" -> "icpn";
      case String other -> other;
    };
  }

  private static String normalValue(String type, Identifier identifier) {
    return switch (type) {
      case "icpn" -> gtin(identifier.value());
      case "isbn" -> Isbn.of13Digits(identifier.value());
      case "catalognumber", "proprietaryid" ->
          identifier.namespace().map(namespace -> namespace + ":").orElse("") + identifier.value();
      default -> identifier.value();
    };
  }

  private static int strength(String type) {
    int index = STRENGTH.indexOf(type);
    return index < 0 ? STRENGTH.size() : index;
  }
}
