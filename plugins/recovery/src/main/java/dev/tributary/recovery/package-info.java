/// What failed for good: kept with its reason, listed and searched, sent on to the application
/// where it failed, or dropped on purpose. Every such act is written down.
///
/// The applications [KeepFailures] and [Acts] do it; [Failures] is where all of it is kept.
@NullMarked
package dev.tributary.recovery;

import org.jspecify.annotations.NullMarked;
