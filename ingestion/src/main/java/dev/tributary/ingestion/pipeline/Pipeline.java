package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Recording;
import dev.tributary.Runner;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.EditRequest;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.shipment.LateFiles;
import dev.tributary.ingestion.shipment.ShipmentLimits;
import dev.tributary.ingestion.shipment.Shipments;
import dev.tributary.ingestion.webhook.Endpoint;
import dev.tributary.recovery.Acts;
import dev.tributary.recovery.KeepFailures;
import dev.tributary.recovery.Request;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The pipeline: all its applications, running in this process or in another, and the door to it.
/// Safe for use by many threads.
public final class Pipeline implements AutoCloseable {
  /// The name of the application that makes editors' changes.
  public static final String EDITING = Editing.NAME;

  private static final List<Stage> STAGES =
      Stream.of(
              Unpack.declared(),
              Transform.declared(),
              Validate.declared(),
              Load.declared(),
              Notify.declared(),
              Acknowledge.declared(),
              Quarantine.declared(),
              Editing.declared(),
              KeepFailures.declared(),
              Acts.declared(),
              Ledger.declared())
          .map(Stage::of)
          .toList();

  private final Transport transport;
  private final Runner runner;
  private final Intake intake;

  /// What the pipeline keeps, and where.
  ///
  /// @param ledgerRetention the age at which the ledger deletes what it has
  public record Stores(
      ContentStore content, Database catalogue, Database ledger, Duration ledgerRetention) {}

  private Pipeline(Transport transport, Runner runner, Intake intake) {
    this.transport = transport;
    this.runner = runner;
    this.intake = intake;
  }

  /// All applications of the pipeline, as they are declared: nothing is opened or started for this.
  public static List<Stage> stages() {
    return STAGES;
  }

  /// The same, and those that tell `endpoints`.
  public static List<Stage> stages(List<Endpoint> endpoints) {
    return Stream.concat(STAGES.stream(), endpoints.stream().map(Webhooks::stage)).toList();
  }

  /// The names of its applications, in the order in which a shipment passes through them, then the
  /// one for editors, those that look after what failed, and the ledger.
  public static List<String> names() {
    return Stream.of(PipelineApplication.values())
        .map(PipelineApplication::applicationName)
        .toList();
  }

  /// Which applications run here, and how.
  ///
  /// @param endpoints who is told of changes
  /// @param beside applications that are no part of the pipeline
  /// @param elsewhere the names of those that other processes run
  /// @param surrounding puts around each application what all have in common
  public record Arrangement(
      List<Endpoint> endpoints,
      List<Application> beside,
      Set<String> elsewhere,
      UnaryOperator<Application> surrounding,
      Recording recording) {
    /// The pipeline's own applications, all of them here.
    public static final Arrangement PLAIN =
        new Arrangement(
            List.of(), List.of(), Set.of(), UnaryOperator.identity(), Recording.SETTLEMENTS);

    private boolean hears(String exchange) {
      return beside.stream()
          .flatMap(application -> application.bindings().stream())
          .anyMatch(binding -> binding.exchange().equals(exchange));
    }

    private boolean isHere(String application) {
      return !elsewhere.contains(application);
    }
  }

  /// Starts all applications, and sends again what an earlier process took in and perhaps did not
  /// send. Transport and stores stay the caller's to close, afterwards.
  public static Pipeline start(Transport transport, Stores stores, LiveMappings mappings)
      throws IOException, InterruptedException {
    return start(transport, stores, mappings, Arrangement.PLAIN);
  }

  /// The same, as `arrangement` says. The queues of applications that run elsewhere are made too,
  /// so that what comes before those are there waits for them.
  ///
  /// @throws IllegalArgumentException if the secret of an endpoint is not there
  public static Pipeline start(
      Transport transport, Stores stores, LiveMappings mappings, Arrangement arrangement)
      throws IOException, InterruptedException {
    var parts = new Parts.Given(stores, mappings, transport, arrangement.hears(Acknowledge.NAME));
    var here = new ArrayList<Application>();
    for (var each : PipelineApplication.values()) {
      if (arrangement.isHere(each.applicationName())) {
        here.add(each.of(parts));
      }
    }
    for (var endpoint : arrangement.endpoints()) {
      if (arrangement.isHere(endpoint.application())) {
        here.add(Webhooks.application(endpoint));
      }
    }
    arrangement.beside().stream()
        .filter(application -> arrangement.isHere(application.name()))
        .forEach(here::add);
    here.replaceAll(arrangement.surrounding());
    declareElsewhere(transport, arrangement);
    var runner = Runner.start(transport, here, arrangement.recording());
    return open(transport, runner, stores.content(), stores.catalogue(), mappings);
  }

  private static void declareElsewhere(Transport transport, Arrangement arrangement)
      throws InterruptedException {
    var all = new ArrayList<>(stages(arrangement.endpoints()));
    arrangement.beside().forEach(application -> all.add(Stage.of(application)));
    for (var stage : all) {
      if (!arrangement.isHere(stage.name())) {
        stage.declareOn(transport);
      }
    }
  }

  /// Joins a pipeline whose applications run in another process: what is taken in here goes through
  /// them. Transport and stores stay the caller's to close, afterwards.
  public static Pipeline join(
      Transport transport,
      ContentStore content,
      Database catalogue,
      LiveMappings mappings,
      Recording recording)
      throws IOException, InterruptedException {
    var runner = Runner.start(transport, List.of(), recording);
    return open(transport, runner, content, catalogue, mappings);
  }

  private static Pipeline open(
      Transport transport,
      Runner runner,
      ContentStore content,
      Database catalogue,
      LiveMappings mappings)
      throws IOException, InterruptedException {
    var tables = new TablesOfProviders(mappings, content);
    var shipments = new Shipments(content, ShipmentLimits.DEFAULT, tables);
    var deliveries = new Deliveries(Parts.CLOCK);
    var completion = new Completion(catalogue, new LateFiles(content));
    var bodies = new Bodies(content);
    var intake = new Intake(shipments, completion, catalogue, deliveries, bodies, runner);
    try {
      intake.resume();
    } catch (Throwable failure) {
      runner.close();
      throw failure;
    }
    return new Pipeline(transport, runner, intake);
  }

  /// Has an act done about failures. Once this returns it will be, whatever becomes of this
  /// process.
  public void request(Request act) throws InterruptedException {
    runner.enter(Acts.NAME, List.of(act.toMessage()));
  }

  /// Has an editor's change made. Once this returns it will be, whatever becomes of this process;
  /// [dev.tributary.ingestion.catalogue.Edits#outcome] tells when.
  public void request(EditRequest change) throws InterruptedException {
    runner.enter(Editing.NAME, List.of(Editing.message(change)));
  }

  /// What runs its applications, as far as they run in this process.
  public Runner runner() {
    return runner;
  }

  /// Where deliveries enter.
  public Intake intake() {
    return intake;
  }

  /// Whether no message is in any queue, waits for a retry, or is worked on. What waits for an
  /// endpoint does not count: it may be away for days.
  public boolean isIdle() {
    return runner.inFlight() == 0 && names().stream().allMatch(name -> transport.depth(name) == 0);
  }

  /// Whether files are being opened in this process, or wait for that.
  public boolean isInspecting() {
    return runner.statuses().stream()
            .anyMatch(status -> status.application().equals(AssetInspection.NAME))
        && transport.depth(AssetInspection.NAME) > 0;
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
