package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.shipment.FileReference.Inside;
import dev.tributary.ingestion.shipment.FileReference.Outside;
import java.util.HashSet;
import java.util.Set;

/// The names in an archive: each below its root, each once. Old tools of Windows write `\` where
/// the standard has `/`.
final class ArchiveNames {
  private final Set<String> paths = new HashSet<>();

  /// @throws RefusedException if `name` leads out of the archive
  static void check(String name) throws RefusedException {
    if (FileReference.parse(name) instanceof Outside) {
      throw refused(
          "package.climbs-out", name, "expected names below the archive's root, found \"%s\"");
    }
  }

  /// What refuses the link `name`.
  static RefusedException link(String name) {
    return refused(
        "package.climbs-out",
        name,
        "expected files and folders, found a link, \"%s\"; send the file itself");
  }

  /// The path of the file `name`.
  ///
  /// @throws RefusedException if it leads out of the archive, or has been there
  String add(String name) throws RefusedException {
    check(name);
    var path =
        switch (FileReference.parse(name)) {
          case Inside(var written) -> written.getFirst();
          case Outside _ -> throw new IllegalStateException("not checked: " + name);
        };
    if (!paths.add(path)) {
      throw refused(
          "package.duplicate-name", path, "expected each file once, found two named \"%s\"");
    }
    return path;
  }

  static RefusedException refused(String rule, String name, String message) {
    return new RefusedException(Violations.error(rule, name, message.formatted(name)));
  }
}
