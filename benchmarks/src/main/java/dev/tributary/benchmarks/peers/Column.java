package dev.tributary.benchmarks.peers;

/// One figure of a workload.
///
/// @param title with its unit
/// @param decimals that are shown
/// @param drawn whether there is a plot of it
record Column(String title, int decimals, boolean drawn) {
  static Column drawn(String title, int decimals) {
    return new Column(title, decimals, true);
  }

  static Column shown(String title, int decimals) {
    return new Column(title, decimals, false);
  }
}
