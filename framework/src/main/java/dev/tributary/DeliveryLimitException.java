package dev.tributary;

/// A message was delivered again and again, and no delivery of it was ever settled: each time the
/// process ended in the midst of it.
///
/// @see Application.Builder#deliveryLimit
public final class DeliveryLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param deliveries how often it was delivered, this time included
  public DeliveryLimitException(int deliveries, int limit) {
    super(
        "delivered %d times, at most %d are allowed: each time the process ended before it was done"
            .formatted(deliveries, limit));
  }
}
