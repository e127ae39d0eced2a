package dev.tributary.ingestion.shipment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// A folder of a package that is known by the paths of its files.
///
/// @param below all files in it and in its folders
record StoredFolder(String path, List<StoredFile> below) implements Folder<StoredFile> {

  /// The root of the tree that `files` form.
  static StoredFolder of(Collection<StoredFile> files) {
    return new StoredFolder("", files.stream().filter(StoredFolder::isVisible).toList());
  }

  private static boolean isVisible(StoredFile file) {
    return Arrays.stream(file.path().split("/")).noneMatch(PackagePath::isHiddenName);
  }

  @Override
  public Listing<StoredFile> list() {
    var files = new ArrayList<StoredFile>();
    var byFolder = new TreeMap<String, List<StoredFile>>(PackagePath.ORDER);
    for (var file : below) {
      var rest = PackagePath.relative(path, file.path());
      int slash = rest.indexOf('/');
      if (slash < 0) {
        files.add(file);
      } else {
        byFolder.computeIfAbsent(rest.substring(0, slash), _ -> new ArrayList<>()).add(file);
      }
    }
    files.sort(Comparator.comparing(StoredFile::path, PackagePath.ORDER));
    var folders = new ArrayList<Folder<StoredFile>>();
    byFolder.forEach(
        (name, inside) -> folders.add(new StoredFolder(PackagePath.join(path, name), inside)));
    return new Listing<>(files, folders);
  }
}
