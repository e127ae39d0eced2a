package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// A folder less some of the files in it and in its folders, which belong elsewhere.
///
/// @param paths of those files, from the root of the tree
record FolderWithout<F extends PackageFile>(Folder<F> folder, Set<String> paths)
    implements Folder<F> {

  @Override
  public String path() {
    return folder.path();
  }

  @Override
  public Listing<F> list() throws IOException {
    var listing = folder.list();
    var files = listing.files().stream().filter(file -> !paths.contains(file.path())).toList();
    List<Folder<F>> folders =
        listing.folders().stream()
            .<Folder<F>>map(inner -> new FolderWithout<>(inner, paths))
            .toList();
    return new Listing<>(files, folders);
  }
}
