package dev.tributary.ingestion.trust;

import dev.tributary.ingestion.asset.Inspected;
import dev.tributary.ingestion.catalogue.Edit;
import dev.tributary.ingestion.enrich.Finding;
import dev.tributary.ingestion.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// A product as the catalogue shows it: what its provider says, with the words of others where
/// those are trusted more.
///
/// @param product the canonical product
/// @param edits what editors say of it
/// @param enriched what third parties say of it, beside what its provider says
/// @param provenance whose word is shown, for each field that others than the provider speak of
/// @param conflicts where they contradict what is shown
/// @param files those of its files that were opened
public record ShownProduct(
    ObjectNode product,
    List<Edit> edits,
    List<Enriched> enriched,
    List<Provenance> provenance,
    List<Conflict> conflicts,
    List<Inspected> files) {

  /// What is shown of a product.
  ///
  /// @param stated as its provider says it is; not changed
  /// @param saidAt when the provider said so
  public static ShownProduct of(
      ObjectNode stated,
      Instant saidAt,
      List<Edit> edits,
      Map<String, List<Finding>> found,
      TrustOrder order) {
    var overlay = new Overlay(stated.deepCopy(), saidAt, order);
    edits.forEach(overlay::add);
    found.forEach((source, findings) -> findings.forEach(finding -> overlay.add(source, finding)));
    var resolved = overlay.resolve();
    return new ShownProduct(
        resolved.product(),
        edits,
        Enriched.of(stated, found),
        resolved.provenance(),
        resolved.conflicts(),
        List.of());
  }

  ShownProduct with(List<Inspected> opened) {
    return new ShownProduct(product, edits, enriched, provenance, conflicts, opened);
  }

  /// The product as its provider states it, whatever others say.
  public static ShownProduct stated(ObjectNode product) {
    return new ShownProduct(product, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /// The canonical product, with what else is known of it beside it: `edits`, `enriched`,
  /// `provenance`, `conflicts` and `files`, each only if there are any.
  public ObjectNode json() {
    var json = product.deepCopy();
    put(json, "edits", edits);
    put(json, "enriched", enriched);
    put(json, "provenance", provenance);
    put(json, "conflicts", conflicts);
    put(json, "files", files);
    return json;
  }

  private static void put(ObjectNode json, String name, List<?> all) {
    if (!all.isEmpty()) {
      json.set(name, Json.tree(all));
    }
  }
}
