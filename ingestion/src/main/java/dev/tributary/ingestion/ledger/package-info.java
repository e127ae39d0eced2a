/// What happened to every message: the events as they are kept, found again by whatever they speak
/// of, put together as a tree, and deleted when they are old. It knows no application.
@NullMarked
package dev.tributary.ingestion.ledger;

import org.jspecify.annotations.NullMarked;
