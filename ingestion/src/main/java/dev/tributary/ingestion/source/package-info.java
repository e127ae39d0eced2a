/// Java source files that somebody wrote beside the program, compiled in memory when they are
/// needed: services that are run from a file, and what a provider's folder holds.
@NullMarked
package dev.tributary.ingestion.source;

import org.jspecify.annotations.NullMarked;
