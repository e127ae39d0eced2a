/// What is told to providers of what they shipped: an [Acknowledgement] says how a delivery ended,
/// as far as it concerns its provider; a form makes it the bytes of a file; and an
/// [AcknowledgementFolder] is where the files go.
@NullMarked
package dev.tributary.ingestion.acknowledgement;

import org.jspecify.annotations.NullMarked;
