package dev.tributary.ingestion.score;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Item;
import java.util.List;
import java.util.function.Predicate;

/// How much of what a listener or reader would look for is there.
final class Completeness {
  /// What any product can have.
  private static final List<Predicate<Product>> OF_ANY =
      List.of(
          product -> !product.identifiers().isEmpty(),
          product -> !product.titles().isEmpty(),
          product -> !product.displayArtists().isEmpty() || !product.contributors().isEmpty(),
          product -> product.label().or(product::imprint).or(product::publisher).isPresent(),
          product -> !product.genres().isEmpty() || !product.subjects().isEmpty(),
          product -> product.releaseDate().or(product::originalReleaseDate).isPresent(),
          product -> product.pLine().or(product::cLine).isPresent(),
          product -> !product.languages().isEmpty(),
          product -> !product.descriptions().isEmpty(),
          product -> product.assets().stream().anyMatch(asset -> asset.kind().equals("cover")),
          product -> !product.deals().isEmpty());

  /// What those have that are made of items.
  private static final List<Predicate<Item>> OF_ITEMS =
      List.of(
          item -> !item.titles().isEmpty(),
          item -> item.duration().isPresent(),
          item -> !item.displayArtists().isEmpty() || !item.contributors().isEmpty());

  private Completeness() {}

  /// The share of it, from 0 to 1. What is asked of items counts once for each product, and not at
  /// all for one without items.
  static double of(Product product) {
    var there = OF_ANY.stream().filter(each -> each.test(product)).count();
    if (product.items().isEmpty()) {
      return (double) there / OF_ANY.size();
    }
    there += OF_ITEMS.stream().filter(each -> product.items().stream().allMatch(each)).count();
    return (double) there / (OF_ANY.size() + OF_ITEMS.size());
  }
}
