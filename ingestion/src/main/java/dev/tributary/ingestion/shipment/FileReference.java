package dev.tributary.ingestion.shipment;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a message means when it names a file. It is looked up among the files that came with the
/// message and never opened itself.
sealed interface FileReference {

  /// A place in the package.
  ///
  /// @param paths the path as it is written and, if that differs, with its percent escapes
  ///   resolved; without `.` and `..`
  record Inside(List<String> paths) implements FileReference {}

  /// A place that is not in the package, so that nobody looks there.
  ///
  /// @param what it is, for the provider's eyes
  record Outside(String what) implements FileReference {}

  Pattern FILE_URI = Pattern.compile("(?i)file:(//)?");
  Pattern OTHER_URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*", Pattern.DOTALL);
  Pattern DRIVE = Pattern.compile("[A-Za-z]:[\\\\/].*", Pattern.DOTALL);

  /// Understands relative paths with separators of either kind, and `file:` URIs.
  static FileReference parse(String written) {
    var text =
        FILE_URI.matcher(written.strip()).replaceFirst(matched -> matched.start() == 0 ? "" : "$0");
    if (OTHER_URI.matcher(text).matches()) {
      return new Outside("a URL");
    }
    var paths = Stream.of(text, unescaped(text)).distinct().toList();
    if (paths.stream().anyMatch(FileReference::isAbsolute)) {
      return new Outside("an absolute path");
    }
    if (paths.stream().anyMatch(FileReference::climbsOut)) {
      return new Outside("a path that leads out of the package");
    }
    return new Inside(paths.stream().map(FileReference::normalised).distinct().toList());
  }

  private static String unescaped(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException noEscapes) {
      return text;
    }
  }

  private static boolean isAbsolute(String path) {
    return path.startsWith("/") || path.startsWith("\\") || DRIVE.matcher(path).matches();
  }

  private static boolean climbsOut(String path) {
    int depth = 0;
    for (var name : names(path)) {
      depth += name.equals("..") ? -1 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  private static String normalised(String path) {
    var names = new ArrayDeque<String>();
    for (var name : names(path)) {
      if (name.equals("..")) {
        names.removeLast();
      } else {
        names.addLast(name);
      }
    }
    return String.join("/", names);
  }

  private static List<String> names(String path) {
    return Stream.of(path.replace('\\', '/').split("/"))
        .filter(name -> !name.isEmpty() && !name.equals("."))
        .toList();
  }
}
