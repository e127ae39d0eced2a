package dev.tributary.peers.smallrye;

import jakarta.enterprise.inject.se.SeContainerInitializer;

/// Runs one of the methods, as the property `peer.setting` says, until the process is ended.
public final class Peer {
  private Peer() {}

  /// Runs until the process is ended.
  ///
  /// @param arguments none
  public static void main(String[] arguments) {
    var _ = SeContainerInitializer.newInstance().addBeanClasses(Equal.orAsItComes()).initialize();
  }
}
