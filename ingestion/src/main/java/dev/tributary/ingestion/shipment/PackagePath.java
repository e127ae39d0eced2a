package dev.tributary.ingestion.shipment;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/// Paths within a tree of files: names with `/` between them, as strings, since they are no paths
/// of this machine.
final class PackagePath {

  private static final Set<String> HIDDEN = Set.of("__macosx", "thumbs.db", "desktop.ini");

  /// Name by name, so that a folder's files stay together.
  static final Comparator<String> ORDER = Comparator.comparing(path -> path.replace('/', '\0'));

  private PackagePath() {}

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The folder that holds it; empty for the root.
  static String folderOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /// `path` as seen from `folder`; what is not below it, from the next folder around both.
  static String relative(String folder, String path) {
    var around = folder;
    while (!around.isEmpty() && !path.startsWith(around + "/")) {
      around = folderOf(around);
    }
    return around.isEmpty() ? path : path.substring(around.length() + 1);
  }

  static <F extends PackageFile> Function<F, String> seenFrom(Folder<F> folder) {
    return file -> relative(folder.path(), file.path());
  }

  /// What desktops leave behind, and what its owner hid.
  static boolean isHiddenName(String name) {
    return name.startsWith(".") || HIDDEN.contains(name.toLowerCase(Locale.ROOT));
  }
}
