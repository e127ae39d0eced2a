/// Webhooks: whoever wants to know what changes in the catalogue, and has an address.
///
/// [Endpoints] reads who they are, [Endpoint] is one of them, [Webhook] the application that posts
/// to it, with a queue of its own, so that one that is down is nobody else's business. What is
/// posted is signed ([SigningSecrets]) as the Standard Webhooks specification has it.
@NullMarked
package dev.tributary.ingestion.webhook;

import org.jspecify.annotations.NullMarked;
