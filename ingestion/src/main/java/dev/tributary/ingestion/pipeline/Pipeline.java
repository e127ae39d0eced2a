package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Runner;
import dev.tributary.database.Database;
import dev.tributary.database.Effects;
import dev.tributary.ingestion.catalogue.Catalogue;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.shipment.ShipmentLimits;
import dev.tributary.ingestion.shipment.Shipments;
import dev.tributary.ingestion.shipment.Unpacker;
import dev.tributary.recovery.Acts;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.KeepFailures;
import dev.tributary.recovery.Request;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The pipeline: all its applications, running in this process or in another, and the door to it.
/// Safe for use by many threads.
public final class Pipeline implements AutoCloseable {
  /// The catalogue's database in `file`, with the tables that the pipeline needs.
  public static Database openCatalogue(Path file) {
    return PipelineDatabases.CATALOGUE.open(file);
  }

  /// The ledger's database in `file`.
  public static Database openLedger(Path file) {
    return PipelineDatabases.LEDGER.open(file);
  }

  private static final List<Stage> STAGES =
      Stream.of(
              Unpack.declared(),
              Transform.declared(),
              Validate.declared(),
              Load.declared(),
              Notify.declared(),
              Acknowledge.declared(),
              Quarantine.declared(),
              KeepFailures.declared(),
              Acts.declared(),
              Ledger.declared())
          .map(Stage::of)
          .toList();

  private final Transport transport;
  private final Runner runner;
  private final Intake intake;

  /// What the pipeline keeps, and where.
  public record Stores(ContentStore content, Database catalogue, Database ledger) {}

  private Pipeline(Transport transport, Runner runner, Intake intake) {
    this.transport = transport;
    this.runner = runner;
    this.intake = intake;
  }

  /// All applications of the pipeline, as they are declared: nothing is opened or started for this.
  public static List<Stage> stages() {
    return STAGES;
  }

  /// Starts all applications, and sends again what an earlier process took in and perhaps did not
  /// send. Transport and stores stay the caller's to close, afterwards.
  public static Pipeline start(Transport transport, Stores stores, LiveMappings mappings)
      throws IOException, InterruptedException {
    var clock = InstantSource.system();
    var deliveries = new Deliveries(clock);
    var bodies = new Bodies(stores.content());
    var applications = new ArrayList<>(applications(stores, mappings, deliveries, bodies, clock));
    applications.addAll(recovery(transport, stores.ledger(), clock));
    var runner = Runner.start(transport, applications);
    return open(transport, runner, stores.content(), stores.catalogue(), deliveries);
  }

  /// Joins a pipeline whose applications run in another process: what is taken in here goes through
  /// them. Transport and stores stay the caller's to close, afterwards.
  public static Pipeline join(Transport transport, ContentStore content, Database catalogue)
      throws IOException, InterruptedException {
    var runner = Runner.start(transport, List.of());
    return open(transport, runner, content, catalogue, new Deliveries(InstantSource.system()));
  }

  private static Pipeline open(
      Transport transport,
      Runner runner,
      ContentStore content,
      Database catalogue,
      Deliveries deliveries)
      throws IOException, InterruptedException {
    var shipments = new Shipments(content, ShipmentLimits.DEFAULT);
    var intake = new Intake(shipments, catalogue, deliveries, new Bodies(content), runner);
    try {
      intake.resume();
    } catch (Throwable failure) {
      runner.close();
      throw failure;
    }
    return new Pipeline(transport, runner, intake);
  }

  private static List<Application> applications(
      Stores stores,
      LiveMappings mappings,
      Deliveries deliveries,
      Bodies bodies,
      InstantSource clock) {
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
        Quarantine.application(bodies),
        Ledger.application(ledger));
  }

  /// Those that any other system needs as well.
  private static List<Application> recovery(
      Transport transport, Database ledger, InstantSource clock) {
    var failures = new Failures(ledger);
    return List.of(
        KeepFailures.application(failures), Acts.application(failures, transport, clock));
  }

  /// Has an act done about failures. Once this returns it will be, whatever becomes of this
  /// process.
  public void request(Request act) throws InterruptedException {
    runner.enter(Acts.NAME, List.of(act.toMessage()));
  }

  /// Where deliveries enter.
  public Intake intake() {
    return intake;
  }

  /// Whether no message is in any queue, waits for a retry, or is worked on.
  public boolean isIdle() {
    return runner.inFlight() == 0
        && STAGES.stream().allMatch(stage -> transport.depth(stage.name()) == 0);
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
