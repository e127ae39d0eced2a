package dev.tributary.artemis;

import java.util.HashSet;
import java.util.Set;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMRegistry;

/// The threads that serve connections to brokers in this process. Artemis has one pool for all of
/// them and keeps idle ones for 60 s, and with them a process whose `main` has returned. So they
/// end with the last broker, unless there is one of Artemis' that is none of ours.
final class LocalThreads {
  /// The ids of the brokers that run.
  private static final Set<Integer> brokers = new HashSet<>();

  private LocalThreads() {}

  static synchronized void started(int broker) {
    brokers.add(broker);
  }

  static synchronized void stopped(int broker) {
    if (brokers.remove(broker) && brokers.isEmpty() && InVMRegistry.instance.size() == 0) {
      InVMConnector.resetThreadPool();
    }
  }
}
