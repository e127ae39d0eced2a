/// Camel in the benchmark: a route as it comes, and one that is as careful as Camel can be.
@NullMarked
package dev.tributary.peers.camel;

import org.jspecify.annotations.NullMarked;
