package dev.tributary.cli;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.Lookup.Ambiguous;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.catalogue.Products.Lookup.Unknown;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.score.JudgedProducts;
import dev.tributary.ingestion.score.JudgedProducts.Filter;
import dev.tributary.ingestion.score.JudgedProducts.JudgedProduct;
import dev.tributary.scoring.Explanation;
import dev.tributary.scoring.Score;
import dev.tributary.scoring.ScoreTree;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which products of the catalogue to judge, and how they score.
final class ProductScores {
  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Only products of this provider.")
  private @Nullable String provider;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only products of this kind: MusicRelease, Podcast, Audiobook, Book or Video.")
  private @Nullable String type;

  /// Tells `judge` of the products, by key.
  ///
  /// @param key of one product, or an identifier of it; of all if there is none
  void forEach(DatabaseReader catalogue, @Nullable String key, Consumer<JudgedProduct> judge)
      throws InterruptedException {
    var contentType = Optional.ofNullable(type).map(ProductScores::contentType);
    catalogue.read(
        handle -> {
          var one = Optional.ofNullable(key).map(named -> find(handle, named));
          var filter = new Filter(one, Optional.ofNullable(provider), contentType);
          JudgedProducts.forEach(handle, filter, judge);
          return handle;
        });
  }

  private static String contentType(String text) {
    return Arrays.stream(ContentType.values())
        .map(ContentType::word)
        .filter(word -> word.equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "expected --type to be one of %s, got: \"%s\"".formatted(words(), text)));
  }

  private static String words() {
    return Arrays.stream(ContentType.values())
        .map(ContentType::word)
        .collect(Collectors.joining(", "));
  }

  private static String find(Handle handle, String key) {
    return switch (Products.find(handle, key, Instant.now())) {
      case Found(var document) -> document.path("key").stringValue("");
      case Unknown _ ->
          throw new UsageException(
              "no product %s in the catalogue; `tributary products` lists what is there"
                  .formatted(key));
      case Ambiguous(var keys) ->
          throw new UsageException(
              "%s names several products: %s".formatted(key, String.join(", ", keys)));
    };
  }

  static Score score(ScoreTree tree, JudgedProduct product) {
    return tree.score(values(tree, product));
  }

  static Explanation explain(ScoreTree tree, JudgedProduct product) {
    return tree.explain(values(tree, product));
  }

  private static double[] values(ScoreTree tree, JudgedProduct product) {
    return tree.attributes().stream().mapToDouble(name -> value(product, name)).toArray();
  }

  private static double value(JudgedProduct product, String attribute) {
    var value = product.attributes().get(attribute);
    if (value == null) {
      throw new UsageException(
          "expected the attributes of the score to be ones that products have, %s, got: \"%s\""
              .formatted(String.join(", ", product.attributes().keySet()), attribute));
    }
    return value;
  }
}
