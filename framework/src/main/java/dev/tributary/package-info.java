/// For people who write applications.
///
/// An [Application] is one [Callback] between a consumer and a producer. [Processor]s stand before
/// and after it. A [Runner] runs applications on a transport, one virtual thread per delivery. What
/// a delivery came to is an [Outcome]; what failed is tried again as its [RetryPolicy] says and
/// then set aside as a [DeadLetter].
///
/// Start with [Application]; the life of a message stands in `internal/Worker`.
@NullMarked
package dev.tributary;

import org.jspecify.annotations.NullMarked;
