package dev.tributary.ingestion.catalogue;

/// A delivery is not in the register.
public final class UnknownDeliveryException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnknownDeliveryException(String id) {
    super("there is no delivery " + id);
  }
}
