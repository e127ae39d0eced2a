/// What strangers write, changed by chance: no parser may crash, hang or take more memory than it
/// ought to. [Parser] names them all; `scripts/fuzz` runs one for long, the tests all for moments.
@NullMarked
package dev.tributary.ingestion.fuzz;

import org.jspecify.annotations.NullMarked;
