package dev.tributary.artemis;

import java.util.HashSet;
import java.util.Set;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;

/// The threads that serve connections to brokers in this process. Artemis has one pool for all of
/// them, keeps it when the last broker has stopped, and with it the process: for a minute nobody
/// could tell why a program whose `main` has returned does not end. So they end with the last
/// broker.
final class LocalThreads {
  /// The ids of the brokers that run.
  private static final Set<Integer> brokers = new HashSet<>();

  private LocalThreads() {}

  static synchronized void started(int broker) {
    brokers.add(broker);
  }

  static synchronized void stopped(int broker) {
    if (brokers.remove(broker) && brokers.isEmpty()) {
      InVMConnector.resetThreadPool();
    }
  }
}
