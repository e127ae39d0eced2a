package dev.tributary.ingestion.content;

import dev.tributary.UnavailableException;
import java.nio.file.Path;

/// Nothing more is stored, so that the disk keeps room for the database and the queues beside the
/// content store. What was already stored stays readable; the same put works once there is room,
/// for which the application that puts waits.
public final class StorageFullException extends UnavailableException {

  StorageFullException(Path folder, long expected, long found) {
    super(
        ("expected at least %,d MiB to be free on the disk of %s, found %,d MiB; make "
                + "room, or lower the minimum")
            .formatted(mebibytes(expected), folder, mebibytes(found)),
        null);
  }

  private static long mebibytes(long bytes) {
    return bytes >> 20;
  }
}
