package dev.tributary.ingestion.catalogue;

import java.time.Instant;
import java.util.Comparator;

/// Which of two statements about a product counts: the later one.
///
/// @param time the message's own, or when it was received if its format has none
/// @param number the intake number of its delivery
/// @param part the part of its package
public record Version(Instant time, long number, int part) implements Comparable<Version> {
  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::time)
          .thenComparingLong(Version::number)
          .thenComparingInt(Version::part);

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }
}
