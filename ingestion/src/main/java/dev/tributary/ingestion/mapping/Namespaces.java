package dev.tributary.ingestion.mapping;

import java.util.Locale;
import java.util.Map;

/// What the namespaces of feeds are called in the mappings, however publishers spell them: with
/// another case, over `https`, by the address of a page about them.
final class Namespaces {
  private static final Map<String, String> BY_SPELLING =
      Map.of(
          "//www.itunes.com/dtds/podcast-1.0.dtd", "http://www.itunes.com/dtds/podcast-1.0.dtd",
          "//podcastindex.org/namespace/1.0", "https://podcastindex.org/namespace/1.0",
          "//github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
              "https://podcastindex.org/namespace/1.0",
          "//search.yahoo.com/mrss", "http://search.yahoo.com/mrss/",
          "//purl.org/dc/elements/1.1", "http://purl.org/dc/elements/1.1/",
          "//purl.org/rss/1.0/modules/content", "http://purl.org/rss/1.0/modules/content/");

  private Namespaces() {}

  /// The namespace that is meant by `uri`, which is itself for most of them.
  static String usual(String uri) {
    if (!uri.startsWith("http") || uri.indexOf(':') < 0) {
      return uri;
    }
    var spelling = uri.substring(uri.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    var end = spelling.endsWith("/") ? spelling.length() - 1 : spelling.length();
    return BY_SPELLING.getOrDefault(spelling.substring(0, end), uri);
  }
}
