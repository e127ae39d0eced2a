/// Which products may be the same: shipped by two providers, or under a corrected barcode. They are
/// proposed to people, with a reason, and never merged (docs/adr/0025).
@NullMarked
package dev.tributary.ingestion.matching;

import org.jspecify.annotations.NullMarked;
