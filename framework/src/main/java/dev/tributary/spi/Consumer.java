package dev.tributary.spi;

/// Receives deliveries from one queue, in the queue's order.
public interface Consumer extends AutoCloseable {
  /// Waits for the next delivery. Called by one thread at a time.
  ///
  /// @throws TransportException once the connection to the broker is lost. This consumer is of no
  ///   more use then: close it and open another. Its deliveries cannot be settled any more; the
  ///   broker delivers them again.
  Delivery receive() throws InterruptedException;

  /// Stops receiving: what the broker handed over and [#receive] did not return goes back to the
  /// queue, at the latest when this is closed. Deliveries that were returned may still be settled.
  void stop();

  /// Gives back everything that is not settled.
  @Override
  void close();
}
