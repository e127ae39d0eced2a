package dev.tributary.ingestion.generate;

import java.time.Instant;

/// What the catalogue must hold of one product when all messages about it are settled, in whichever
/// order they came.
///
/// @param icpn as sent, 13 digits
/// @param title as last stated; of a purged product nothing but the tombstone need be left
/// @param items number of tracks, as last stated
/// @param messages how many messages there are about the product
/// @param lastMessageId of the message whose statement must stand
/// @param lastCreatedAt the time of that message
public record Expected(
    String icpn,
    String title,
    State state,
    int items,
    int messages,
    String lastMessageId,
    Instant lastCreatedAt) {

  public enum State {
    /// On offer somewhere today.
    LIVE,
    /// Known, and on offer nowhere: the last message has no deal, ended deals, or says `TakeDown`.
    TAKEN_DOWN,
    /// Removed at its sender's request.
    PURGED
  }

  /// The ICPN as catalogues keep it: a GTIN of 14 digits.
  public String gtin14() {
    return "0" + icpn;
  }
}
