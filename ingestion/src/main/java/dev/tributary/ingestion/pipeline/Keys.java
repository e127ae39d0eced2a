package dev.tributary.ingestion.pipeline;

import dev.tributary.ingestion.ledger.LedgerEntry;

/// The words that applications of the pipeline have in common: routing keys and headers.
final class Keys {
  /// Header: the delivery's id.
  static final String DELIVERY = LedgerEntry.DELIVERY;

  /// Header: who shipped it.
  static final String PROVIDER = LedgerEntry.PROVIDER;

  /// Header: the key of the product, or the first of them.
  static final String PRODUCT = LedgerEntry.PRODUCT;

  /// Of a delivery that ended as it was registered.
  static final String SETTLED = "settled.delivery";

  /// Of a delivery that has ended, however it did.
  static final String ENDED = "ended.delivery";

  /// Header: the id of the reingestion that a delivery is mapped anew for.
  static final String REINGESTION = "reingestion";

  static final String REJECTED = "rejected.delivery";
  static final String TESTED = "tested.delivery";
  static final String WAITING = "waiting.delivery";
  static final String QUARANTINED = "quarantined.delivery";
  static final String LOADED = "loaded.delivery";

  private Keys() {}
}
