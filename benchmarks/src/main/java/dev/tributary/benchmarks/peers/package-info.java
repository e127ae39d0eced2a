/// Tributary beside the limit and beside its peers, on one broker, alternating, each in a process
/// of its own on a class path of its own.
///
/// Contenders know nothing of being measured: messages that carry a number go into the queue that a
/// contender consumes, its results are counted where they arrive, and what it cost is asked of the
/// operating system.
@NullMarked
package dev.tributary.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
