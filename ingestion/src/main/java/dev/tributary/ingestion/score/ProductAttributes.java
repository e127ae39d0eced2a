package dev.tributary.ingestion.score;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.Asset.State;
import dev.tributary.ingestion.model.Product.Description;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Item;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a product can be judged by, as numbers. Nothing in here says what is good.
public final class ProductAttributes {
  private ProductAttributes() {}

  /// How many violations of each severity the delivery has whose statement counts.
  public record Violations(long errors, long warnings, long infos) {}

  /// The attributes of `product`, by name. All products have the same ones, in the same order.
  public static Map<String, Double> of(Product product, Violations violations) {
    var attributes = new LinkedHashMap<String, Double>();
    attributes.put("completeness", Completeness.of(product));
    attributes.put("artwork", (double) artwork(product));
    attributes.put("audioBitRate", audioBitRate(product));
    attributes.put(
        "assetsAbsent", count(product.assets(), asset -> asset.state() != State.PRESENT));
    attributes.put("items", (double) product.items().size());
    attributes.put("itemsIdentified", share(product.items(), ProductAttributes::isIdentified));
    attributes.put("invalidIdentifiers", invalidIdentifiers(product));
    attributes.put("contributors", (double) product.contributors().size());
    attributes.put("genres", (double) product.genres().size());
    attributes.put("description", (double) longestDescription(product));
    attributes.put("deals", count(product.deals(), deal -> !deal.takedown()));
    attributes.put("errors", (double) violations.errors());
    attributes.put("warnings", (double) violations.warnings());
    attributes.put("infos", (double) violations.infos());
    return Collections.unmodifiableMap(attributes);
  }

  /// The shorter edge of the largest cover, in pixels; 0 if none is known.
  private static int artwork(Product product) {
    return product.assets().stream()
        .filter(asset -> asset.kind().equals("cover"))
        .mapToInt(asset -> Math.min(asset.width().orElse(0), asset.height().orElse(0)))
        .max()
        .orElse(0);
  }

  /// The lowest bit rate of what sounds, in kbit/s, previews left out; 0 if none is known.
  private static double audioBitRate(Product product) {
    return product.assets().stream()
        .filter(asset -> asset.kind().equals("audio") && !asset.preview())
        .map(Asset::bitRate)
        .mapToDouble(rate -> rate.map(BigDecimal::doubleValue).orElse(0.0))
        .min()
        .orElse(0);
  }

  private static boolean isIdentified(Item item) {
    return item.isrc().isPresent() || item.guid().isPresent() || !item.identifiers().isEmpty();
  }

  private static double invalidIdentifiers(Product product) {
    var ofItems = product.items().stream().map(Item::identifiers).flatMap(Collection::stream);
    return Stream.concat(product.identifiers().stream(), ofItems)
        .filter(Predicate.not(Identifier::valid))
        .count();
  }

  /// In characters.
  private static int longestDescription(Product product) {
    return product.descriptions().stream()
        .map(Description::text)
        .mapToInt(text -> text.codePointCount(0, text.length()))
        .max()
        .orElse(0);
  }

  private static <T> double count(Collection<T> all, Predicate<T> counted) {
    return all.stream().filter(counted).count();
  }

  /// The share of those that are counted; 0 of none.
  private static <T> double share(Collection<T> all, Predicate<T> counted) {
    return all.isEmpty() ? 0 : count(all, counted) / all.size();
  }
}
