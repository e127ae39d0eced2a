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
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What a product can be judged by, as numbers. Nothing in here says what is good.
public final class ProductAttributes {
  private static final Map<String, ToDoubleFunction<Judged>> ALL = all();

  private ProductAttributes() {}

  /// How many violations of each severity the delivery has whose statement counts, those of its
  /// files among them.
  public record Violations(long errors, long warnings, long infos) {}

  /// What others than the provider know of it.
  ///
  /// @param enriched how many fields third parties speak of
  /// @param contradicted how many of these contradict the provider
  /// @param measuredArtwork the shorter edge of the largest cover that was opened, in pixels; 0 if
  ///   none was
  public record OfOthers(long enriched, long contradicted, int measuredArtwork) {
    /// Nobody was asked.
    public static final OfOthers NOTHING = new OfOthers(0, 0, 0);
  }

  private record Judged(Product product, Violations violations, OfOthers others) {}

  /// What the attributes are called.
  public static Set<String> names() {
    return ALL.keySet();
  }

  /// The attributes of `product`, by name. All products have the same ones, in the same order.
  public static Map<String, Double> of(Product product, Violations violations, OfOthers others) {
    var judged = new Judged(product, violations, others);
    var attributes = new LinkedHashMap<String, Double>();
    ALL.forEach((name, attribute) -> attributes.put(name, attribute.applyAsDouble(judged)));
    return Collections.unmodifiableMap(attributes);
  }

  private static Map<String, ToDoubleFunction<Judged>> all() {
    var all = new LinkedHashMap<String, ToDoubleFunction<Judged>>();
    all.put("completeness", stated(Completeness::of));
    all.put(
        "artwork",
        judged -> Math.max(artwork(judged.product()), judged.others().measuredArtwork()));
    all.put("audioBitRate", stated(ProductAttributes::audioBitRate));
    all.put(
        "assetsAbsent",
        stated(product -> count(product.assets(), asset -> asset.state() != State.PRESENT)));
    all.put("items", stated(product -> product.items().size()));
    all.put(
        "itemsIdentified",
        stated(product -> share(product.items(), ProductAttributes::isIdentified)));
    all.put("invalidIdentifiers", stated(ProductAttributes::invalidIdentifiers));
    all.put("contributors", stated(product -> product.contributors().size()));
    all.put("genres", stated(product -> product.genres().size()));
    all.put(
        "genresMapped",
        stated(product -> share(product.genres(), genre -> genre.mapped().isPresent())));
    all.put("description", stated(ProductAttributes::longestDescription));
    all.put("deals", stated(product -> count(product.deals(), deal -> !deal.takedown())));
    all.put("errors", judged -> (double) judged.violations().errors());
    all.put("warnings", judged -> (double) judged.violations().warnings());
    all.put("infos", judged -> (double) judged.violations().infos());
    all.put("enriched", judged -> (double) judged.others().enriched());
    all.put("contradicted", judged -> (double) judged.others().contradicted());
    return Collections.unmodifiableMap(all);
  }

  private static ToDoubleFunction<Judged> stated(ToDoubleFunction<Product> attribute) {
    return judged -> attribute.applyAsDouble(judged.product());
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
