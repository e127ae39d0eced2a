package dev.tributary.ingestion.model;

import java.util.List;

/// The files of a package, each in the content store. Stored itself as content, so that many
/// messages may refer to one listing.
public record PackageListing(List<File> files) {

  /// One file of a package.
  ///
  /// @param path relative to the message or, for an archive or a batch, to its root; `/` between
  ///   names
  /// @param sha256 its name in the content store
  public record File(String path, String sha256, long bytes) {}
}
