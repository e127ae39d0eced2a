/// From what lies on a disk to what can be mapped: which files are messages, which files go with
/// them, and whether they are what the provider says they are.
///
/// [Shipments] finds what was shipped below the paths that a user gave and puts it into the content
/// store. [Unpacker] turns an archive or a batch into the shipments that are in it, from the store
/// alone. Both see a tree of files and form the same groups in it. [DeclaredAssets] compares what a
/// message declares with the files that came.
///
/// Everything here reads what strangers wrote. No name of theirs ever becomes the name of a file: a
/// reference is looked up among the files that came, and a file is stored under its hash.
@NullMarked
package dev.tributary.ingestion.shipment;

import org.jspecify.annotations.NullMarked;
