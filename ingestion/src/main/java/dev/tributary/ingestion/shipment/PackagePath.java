package dev.tributary.ingestion.shipment;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;

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

  /// `path`, which is below `folder`, as seen from there.
  static String relative(String folder, String path) {
    return folder.isEmpty() ? path : path.substring(folder.length() + 1);
  }

  /// What desktops leave behind, and what its owner hid.
  static boolean isHiddenName(String name) {
    return name.startsWith(".") || HIDDEN.contains(name.toLowerCase(Locale.ROOT));
  }
}
