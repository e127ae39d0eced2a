/// MARC records as they lie in a file one after the other (ISO 2709): where each of them begins and
/// ends, which is all one has to know to take a file apart. What is in them, `marc4j` reads.
@NullMarked
package dev.tributary.ingestion.marc;

import org.jspecify.annotations.NullMarked;
