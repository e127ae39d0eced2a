package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.model.Product.ContentType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A product that is not as it was: one line of history.
///
/// @param sequence its place in the history of all products; later ones have higher numbers
/// @param appliedAt when it was written down
/// @param action what the statement does that counts for the product now
/// @param provider whose statement changed it
/// @param delivery that brought the statement
/// @param mapping version of the mapping that read the statement
/// @param changes what differs in what is said of it; none if it is new, or if only its state
///   differs
/// @param editor who changed it, if it was an editor; `delivery` is then whose statement counts
/// @param why the editor did
public record ProductChange(
    long sequence,
    Instant appliedAt,
    String key,
    ContentType contentType,
    Action action,
    String provider,
    String delivery,
    String mapping,
    List<Change> changes,
    Optional<String> editor,
    Optional<String> why) {}
