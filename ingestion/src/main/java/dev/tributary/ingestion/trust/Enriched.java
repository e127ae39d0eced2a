package dev.tributary.ingestion.trust;

import dev.tributary.ingestion.catalogue.Field;
import dev.tributary.ingestion.catalogue.ProductItems;
import dev.tributary.ingestion.enrich.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /// What `found` says by source, beside what `product`, as its provider states it, says.
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
        said.isPresent() && !Agreement.isThere(finding.field(), finding.value(), said.get()),
        finding.confidence(),
        finding.at());
  }

  private static Optional<String> said(JsonNode product, Finding finding) {
    var about = finding.item().map(name -> item(product, name)).orElse(product);
    return Field.find(finding.field(), finding.item().isPresent())
        .map(field -> field.said(about))
        .orElseGet(() -> Optional.of(about.path(finding.field()).asString("")))
        .filter(text -> !text.isEmpty());
  }

  private static JsonNode item(JsonNode product, String name) {
    return ProductItems.find(product, name).stream()
        .findFirst()
        .<JsonNode>map(item -> item)
        .orElseGet(() -> product.path("no such item"));
  }
}
