/// A message's way over one application: consumed, handed to a callback, its result published and
/// confirmed, acknowledged. Each contender is a process of its own on the same broker and the same
/// queue.
@NullMarked
package dev.tributary.benchmarks.hop;

import org.jspecify.annotations.NullMarked;
