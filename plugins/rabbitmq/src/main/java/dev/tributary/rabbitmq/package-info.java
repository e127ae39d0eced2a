/// The broker in production: RabbitMQ 3.10 or newer, over AMQP 0-9-1.
///
/// [RabbitTransport] is the whole of it for its users; [RabbitOptions] says where the broker is. In
/// the broker, an application named `catalogue` that consumes `upsert.#` of `validate` is:
///
/// ```
/// exchange validate (topic, everybody's)
///   │ upsert.#
///   ▼
/// exchange catalogue.in (headers) ── priority=urgent ──► queue catalogue.urgent ─┐
///   │ all else, by way of exchange catalogue.normal                              ├─► the application
///   ▼                                                                            │
/// queue catalogue ───────────────────────────────────────────────────────────────┘
///
/// queues catalogue.retry.1s … 4096s     what waits to be tried again; expires into catalogue.in
/// queue catalogue.bindings              one message: what catalogue.in was bound to last
/// queue catalogue.pause                 one message, while the application is paused: why
/// exchange catalogue (topic)            its results; bind to it whatever you like
/// exchange failures ──► dead-letters    what was delivered too often goes there, too
/// ```
///
/// Durable queues are quorum queues, exchanges durable, messages persistent. A temporary queue has
/// the same parts, all of which end with the connection that declared them. What an administrator
/// binds by hand, to any of them, is left alone.
///
/// Where to start reading:
///
/// - the way out: [RabbitProducer] → [Wire] → [ConfirmChannel], which publishes for many threads
///   and tells each what the broker answered
/// - the way in: [RabbitConsumer] → [Received] → [RabbitDelivery] → [Unsettled], which tells the
///   broker what became of many deliveries in few words
/// - what is declared: [Topology], [QueueArguments], [Names]; how stale bindings are found:
///   [BindingRecord]; how a retry waits: [Ladder]
/// - the connection, made again when it was lost: [Link]
///
/// Another program that sends to these exchanges needs to know: the routing key is AMQP's, the id
/// is `message_id`, the header `priority` with the value `urgent` lets a message overtake, and all
/// other headers are the application's. Whoever receives from them finds the same.
///
/// The broker needs all its feature flags (`rabbitmqctl enable_feature_flag all` after an upgrade):
/// without `stream_queue`, queues hand messages on at most once.
@NullMarked
package dev.tributary.rabbitmq;

import org.jspecify.annotations.NullMarked;
