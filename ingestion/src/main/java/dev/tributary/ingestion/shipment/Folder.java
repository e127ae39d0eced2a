package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.util.List;

/// A folder of a tree of files. Hidden files and folders are not in it.
interface Folder<F extends PackageFile> {

  /// Where it is, from the root of the tree; empty for the root itself.
  String path();

  /// Looks what is in it now.
  Listing<F> list() throws IOException;

  /// What a folder holds, each in path order.
  record Listing<F extends PackageFile>(List<F> files, List<Folder<F>> folders) {}
}
