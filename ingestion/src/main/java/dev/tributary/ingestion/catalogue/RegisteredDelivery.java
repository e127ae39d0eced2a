package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.ProductDelivery;
import java.time.Instant;
import java.util.Optional;

/// A delivery, and what is known of it by now.
///
/// @param provider who shipped it, as far as is known by now
/// @param format such as `ern 4.3`, once identified
/// @param sentAt when its message was confirmed
/// @param settlement what became of it, once that is final
/// @param settledAt when it did
public record RegisteredDelivery(
    ProductDelivery delivery,
    Optional<String> provider,
    Optional<String> format,
    Optional<Instant> sentAt,
    Optional<Settlement> settlement,
    Optional<Instant> settledAt) {}
