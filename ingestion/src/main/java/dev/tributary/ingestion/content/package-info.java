/// The bytes that providers sent, each once, under the name of their SHA-256. [ContentStore] keeps
/// them, [ContentBatch] puts many at the price of few, and [DeclaredHash] compares them with what a
/// provider says they should be. Messages between applications carry the names, never the bytes.
@NullMarked
package dev.tributary.ingestion.content;

import org.jspecify.annotations.NullMarked;
