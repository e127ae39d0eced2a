package dev.tributary.ingestion.editing;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What became of one message in a [Trial].
///
/// @param path from the name of the file that was tried on
/// @param provider whose it is
/// @param format and its version, such as `ern 4.3`; empty if nobody can tell
/// @param mapping version of the mapping; empty if it did not come to that
/// @param state that the message would have in an empty catalogue
/// @param header what the message says of itself; empty if it could not be mapped
/// @param products all of them, also those that are refused
/// @param purged places of those that are to be removed
/// @param error what is wrong with the mapping; empty if nothing is
public record Tried(
    String path,
    Optional<String> provider,
    Optional<String> format,
    Optional<String> mapping,
    DeliveryState state,
    Optional<Header> header,
    List<Product> products,
    Set<Integer> purged,
    List<Violation> violations,
    Optional<String> error) {

  /// A message that did not get as far as the rules.
  static Tried unread(
      String path,
      Known known,
      DeliveryState state,
      List<Violation> violations,
      Optional<String> error) {
    return new Tried(
        path,
        known.provider(),
        known.format(),
        known.mapping(),
        state,
        Optional.empty(),
        List.of(),
        Set.of(),
        violations,
        error);
  }

  /// Whether the mapping is at fault, not the message.
  public boolean failedInMapping() {
    return error.isPresent();
  }

  /// What is known of a message before it is mapped.
  record Known(Optional<String> provider, Optional<String> format, Optional<String> mapping) {
    static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
