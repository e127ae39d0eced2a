package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/// Paths that the user gave, or files below them, that are not there or may not be read.
public final class UnusablePathException extends IOException {

  private static final int NAMED = 10;

  private UnusablePathException(String message) {
    super(message);
  }

  static UnusablePathException missing(Collection<Path> paths) {
    return new UnusablePathException(
        "expected a file or folder, found none at %s; check the path".formatted(named(paths)));
  }

  static UnusablePathException unreadable(Collection<Path> paths) {
    return new UnusablePathException(
        ("expected to be able to read %s, found no permission, or it has gone; "
                + "everything else was taken, so mend that and do it again")
            .formatted(named(paths)));
  }

  private static String named(Collection<Path> paths) {
    var named = paths.stream().limit(NAMED).map(Path::toString).collect(Collectors.joining(", "));
    int more = paths.size() - NAMED;
    return more > 0 ? "%s and %d more".formatted(named, more) : named;
  }
}
