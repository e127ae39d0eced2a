package dev.tributary.spi;

import dev.tributary.Settings;

/// A plugin that brings a transport. The setting `transport` chooses one by its name.
public interface TransportPlugin extends Plugin {
  /// Connects to the broker.
  ///
  /// @return a transport that is the caller's to close
  /// @throws TransportException if it cannot be reached, saying where it was looked for
  Transport connect(Settings settings) throws InterruptedException;
}
