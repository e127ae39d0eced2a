/// SmallRye Reactive Messaging in the benchmark: a method as it comes, and one that is as careful
/// as the connector can be.
@NullMarked
package dev.tributary.peers.smallrye;

import org.jspecify.annotations.NullMarked;
