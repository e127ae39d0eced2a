/// Spring Cloud Stream in the benchmark: a function as it comes, and a consumer that is as careful
/// as the others are at equal durability.
@NullMarked
package dev.tributary.peers.springcloudstream;

import org.jspecify.annotations.NullMarked;
