package dev.tributary.ingestion.trust;

import java.util.Optional;

/// Two who contradict each other on a field.
///
/// @param item the name of the item that it is about; none: the product as a whole
/// @param shown the word that is shown
/// @param source whose it is
/// @param other the word of another one
/// @param otherSource whose that is
public record Conflict(
    Optional<String> item,
    String field,
    String shown,
    String source,
    String other,
    String otherSource) {}
