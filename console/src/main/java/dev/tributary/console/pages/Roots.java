package dev.tributary.console.pages;

import dev.tributary.console.web.RefusedException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Collectors;

/// The folders whose files may be submitted by their path.
record Roots(List<Path> folders) {

  /// The file or folder that `text` names, with all links on the way resolved. One that is not
  /// absolute is looked for in each of the folders.
  ///
  /// @throws RefusedException if it is in none of them, or if a link in it leads elsewhere
  Path resolve(String text) throws IOException {
    for (var folder : folders) {
      var path = inside(folder, text);
      if (Files.exists(path) && isInside(path.toRealPath())) {
        checkLinks(path.toRealPath());
        return path.toRealPath();
      }
    }
    throw RefusedException.forbidden(
        folders.isEmpty()
            ? "no folder is set whose files may be submitted by path: name some in console.roots, or"
                + " upload the file"
            : "expected a path of a file or folder below %s, got: \"%s\""
                .formatted(
                    folders.stream().map(Roots::named).collect(Collectors.joining(" or ")), text));
  }

  private static String named(Path folder) {
    return Files.exists(folder) ? folder.toString() : folder + " (which is not there)";
  }

  private static Path inside(Path folder, String text) {
    try {
      return folder.resolve(text);
    } catch (InvalidPathException malformed) {
      throw RefusedException.badRequest("this is not a path: " + malformed.getMessage());
    }
  }

  private boolean isInside(Path real) throws IOException {
    for (var folder : folders) {
      // One that is not mounted at the moment keeps nobody from the others.
      if (Files.exists(folder) && real.startsWith(folder.toRealPath())) {
        return true;
      }
    }
    return false;
  }

  private void checkLinks(Path path) throws IOException {
    Files.walkFileTree(path, new Links());
  }

  /// Refuses links that lead elsewhere. What leads nowhere, or may not be read, is the intake's to
  /// tell: it does not go there.
  private final class Links extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink() && Files.exists(file) && !isInside(file.toRealPath())) {
        throw RefusedException.forbidden(
            "the link %s leads out of the folders that may be submitted".formatted(file));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
      return FileVisitResult.CONTINUE;
    }
  }
}
