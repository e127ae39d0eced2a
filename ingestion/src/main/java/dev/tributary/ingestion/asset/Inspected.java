package dev.tributary.ingestion.asset;

import dev.tributary.ingestion.catalogue.ProductItems;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.Asset.Hash;
import dev.tributary.ingestion.model.Product.Asset.State;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A file of a product that was opened: what it is, and what that contradicts.
///
/// @param item the name of the item that it renders; none: it is the product's own
/// @param uri as its provider names it
public record Inspected(
    Optional<String> item,
    String kind,
    boolean preview,
    String uri,
    Measured measured,
    List<Violation> violations) {

  /// The files of `product`, as its provider states it, that are known in `measured`, by their
  /// names in the content store.
  public static List<Inspected> of(JsonNode product, Map<String, Measured> measured) {
    var inspected = new ArrayList<Inspected>();
    for (var node : product.path("assets")) {
      var asset = Json.readOwn(node, Asset.class);
      content(asset).map(measured::get).ifPresent(file -> inspected.add(of(product, asset, file)));
    }
    return inspected;
  }

  private static Inspected of(JsonNode product, Asset asset, Measured file) {
    var item = asset.item().flatMap(ref -> ProductItems.find(product, ref).stream().findFirst());
    var violations = AssetChecks.of(asset, item.map(node -> Json.readOwn(node, Item.class)), file);
    return new Inspected(
        item.map(ProductItems::name), asset.kind(), asset.preview(), asset.uri(), file, violations);
  }

  /// The names in the content store of the files of `product` that are of use.
  public static List<String> contents(JsonNode product) {
    return product.path("assets").values().stream()
        .map(node -> Json.readOwn(node, Asset.class))
        .flatMap(asset -> content(asset).stream())
        .distinct()
        .toList();
  }

  private static Optional<String> content(Asset asset) {
    return asset.hash().filter(_ -> asset.state() == State.PRESENT).flatMap(Hash::actual);
  }
}
