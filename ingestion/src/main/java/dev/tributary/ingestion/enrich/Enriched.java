package dev.tributary.ingestion.enrich;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// What a source found, beside what the provider says.
///
/// @param said what the provider says of the same, if it says anything
/// @param conflicting whether the two contradict each other
public record Enriched(
    String source,
    Optional<String> item,
    String field,
    String value,
    Optional<String> said,
    boolean conflicting,
    double confidence,
    Instant at) {
  /// By how much two may be apart that measured the same recording.
  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  /// What `found` says by source, beside what `product`, as the catalogue shows it, says.
  public static List<Enriched> of(JsonNode product, Map<String, List<Finding>> found) {
    var enriched = new ArrayList<Enriched>();
    found.forEach(
        (source, findings) ->
            findings.forEach(finding -> enriched.add(of(product, source, finding))));
    return enriched;
  }

  private static Enriched of(JsonNode product, String source, Finding finding) {
    var said = said(product, finding);
    return new Enriched(
        source,
        finding.item(),
        finding.field(),
        finding.value(),
        said,
        said.isPresent() && !isSame(finding.field(), finding.value(), said.get()),
        finding.confidence(),
        finding.at());
  }

  private static Optional<String> said(JsonNode product, Finding finding) {
    var about = finding.item().map(isrc -> item(product, isrc)).orElse(product);
    var node =
        switch (finding.field()) {
          case "title" -> about.at("/titles/0/text");
          case "artist" -> about.at("/displayArtists/0/text");
          case String other -> about.path(other);
        };
    return new Text(finding.field(), node).value();
  }

  private static JsonNode item(JsonNode product, String isrc) {
    return StreamSupport.stream(product.path("items").spliterator(), false)
        .filter(item -> item.path("isrc").stringValue("").equals(isrc))
        .findFirst()
        .orElseGet(() -> product.path("no such item"));
  }

  private static boolean isSame(String field, String one, String other) {
    return switch (field) {
      case "duration" -> isSameLength(one, other);
      // One of them may be but a year.
      case "releaseDate" -> one.startsWith(other) || other.startsWith(one);
      default -> plain(one).equals(plain(other));
    };
  }

  private static boolean isSameLength(String one, String other) {
    try {
      var difference = Duration.parse(one).minus(Duration.parse(other)).abs();
      return difference.compareTo(TOLERANCE) <= 0;
    } catch (DateTimeParseException unreadable) {
      return false;
    }
  }

  /// Letters and digits only: how others set a title is no contradiction.
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }
}
