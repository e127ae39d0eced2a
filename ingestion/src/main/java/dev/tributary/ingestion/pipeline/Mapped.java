package dev.tributary.ingestion.pipeline;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.ProductDelivery;

/// What [Transform] makes of a delivery.
///
/// @param provider who shipped it
/// @param mapping version of the mapping that made the document: the provenance of all that is in
///   it
record Mapped(
    ProductDelivery delivery, String provider, String mapping, CanonicalDocument document) {}
