package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells what a JSON message is by the keys that it has. They may stand in any order and among
/// others.
final class JsonHeader {

  private static final int SHOWN_KEYS = 12;

  private JsonHeader() {}

  /// @throws MappingException if it is no JSON, or goes beyond a limit
  static Identification identify(InputStream message, Limits limits) throws IOException {
    try (var tokens = JsonTokens.of(message, limits)) {
      return identify(JsonOutline.of(tokens));
    }
  }

  private static Identification identify(JsonOutline outline) {
    if (isFeed(outline)) {
      return opds("feed", outline);
    }
    if (overdrive(outline).anyMatch(JsonHeader::isOverdrive)) {
      return known("overdrive", "1.0", "metadata", Optional.of("OverDrive"));
    }
    if (outline.has("metadata") && (outline.has("readingOrder") || outline.has("links"))) {
      return opds("publication", outline);
    }
    return known("json", "", kind(outline), Optional.empty()).unmapped(reason(outline));
  }

  private static Identification known(
      String format, String version, String type, Optional<String> sender) {
    return new Identification("UTF-8", type, "", format, version, type, sender);
  }

  /// OPDS 2.0, 2: a collection of publications, of groups of them, or of links to other feeds.
  private static boolean isFeed(JsonOutline outline) {
    return Stream.of("publications", "navigation", "groups")
        .anyMatch(key -> outline.member(key).filter(JsonOutline::isArray).isPresent());
  }

  private static Identification opds(String type, JsonOutline outline) {
    return known("opds", "2.0", type, host(outline));
  }

  /// The host of the feed's own address.
  private static Optional<String> host(JsonOutline outline) {
    return outline.member("links").stream()
        .flatMap(JsonOutline::objects)
        .filter(link -> link.member("rel").filter(JsonHeader::isSelf).isPresent())
        .flatMap(link -> link.member("href").stream())
        .flatMap(href -> FeedHeader.host(href.text()).stream())
        .findFirst();
  }

  private static boolean isSelf(JsonOutline relation) {
    return relation.objects().anyMatch(one -> one.text().equals("self"));
  }

  /// One title, an array of them, or the answer about several.
  private static Stream<JsonOutline> overdrive(JsonOutline outline) {
    return Stream.of(Optional.of(outline), outline.member("metadata"), outline.member("products"))
        .flatMap(Optional::stream)
        .flatMap(JsonOutline::objects);
  }

  private static boolean isOverdrive(JsonOutline outline) {
    return outline.has("mediaType", "title")
        && Stream.of("formats", "creators", "primaryCreator", "crossRefId", "sortTitle")
            .anyMatch(outline::has);
  }

  private static String kind(JsonOutline outline) {
    return outline.isArray() ? "array" : "object";
  }

  /// What has been seen and is no statement about products, and everything else.
  private static Finding reason(JsonOutline outline) {
    if (outline.has("licenseId", "items") || outline.has("fulfillmentId", "items")) {
      return unmapped(
          "message.unknown-type",
          "a Findaway licence, which lets one borrower play an audiobook: it has the audiobook's"
              + " tracks and neither its title nor an identifier; send its metadata (Bibliotheca's"
              + " Item, ONIX or OPDS)",
          "Findaway licence");
    }
    if (outline.has("fndcontentid", "readingOrder")) {
      return unmapped(
          "message.unknown-type",
          "a table of contents of Boundless (Axis 360), which goes with an audiobook that is"
              + " described elsewhere: it has neither title nor ISBN; send its metadata (Axis 360's"
              + " availabilityResponse, ONIX or OPDS)",
          "Boundless table of contents");
    }
    return unmapped(
        "format.unknown",
        "%s; known in JSON are OPDS 2 feeds (publications), Readium manifests (metadata and"
                .formatted(shown(outline))
            + " readingOrder) and OverDrive's metadata (mediaType and title); for another one the"
            + " provider needs a mapping of its own, and the delivery the provider's name",
        keys(outline));
  }

  private static Finding unmapped(String rule, String found, String value) {
    return new Finding(
        rule,
        "expected a JSON message about products, found " + found,
        Optional.of(value),
        Optional.of(new Location("/", 1)));
  }

  private static String shown(JsonOutline outline) {
    var keys = keys(outline);
    return outline.isArray()
        ? keys.isEmpty() ? "an array without objects" : "an array of objects with the keys " + keys
        : keys.isEmpty() ? "an empty object" : "an object with the keys " + keys;
  }

  private static String keys(JsonOutline outline) {
    var keys = outline.keys();
    return keys.stream().limit(SHOWN_KEYS).collect(Collectors.joining(", "))
        + (keys.size() > SHOWN_KEYS ? ", …" : "");
  }
}
