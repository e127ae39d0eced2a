package dev.tributary.ingestion.generate;

import java.time.Instant;

/// One message: what it says of which release, and when.
///
/// @param revision counts the messages about the release, from 1
/// @param tracks how many the release has, by this message
record Statement(
    Release release, int revision, Kind kind, Instant createdAt, String title, int tracks) {

  enum Kind {
    /// With deals that hold today.
    ON_OFFER,
    /// A takedown: without any deal.
    WITHOUT_DEAL,
    /// A takedown: all deals ended before the message was made.
    ENDED,
    /// A takedown: `TakeDown` instead of a usage. ERN 3 only.
    TAKE_DOWN,
    /// A `PurgeReleaseMessage`.
    PURGE
  }

  enum Dialect {
    ERN_382,
    ERN_43
  }

  /// What is the same in all messages about a release.
  ///
  /// @param number from which all its identifiers are made
  record Release(long number, Dialect dialect, String artist, String label) {

    String icpn() {
      return Identifiers.icpn(number);
    }

    String grid() {
      return Identifiers.grid(number);
    }

    String isrc(int track) {
      return Identifiers.isrc(number * 1000 + track);
    }
  }

  String messageId() {
    return "GEN-" + release.number() + "-" + revision;
  }

  String threadId() {
    return "GEN-" + release.number();
  }

  String trackTitle(int track) {
    return Names.trackTitle(release.number(), track);
  }

  int trackSeconds(int track) {
    return 90 + (int) ((release.number() * 31 + track * 47L) % 240);
  }

  int totalSeconds() {
    int seconds = 0;
    for (int track = 1; track <= tracks; track++) {
      seconds += trackSeconds(track);
    }
    return seconds;
  }

  /// An XML duration.
  static String duration(int seconds) {
    return "PT" + seconds / 60 + "M" + seconds % 60 + "S";
  }
}
