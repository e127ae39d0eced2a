/// The embedded broker: Apache ActiveMQ Artemis in this process, durable in a folder.
///
/// An exchange is a multicast address, a message's routing key a set of properties, an
/// application's bindings to one exchange one durable queue with a filter ([RoutingKeys]). What an
/// application gives back, to be delivered again now or later, goes to an anycast queue of its own.
/// [ArtemisTransport] consumes all queues of an application as one.
@NullMarked
package dev.tributary.artemis;

import org.jspecify.annotations.NullMarked;
