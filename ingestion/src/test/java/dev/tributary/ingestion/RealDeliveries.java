package dev.tributary.ingestion;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Where real deliveries are, which are not ours to ship: in `shared/deliveries` beside one of the
/// folders above, or where `TRIBUTARY_DELIVERIES` says.
public final class RealDeliveries {
  private RealDeliveries() {}

  /// Their folder, which need not be there.
  public static Path folder() {
    return Optional.ofNullable(System.getenv("TRIBUTARY_DELIVERIES"))
        .map(Path::of)
        .or(
            () ->
                Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                    .map(above -> above.resolve("shared/deliveries"))
                    .filter(Files::isDirectory)
                    .findFirst())
        .orElse(Path.of("shared/deliveries"));
  }
}
