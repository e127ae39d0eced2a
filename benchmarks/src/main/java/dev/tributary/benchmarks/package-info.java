/// What it costs, beside what it could cost at least. Each benchmark measures its bare limit in the
/// same run, alternating, and prints medians.
@NullMarked
package dev.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
