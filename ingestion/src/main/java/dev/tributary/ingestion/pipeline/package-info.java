/// The pipeline: one small application a file, in the order in which a shipment passes through
/// them.
///
/// [Intake] → [Unpack] → [Transform] → [Validate] → [Load] → [Notify] → [Acknowledge]; what fails
/// for good goes to [Quarantine], what happens anywhere to [Ledger]; [Webhooks] hear of [Notify].
/// [Pipeline] puts them together. Applications know each other only by the messages between them: a
/// `ProductDelivery`, [Mapped], [Checked], [Loaded], [ProductChanged], and for each delivery in the
/// end a [Verdict].
@NullMarked
package dev.tributary.ingestion.pipeline;

import org.jspecify.annotations.NullMarked;
