/// How much is done, how long it takes and what waits, as metrics for Prometheus; and whether this
/// process is well, as answers for whoever starts and watches it.
///
/// [dev.tributary.metrics.MetricsPlugin] is found by itself. It does nothing unless the setting
/// `metrics.port` says where it is asked. [dev.tributary.metrics.ApplicationMeters] counts what
/// happens, [dev.tributary.metrics.Watch] knows what is.
@NullMarked
package dev.tributary.metrics;

import org.jspecify.annotations.NullMarked;
