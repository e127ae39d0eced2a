/// Whether the books agree: what came in, what became of it, and what is kept of it.
///
/// [dev.tributary.ingestion.reconciliation.Reconciliation] goes through the register, delivery by
/// delivery. `Books` reads what is written about one in the register, the catalogue, the content
/// store and among the failures; `Checks` holds it against each other and knows no database;
/// `Strays` finds what no delivery in the register accounts for. Nothing here writes.
@NullMarked
package dev.tributary.ingestion.reconciliation;

import org.jspecify.annotations.NullMarked;
