package dev.tributary.database;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/// Instants as text in UTC with nine digits of fraction, so that texts sort as the instants do
/// (from the year 0 to 9999).
public final class Timestamps {
  private static final int FRACTION_DIGITS = 9;
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder().appendInstant(FRACTION_DIGITS).toFormatter();

  private Timestamps() {}

  /// `instant` as it is stored.
  public static String text(Instant instant) {
    return FORMAT.format(instant);
  }

  /// The instant that `stored` says.
  public static Instant instant(String stored) {
    return Instant.parse(stored);
  }
}
