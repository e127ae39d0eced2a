package dev.tributary.cli.filter;

/// One line of the input on its way through the filter.
///
/// @param number counted from 1 over all inputs; lines that are skipped silently have none
/// @param bodySize of its message, in bytes; 0 if it has none
record Entry(long number, Place place, int bodySize) {
  private static final int OVERHEAD = 512;

  /// How many bytes it keeps in memory until its results are written, roughly.
  long size() {
    return OVERHEAD + (long) bodySize;
  }
}
