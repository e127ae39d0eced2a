/// The canonical model: what a provider says of a product ([Product]), the message it said it in
/// ([CanonicalDocument]), the shipment it came by ([ProductDelivery]) and what is wrong with it
/// ([Violation]). Records only: no behaviour that needs a database, a queue or a clock.
@NullMarked
package dev.tributary.ingestion.model;

import org.jspecify.annotations.NullMarked;
