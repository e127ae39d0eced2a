/// The editing loop of those who write mappings: what a mapping makes of a file
/// ([dev.tributary.ingestion.editing.Trial]), whether it still makes of the samples what their
/// golden files say ([dev.tributary.ingestion.editing.Acceptance]), and whether a running pipeline
/// may take a change over ([dev.tributary.ingestion.editing.SampleGate]).
@NullMarked
package dev.tributary.ingestion.editing;

import org.jspecify.annotations.NullMarked;
