/// What the catalogue shows of a product, of all that is said of it: by its provider, by editors,
/// and by third parties. Each of them keeps what it says to itself; only as a product is shown they
/// come together ([dev.tributary.ingestion.trust.ShownProduct]), in the order in which they are
/// trusted ([dev.tributary.ingestion.trust.TrustOrder]).
@NullMarked
package dev.tributary.ingestion.trust;

import org.jspecify.annotations.NullMarked;
