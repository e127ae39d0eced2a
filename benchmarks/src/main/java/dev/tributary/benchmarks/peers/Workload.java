package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Something that all contenders have to do.
interface Workload {
  /// As it is asked for on the command line, and as its files are named.
  String name();

  String title();

  /// What is done and what is measured, for the page.
  String about();

  List<Column> columns();

  /// How often each contender does it, in turn with the others.
  int rounds();

  /// Whether this contender is measured in this setting.
  boolean suits(Case entry);

  /// Why nobody can be measured there; empty if all can.
  default Optional<String> obstacle(Ground ground) {
    return Optional.empty();
  }

  /// Readies a contender for all its rounds.
  ///
  /// @throws IllegalStateException if it does not start
  Contestant admit(Ground ground, Case entry) throws IOException, InterruptedException;
}
