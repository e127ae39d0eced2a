package dev.tributary.ingestion.trust;

import java.time.Instant;
import java.util.Optional;

/// Whose word on a field is shown. What there is none for is the provider's.
///
/// @param item the name of the item that it is about; none: the product as a whole
/// @param source `editor`, `provider`, or the name of an enricher
/// @param at when the source said so
/// @param confidence that it is about this product, from 0 to 1
public record Provenance(
    Optional<String> item,
    String field,
    String value,
    String source,
    Instant at,
    double confidence) {}
