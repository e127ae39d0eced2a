package dev.tributary.ingestion.rules;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the rules say of a document as a whole.
///
/// @param document with the state of its assets
/// @param violations of the rules, as serious as the provider's settings say
/// @param sound places of the products that can be loaded, in the document's order
public record Examination(
    CanonicalDocument document, List<Violation> violations, List<Integer> sound) {

  /// What is to become of a message.
  public enum Conclusion {
    /// Nothing of it can be loaded.
    REFUSED,
    /// It says of itself that it is a test.
    TEST,
    /// Files are missing that the provider's settings ask for.
    WAITING,
    /// It can be loaded, or what of it is sound.
    SOUND
  }

  /// Examines `document`.
  ///
  /// @param files those beside the message; empty for a portion of a message, since other portions
  ///   may name those that this one does not
  /// @param now the time to judge by
  public static Examination of(
      CanonicalDocument document,
      Optional<PackageListing> files,
      Severities severities,
      Instant now) {
    var violations = new ArrayList<>(Rules.check(document, severities, now));
    files.ifPresent(beside -> violations.addAll(Rules.checkFiles(document, beside, severities)));
    var found = List.copyOf(violations);
    return new Examination(document, found, SoundProducts.of(document, found));
  }

  /// When a message says that it was made; empty if it does not say so in a way that can be read.
  public static Optional<Instant> madeAt(Header header) {
    return header.createdAt().flatMap(Times::dateTime);
  }

  /// The products that can be loaded.
  public List<Product> soundProducts() {
    return sound.stream().map(document.products()::get).toList();
  }

  /// What is to become of the message.
  ///
  /// @param waits whether it has to wait for files that it names
  public Conclusion conclusion(boolean waits) {
    if (sound.isEmpty()) {
      return Conclusion.REFUSED;
    }
    if (document.header().test()) {
      return Conclusion.TEST;
    }
    return waits ? Conclusion.WAITING : Conclusion.SOUND;
  }

  /// The products that can be loaded and whose files did not all come. One that is taken away needs
  /// none.
  public List<Product> lackingFiles() {
    return sound.stream()
        .filter(place -> !isTakenAway(place))
        .map(document.products()::get)
        .filter(product -> product.assets().stream().anyMatch(Asset::awaitsFile))
        .toList();
  }

  /// By a purge, or by deals none of which holds any more when the message is made.
  private boolean isTakenAway(int place) {
    var deals = document.products().get(place).deals();
    var now = madeAt(document.header()).orElse(Instant.MIN);
    return document.intent(place) == Intent.PURGE
        || (!deals.isEmpty()
            && deals.stream()
                .allMatch(
                    deal -> deal.takedown() || !Times.period(deal.validity()).end().isAfter(now)));
  }
}
