/// Tables of text: CSV, TSV and their like, from bytes to the rows of one product.
///
/// 1. A [TableDeclaration] is what a provider's `provider.yaml` says of its tables; all of it may
///    be left out.
/// 2. [Table] finds out the rest by the content, encoding, [Dialect] and header row, and reads row
///    by row, in memory that does not grow with the table. A row that is broken is told, and the
///    next one is read.
/// 3. [Columns] says which [Field] stands in which column: as declared, or by the usual names.
/// 4. [ProductRows] are the rows that speak of one product, with those of other tables that are
///    joined; [RowsByProduct] brings them together wherever they stand.
///
/// Parsing itself is FastCSV's. What a value means is the mapping's to know.
@NullMarked
package dev.tributary.ingestion.table;

import org.jspecify.annotations.NullMarked;
