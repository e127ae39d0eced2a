/// What the providers said, what of it counts, and what became of what they shipped.
///
/// A [dev.tributary.ingestion.catalogue.Statement] is what one delivery says of one product.
/// [dev.tributary.ingestion.catalogue.Catalogue] takes statements in, in any order, and keeps them
/// all; what a product is follows from them (docs/adr/0005), in three steps, each a class that can
/// be read alone: `Identity` says which statements speak of the same product, `Standing` which of
/// these counts, `ReceivedFiles` which files the product has. `ProductTable` keeps the outcome,
/// which [dev.tributary.ingestion.catalogue.Products] finds and shows.
///
/// [dev.tributary.ingestion.catalogue.Deliveries] is the register of all that was shipped. It lives
/// in the same database, so that a product and the state of its delivery change in one transaction.
@NullMarked
package dev.tributary.ingestion.catalogue;

import org.jspecify.annotations.NullMarked;
