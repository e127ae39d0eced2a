/// Spring AMQP in the benchmark: a listener as it comes, and one that is as careful as the others
/// are at equal durability.
@NullMarked
package dev.tributary.peers.springamqp;

import org.jspecify.annotations.NullMarked;
