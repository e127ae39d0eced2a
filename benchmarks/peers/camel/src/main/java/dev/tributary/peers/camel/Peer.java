package dev.tributary.peers.camel;

import org.apache.camel.main.Main;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/// Runs one of the routes, as the property `peer.setting` says, until the process is ended.
public final class Peer {
  private Peer() {}

  /// Runs until the process is ended.
  ///
  /// @param arguments those of Camel's Main
  public static void main(String[] arguments) throws Exception {
    var main = new Main();
    var factory = new CachingConnectionFactory();
    factory.setUri(System.getProperty("peer.uri", ""));
    main.configure().addRoutesBuilder(Equal.isAskedFor() ? Equal.on(factory) : new AsItComes());
    main.bind("connectionFactory", factory);
    main.run(arguments);
  }
}
