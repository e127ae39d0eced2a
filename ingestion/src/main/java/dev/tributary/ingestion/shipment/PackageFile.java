package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ByteSource;

/// A file in a tree of files, on a disk or in the content store.
interface PackageFile extends ByteSource {

  /// Where it is, from the root of the tree; `/` between names.
  String path();

  long bytes();
}
