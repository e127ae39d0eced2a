package dev.tributary.ingestion.score;

import dev.tributary.ingestion.live.LiveFile;
import dev.tributary.ingestion.score.JudgedProducts.JudgedProduct;
import dev.tributary.scoring.Explanation;
import dev.tributary.scoring.Score;
import dev.tributary.scoring.ScoreFiles;
import dev.tributary.scoring.ScoreTree;
import dev.tributary.scoring.ScoringException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/// Scores products by their attributes. Safe for use by many threads.
public final class ProductScorer {
  private final ScoreTree tree;
  private final String version;

  /// @throws IllegalArgumentException if the scores have attributes that products do not have
  public ProductScorer(ScoreTree tree) {
    this.tree = tree;
    this.version = ScoreFiles.version(tree);
    for (var attribute : tree.attributes()) {
      if (!ProductAttributes.names().contains(attribute)) {
        throw new IllegalArgumentException(
            "expected the attributes of the score to be ones that products have, %s, got: \"%s\""
                .formatted(String.join(", ", ProductAttributes.names()), attribute));
      }
    }
  }

  /// The scorer that is in `file`, whatever an editor changes there.
  ///
  /// @throws IllegalArgumentException if there is none in it, or one of attributes that products do
  ///   not have
  public static LiveFile<ProductScorer> live(Path file) {
    try {
      return LiveFile.open(file, ProductScorer::read);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "expected the setting score.scorer to name a file that can be read, got: \"%s\" (%s); `tributary score fit` makes one"
              .formatted(file, unreadable),
          unreadable);
    }
  }

  private static ProductScorer read(Path file) throws IOException {
    try {
      return new ProductScorer(ScoreFiles.tree(file.toString(), Files.readString(file)));
    } catch (ScoringException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  /// The same version gives the same scores.
  public String version() {
    return version;
  }

  /// What `product` scores.
  public Score score(JudgedProduct product) {
    return tree.score(values(product));
  }

  /// The same with all that is to be known of it later.
  Scored scored(JudgedProduct product, Instant now) {
    var score = score(product);
    return new Scored(
        product.key(),
        product.provider(),
        product.contentType(),
        score.score(),
        score.lower(),
        score.upper(),
        version,
        product.attributes(),
        now);
  }

  /// Why `product` scores what it does.
  public Explanation explain(JudgedProduct product) {
    return tree.explain(values(product));
  }

  private double[] values(JudgedProduct product) {
    return tree.attributes().stream()
        .mapToDouble(name -> Objects.requireNonNull(product.attributes().get(name)))
        .toArray();
  }
}
