package dev.tributary.ingestion.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// A product that is asked about, as the catalogue shows it.
///
/// @param found what sources that were asked before it said
record Subject(JsonNode product, List<Finding> found) {
  private static final int EAN_DIGITS = 13;

  /// ISO 3901: who assigned it, the year and a number.
  private static final Pattern ISRC = Pattern.compile("[A-Z]{2}[A-Z0-9]{3}[0-9]{7}");

  String key() {
    return product.path("key").stringValue("");
  }

  /// Its barcode, with 13 digits.
  Optional<String> barcode() {
    return identifier("ICPN")
        .map(
            digits ->
                digits.length() > EAN_DIGITS && digits.startsWith("0")
                    ? digits.substring(digits.length() - EAN_DIGITS)
                    : digits);
  }

  /// Its identifier of this type that is as it should be.
  Optional<String> identifier(String type) {
    return StreamSupport.stream(product.path("identifiers").spliterator(), false)
        .filter(each -> each.path("type").stringValue("").equals(type))
        .filter(each -> each.path("valid").booleanValue(true))
        .map(each -> each.path("value").stringValue(""))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /// The ISRCs of its tracks that can be ones, each once: third parties refuse the others.
  List<String> isrcs() {
    return StreamSupport.stream(product.path("items").spliterator(), false)
        .map(item -> item.path("isrc").stringValue(""))
        .filter(isrc -> ISRC.matcher(isrc).matches())
        .distinct()
        .toList();
  }

  /// What an earlier source said of the product as a whole.
  Optional<String> found(String field) {
    return found.stream()
        .filter(finding -> finding.item().isEmpty() && finding.field().equals(field))
        .map(Finding::value)
        .findFirst();
  }

  /// `text` as it stands in a URI.
  static String inUri(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
