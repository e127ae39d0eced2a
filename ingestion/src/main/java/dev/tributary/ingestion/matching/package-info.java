/// Which products may be the same: shipped by two providers, or under a corrected barcode; and
/// which parties: of one identifier, or of a name that is written otherwise. They are proposed to
/// people, with a reason, and never merged (docs/adr/0025, docs/adr/0031).
@NullMarked
package dev.tributary.ingestion.matching;

import org.jspecify.annotations.NullMarked;
