package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.model.Product.ContentType;
import java.util.List;

/// A product that is not as it was.
///
/// @param action what the statement does that counts for it now
/// @param changes what differs in what is said of it; none if it is new, or if only its state
///   differs
public record ProductChange(
    String key, ContentType contentType, Action action, List<Change> changes) {}
