/// What becomes of a delivery in all applications, as one trace.
///
/// [dev.tributary.tracing.TracingPlugin] is found by itself. It does nothing unless the setting
/// `tracing.endpoint` says where spans are sent to. [dev.tributary.tracing.Spans] makes them.
@NullMarked
package dev.tributary.tracing;

import org.jspecify.annotations.NullMarked;
