package dev.tributary.ingestion.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.ProductChange;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.model.Product.ContentType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// One product that is not as it was: what others are told, the first time and again.
///
/// @param id the same whenever and however often the change is told
/// @param sequence its place among all changes of the catalogue; later ones have higher numbers
/// @param at when the catalogue changed
/// @param key of the product
/// @param type word for the kind of product, as in routing keys: `release`, `podcast`, …
/// @param delivery whose statement changed it
/// @param mapping version of the mapping that read the statement
/// @param changes what differs, by path
/// @param editor who changed it, if it was an editor; `delivery` is then whose statement counts
/// @param why the editor did
record ProductChanged(
    String id,
    long sequence,
    Instant at,
    String key,
    String type,
    Action action,
    String provider,
    String delivery,
    String mapping,
    List<Change> changes,
    Optional<String> editor,
    Optional<String> why) {

  /// What is told of `change`. Its id knows the time as well, since a catalogue that is made anew
  /// gives its numbers once more.
  static ProductChanged of(ProductChange change) {
    var name = change.sequence() + " " + change.appliedAt() + " " + change.delivery();
    return new ProductChanged(
        UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString(),
        change.sequence(),
        change.appliedAt(),
        change.key(),
        routingWord(change.contentType()),
        change.action(),
        change.provider(),
        change.delivery(),
        change.mapping(),
        change.changes(),
        change.editor(),
        change.why());
  }

  /// Such as `takedown.release`.
  String routingKey() {
    return action.name().toLowerCase(Locale.ROOT) + "." + type;
  }

  private static String routingWord(ContentType type) {
    return switch (type) {
      case MUSIC_RELEASE -> "release";
      case PODCAST -> "podcast";
      case AUDIOBOOK -> "audiobook";
      case BOOK -> "book";
      case VIDEO -> "video";
    };
  }
}
