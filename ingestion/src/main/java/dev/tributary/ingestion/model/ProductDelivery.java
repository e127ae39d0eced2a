package dev.tributary.ingestion.model;

import java.time.Instant;
import java.util.Optional;

/// One shipment of a provider: a message file, alone or with the files it names, or a whole package
/// that becomes several.
///
/// @param id short and derived from the content, so that the same shipment has the same id in every
///   catalogue; shipped again, it gets a suffix: `3f9a0c52d1e84b76`, `3f9a0c52d1e84b76-2`
/// @param number the intake number: counts up in path order; breaks ties between versions
/// @param part the place within the package it was unpacked from; 0 for what was shipped itself
/// @param parent the id of the package it was unpacked from
/// @param provider who shipped it, if that was said at intake; otherwise the mapping finds out
/// @param path the argument joined to the file found; within a package `package.zip!/inner/path`
/// @param content SHA-256 of the message file, its name in the content store
/// @param bytes size of the message file
/// @param files SHA-256 of the [PackageListing] that names the files shipped with it
public record ProductDelivery(
    String id,
    long number,
    int part,
    Optional<String> parent,
    Optional<String> provider,
    String path,
    Kind kind,
    Instant receivedAt,
    String content,
    long bytes,
    Optional<String> files) {

  /// The same with other files.
  public ProductDelivery withFiles(Optional<String> otherFiles) {
    return new ProductDelivery(
        id, number, part, parent, provider, path, kind, receivedAt, content, bytes, otherFiles);
  }

  public enum Kind {
    /// A message, with the files it names.
    MESSAGE,
    /// An archive, to be unpacked.
    ARCHIVE,
    /// A message about more products than are read at once, to be taken apart.
    PRODUCTS,
    /// Some of the products of such a message, as a message of their own.
    PORTION,
    /// A DDEX batch: a folder of release folders and a manifest, to be unpacked.
    BATCH
  }
}
