/// What it costs, beside what it could cost at least: of the whole pipeline by runs that alternate
/// with those of its bare limit, of the framework by JMH.
@NullMarked
package dev.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
