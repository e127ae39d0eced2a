package dev.tributary.benchmarks.peers;

/// How a contender is set.
enum Setting {
  /// As careful as it can be: persistent, mandatory if it can, confirmed before what was consumed
  /// is acknowledged, from a quorum queue, and with as much in flight as the others.
  EQUAL("equal", "equal durability"),
  /// As its documentation begins: nothing set that it does not ask for.
  AS_IT_COMES("as-it-comes", "as it comes");

  /// As contenders are told.
  final String word;

  final String title;

  Setting(String word, String title) {
    this.word = word;
    this.title = title;
  }
}
