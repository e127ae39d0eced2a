package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.database.Effects;
import dev.tributary.ingestion.catalogue.Catalogue;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.ingestion.shipment.ShipmentLimits;
import dev.tributary.ingestion.shipment.Unpacker;
import dev.tributary.recovery.Acts;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.KeepFailures;
import java.io.IOException;

/// The applications of the pipeline: in the order in which a shipment passes through them, then the
/// one for editors, those that look after what failed, and the ledger.
enum PipelineApplication {
  UNPACK(Unpack.NAME),
  TRANSFORM(Transform.NAME),
  VALIDATE(Validate.NAME),
  CATALOGUE(Load.NAME),
  NOTIFY(Notify.NAME),
  ACKNOWLEDGE(Acknowledge.NAME),
  QUARANTINE(Quarantine.NAME),
  EDITING(Editing.NAME),
  DEAD_LETTERS(KeepFailures.NAME),
  RECOVERY(Acts.NAME),
  LEDGER(Ledger.NAME);

  private final String applicationName;

  PipelineApplication(String applicationName) {
    this.applicationName = applicationName;
  }

  /// The application, made of `parts`.
  Application of(Parts parts) throws IOException {
    return switch (this) {
      case UNPACK -> {
        var catalogue = parts.catalogue();
        var mappings = parts.mappings();
        var tables = new TablesOfProviders(mappings, parts.content());
        yield Unpack.application(
            new Unpacker(parts.content(), ShipmentLimits.DEFAULT, tables),
            new BatchSender(mappings, parts.content()),
            parts.completion(catalogue),
            new Effects(catalogue),
            parts.deliveries(),
            parts.bodies());
      }
      case TRANSFORM -> Transform.application(parts.mappings(), parts.content(), parts.bodies());
      case VALIDATE ->
          Validate.application(
              parts.catalogue(), parts.mappings(), parts.content(), parts.bodies(), Parts.CLOCK);
      case CATALOGUE ->
          Load.application(
              new Catalogue(Parts.CLOCK),
              new Effects(parts.catalogue()),
              parts.mappings(),
              parts.bodies());
      case NOTIFY -> Notify.application(parts.bodies());
      case ACKNOWLEDGE -> {
        var catalogue = parts.catalogue();
        yield Acknowledge.application(
            catalogue,
            parts.deliveries(),
            parts.completion(catalogue),
            parts.bodies(),
            parts.endsAreHeard());
      }
      case QUARANTINE -> Quarantine.application(parts.bodies());
      case EDITING -> Editing.application(new Effects(parts.catalogue()), Parts.CLOCK);
      case DEAD_LETTERS -> KeepFailures.application(new Failures(parts.ledger()));
      case RECOVERY -> Acts.application(new Failures(parts.ledger()), parts::producer, Parts.CLOCK);
      case LEDGER ->
          Ledger.application(
              new LedgerStore(parts.ledger()),
              new Failures(parts.ledger()),
              parts.ledgerRetention(),
              Parts.CLOCK);
    };
  }

  String applicationName() {
    return applicationName;
  }
}
