package dev.tributary;

/// Learns what became of messages, without a say in it.
@FunctionalInterface
public interface SettlementObserver {
  /// `message` came to `outcome` and is settled. Called on the delivery's own thread, for many at
  /// once.
  ///
  /// @throws Exception is logged, and that is all
  void settled(Message message, Outcome outcome) throws Exception;
}
