package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Runner;
import dev.tributary.database.Database;
import dev.tributary.database.Effects;
import dev.tributary.ingestion.catalogue.Catalogue;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.shipment.ShipmentLimits;
import dev.tributary.ingestion.shipment.Shipments;
import dev.tributary.ingestion.shipment.Unpacker;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// All applications of the pipeline, running in this process. Safe for use by many threads.
public final class Pipeline implements AutoCloseable {
  /// The catalogue's database in `file`, with the tables that the pipeline needs.
  public static Database openCatalogue(Path file) {
    return Database.open(file, Catalogue.SCHEMA, Effects.SCHEMA);
  }

  /// The ledger's database in `file`.
  public static Database openLedger(Path file) {
    return Database.open(file, LedgerStore.SCHEMA);
  }

  private final Transport transport;
  private final Runner runner;
  private final List<Application> applications;
  private final Intake intake;

  /// What the pipeline keeps, and where.
  public record Stores(ContentStore content, Database catalogue, Database ledger) {}

  private Pipeline(
      Transport transport, Runner runner, List<Application> applications, Intake intake) {
    this.transport = transport;
    this.runner = runner;
    this.applications = applications;
    this.intake = intake;
  }

  /// Starts all applications, and sends again what an earlier process took in and perhaps did not
  /// send. Transport and stores stay the caller's to close, afterwards.
  public static Pipeline start(Transport transport, Stores stores, Mappings mappings)
      throws IOException, InterruptedException {
    var clock = InstantSource.system();
    var deliveries = new Deliveries(clock);
    var bodies = new Bodies(stores.content());
    var applications = applications(stores, mappings, deliveries, bodies, clock);
    var runner = Runner.start(transport, applications);
    var shipments = new Shipments(stores.content(), ShipmentLimits.DEFAULT);
    var intake = new Intake(shipments, stores.catalogue(), deliveries, bodies, runner);
    try {
      intake.resume();
    } catch (Throwable failure) {
      runner.close();
      throw failure;
    }
    return new Pipeline(transport, runner, applications, intake);
  }

  private static List<Application> applications(
      Stores stores, Mappings mappings, Deliveries deliveries, Bodies bodies, InstantSource clock) {
    var content = stores.content();
    var catalogue = stores.catalogue();
    var ledger = new LedgerStore(stores.ledger());
    var unpacker = new Unpacker(content, ShipmentLimits.DEFAULT);
    return List.of(
        Unpack.application(unpacker, catalogue, deliveries, bodies),
        Transform.application(mappings, content, bodies),
        Validate.application(mappings, content, bodies, clock),
        Load.application(new Catalogue(clock), new Effects(catalogue), mappings, bodies),
        Notify.application(bodies),
        Acknowledge.application(catalogue, deliveries, bodies),
        Quarantine.application(ledger, bodies),
        Ledger.application(ledger));
  }

  /// Where deliveries enter.
  public Intake intake() {
    return intake;
  }

  /// Whether no message is in any queue, waits for a retry, or is worked on.
  public boolean isIdle() {
    return runner.inFlight() == 0
        && applications.stream().allMatch(each -> transport.depth(each.name()) == 0);
  }

  /// Stops receiving and finishes what is in flight; the rest waits for the next start.
  ///
  /// @return the ids of the messages that were not finished by the deadline
  public List<String> drain(Duration deadline) {
    return runner.drain(deadline);
  }

  @Override
  public void close() {
    runner.close();
  }
}
