package dev.tributary.benchmarks.peers;

/// One row of a table: a contender in a setting.
record Case(Contender contender, Setting setting) {
  String title() {
    return contender.title() + ", " + setting.title;
  }
}
