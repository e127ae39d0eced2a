package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Files of a tree that were shipped as one.
///
/// @param head the message, the archive, the manifest of the batch, or the stray file
/// @param folder that the paths of `files` are relative to, from the root of the tree
/// @param files that go with it
record Group<F extends PackageFile>(Kind kind, F head, String folder, List<F> files) {

  enum Kind {
    /// A message with the files that go with it.
    MESSAGE,
    /// A table, with the tables that are joined to it among its files.
    JOINED,
    ARCHIVE,
    /// A manifest with all files of the batch.
    BATCH,
    /// A file that no message speaks of.
    STRAY
  }

  /// The batch that `folder` is, with everything that is in it.
  static <F extends PackageFile> Group<F> batch(Folder<F> folder, F manifest) throws IOException {
    var files = new ArrayList<F>();
    addAll(folder, files);
    files.removeIf(file -> file.path().equals(manifest.path()));
    return new Group<>(Kind.BATCH, manifest, folder.path(), files);
  }

  /// Adds all files that are in `folder` and in its folders.
  static <F extends PackageFile> void addAll(Folder<F> folder, List<F> files) throws IOException {
    var listing = folder.list();
    files.addAll(listing.files());
    for (var inner : listing.folders()) {
      addAll(inner, files);
    }
  }

  <G extends PackageFile> Group<G> map(Function<F, G> file) {
    return new Group<>(kind, file.apply(head), folder, files.stream().map(file).toList());
  }
}
