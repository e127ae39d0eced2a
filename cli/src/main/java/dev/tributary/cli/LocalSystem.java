package dev.tributary.cli;

import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.database.Database;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.editing.SampleGate;
import dev.tributary.ingestion.mapping.Gate;
import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.pipeline.Pipeline.Arrangement;
import dev.tributary.ingestion.pipeline.Pipeline.Stores;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The pipeline over the stores and on the broker that the settings name: in this process, in
/// another one that this process joins, or shared with others.
final class LocalSystem implements AutoCloseable {
  /// What this process knows and does of the pipeline.
  private enum Reach {
    /// It runs the applications; the embedded broker knows of every message.
    WHOLE,
    /// Another process runs them; the embedded broker knows of every message.
    JOINED,
    /// Others may run them as well, on a broker that does not tell what they are at.
    SHARED
  }

  /// How long an act waits for a process that has the folder for a short while.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Reach reach;
  private final Database catalogue;
  private final Pipeline pipeline;

  /// What the applications of this process run on, if it runs any.
  private final Optional<Ground> ground;

  /// What is open, the latest first.
  private final Deque<AutoCloseable> open;

  /// What applications run on.
  record Ground(Stores stores, LiveMappings mappings, Transport transport) {}

  private LocalSystem(
      Reach reach,
      Database catalogue,
      Pipeline pipeline,
      Optional<Ground> ground,
      Deque<AutoCloseable> open) {
    this.reach = reach;
    this.catalogue = catalogue;
    this.pipeline = pipeline;
    this.ground = ground;
    this.open = open;
  }

  /// The system for one `ingest`: on the embedded broker that of a process which is `up`; else one
  /// of this process, on the broker that a `run` lets it join, or on a broker of its own. On a
  /// broker that runs by itself, one of this process beside all others.
  ///
  /// @param paths what is about to be ingested
  /// @param elsewhere the applications that other processes run
  /// @param patience how long to wait for another process that has the folder and lets nobody join
  /// @throws UsageException if applications are left out that nobody else could run
  static LocalSystem forIngest(
      DataOptions options,
      List<Path> paths,
      Set<String> elsewhere,
      Duration patience,
      Interruption interruption,
      PrintWriter messages)
      throws IOException, InterruptedException {
    var configuration = options.configuration();
    interruption.allow(configuration.drain());
    var ending = new Ending(interruption, messages);
    var open = new ConcurrentLinkedDeque<AutoCloseable>();
    if (!configuration.isEmbedded()) {
      return start(options, paths, Gate.OPEN, elsewhere, open, LocalSystem::connect, ending);
    }
    var folder = configuration.data();
    var hold = folder.holdUnlessJoinable("ingest", patience, messages);
    if (hold.isEmpty()) {
      return folder.isHeldFor(DataFolder.UP)
          ? join(configuration, open)
          : start(
              options,
              paths,
              Gate.OPEN,
              elsewhere,
              open,
              _ -> ArtemisTransport.join(folder.broker()),
              ending);
    }
    open.push(hold.get());
    if (!elsewhere.isEmpty()) {
      closeAll(open);
      throw new UsageException(
          "nobody can run %s for this process: no broker is running that others can join; start `tributary up`, or set transport"
              .formatted(String.join(", ", elsewhere)));
    }
    return start(
        options,
        paths,
        Gate.OPEN,
        elsewhere,
        open,
        _ -> connect(open, EmbeddedBroker.start(folder.broker())),
        ending);
  }

  /// The system for something that an application called `acting` does, about failures or products:
  /// that of a process which stays up, or else one of this process. On a broker that runs by itself
  /// the others work; this process runs just the application that acts, since it may not have what
  /// they need.
  static LocalSystem forAct(
      DataOptions options, Set<String> acting, Interruption interruption, PrintWriter messages)
      throws IOException, InterruptedException {
    var elsewhere = new TreeSet<String>();
    if (!options.configuration().isEmbedded()) {
      options.configuration().stages().forEach(stage -> elsewhere.add(stage.name()));
      elsewhere.removeAll(acting);
    }
    return forIngest(options, List.of(), elsewhere, PATIENCE, interruption, messages);
  }

  /// The system for as long as this process lives, which others may join.
  ///
  /// @param elsewhere the applications that other processes run
  static LocalSystem forAll(
      DataOptions options, Set<String> elsewhere, Interruption interruption, PrintWriter messages)
      throws IOException, InterruptedException {
    var configuration = options.configuration();
    interruption.allow(configuration.drain());
    var ending = new Ending(interruption, messages);
    var open = new ConcurrentLinkedDeque<AutoCloseable>();
    var gate = new SampleGate(InstantSource.system());
    if (!configuration.isEmbedded()) {
      return start(options, List.of(), gate, elsewhere, open, LocalSystem::connect, ending);
    }
    var folder = configuration.data();
    open.push(folder.hold(DataFolder.UP, DataFolder.A_MOMENT, messages));
    return start(
        options,
        List.of(),
        gate,
        elsewhere,
        open,
        _ -> connect(open, EmbeddedBroker.listening(folder.broker(), BrokerHost.ANY_PORT)),
        ending);
  }

  /// How what is in flight is finished, and what is not is told.
  private record Ending(Interruption interruption, PrintWriter messages) {
    void finish(Pipeline pipeline) {
      interruption.finish(pipeline::drain, messages);
    }
  }

  private static Transport connect(Deque<AutoCloseable> open, EmbeddedBroker broker) {
    open.push(broker);
    return ArtemisTransport.connect(broker);
  }

  /// Connects to a broker that runs by itself.
  private static Transport connect(Future<Installation> installed)
      throws IOException, InterruptedException {
    var installation = result(installed);
    return installation.plugins().connect(installation.settings());
  }

  /// How the transport is had, if need be by a plugin, which has started then.
  @FunctionalInterface
  private interface Connecting {
    Transport connect(Future<Installation> installed) throws IOException, InterruptedException;
  }

  /// What is installed, with its plugins started.
  private static Installation startPlugins(DataOptions options) {
    var installation = Installation.open(options);
    try {
      installation.plugins().start(installation.settings());
      return installation;
    } catch (Throwable failure) {
      installation.close();
      throw failure;
    }
  }

  private static LocalSystem join(Configuration configuration, Deque<AutoCloseable> open)
      throws IOException, InterruptedException {
    try {
      var folder = configuration.data();
      var transport = ArtemisTransport.join(folder.broker());
      open.push(transport);
      var catalogue = DatabasePlugin.open(configuration.settings(), PipelineDatabases.CATALOGUE);
      open.push(catalogue);
      var pipeline =
          Pipeline.join(
              transport,
              ContentStore.in(folder.content()),
              catalogue,
              LiveMappings.open(configuration.providers(), Limits.DEFAULT),
              configuration.settings().get(CoreSettings.EVENTS));
      open.push(pipeline);
      return new LocalSystem(Reach.JOINED, catalogue, pipeline, Optional.empty(), open);
    } catch (Throwable failure) {
      closeAll(open);
      throw failure;
    }
  }

  /// The parts that take long start side by side; if one does not start, the others are closed
  /// again.
  ///
  /// @param gate what a provider that changes while this runs has to pass
  private static LocalSystem start(
      DataOptions options,
      List<Path> paths,
      Gate gate,
      Set<String> elsewhere,
      Deque<AutoCloseable> open,
      Connecting connecting,
      Ending ending)
      throws IOException, InterruptedException {
    try (var threads = Executors.newCachedThreadPool()) {
      var configuration = options.configuration();
      var settings = configuration.settings();
      var installed = opening(threads, open, () -> startPlugins(options));
      var mappings = LiveMappings.open(configuration.providers(), Limits.DEFAULT, gate);
      open.push(mappings.watch());
      WarmUp.start(mappings.current(), paths);
      var catalogue =
          opening(threads, open, () -> DatabasePlugin.open(settings, PipelineDatabases.CATALOGUE));
      var ledger =
          opening(threads, open, () -> DatabasePlugin.open(settings, PipelineDatabases.LEDGER));
      var transport = opening(threads, open, () -> connecting.connect(installed));
      var content = threads.submit(() -> ContentStore.in(configuration.data().content()));
      var stores =
          new Stores(
              result(content),
              result(catalogue),
              result(ledger),
              settings.get(CoreSettings.LEDGER_RETENTION));
      var installation = result(installed);
      var arrangement =
          new Arrangement(
              configuration.endpoints(),
              configuration.beside(),
              elsewhere,
              installation::install,
              settings.get(CoreSettings.EVENTS));
      var ground = new Ground(stores, mappings, result(transport));
      var pipeline = Pipeline.start(ground.transport(), stores, mappings, arrangement);
      open.push(() -> ending.finish(pipeline));
      installation.plugins().running(pipeline.runner(), installation.settings());
      var reach = configuration.isEmbedded() ? Reach.WHOLE : Reach.SHARED;
      return new LocalSystem(reach, stores.catalogue(), pipeline, Optional.of(ground), open);
    } catch (Throwable failure) {
      closeAll(open);
      throw failure;
    }
  }

  /// Opens a part beside others; once it is open it is among what is to be closed.
  private static <T extends AutoCloseable> Future<T> opening(
      ExecutorService threads, Deque<AutoCloseable> open, Callable<T> part) {
    return threads.submit(
        () -> {
          var opened = part.call();
          open.push(opened);
          return opened;
        });
  }

  private static <T> T result(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(failure.getCause());
      }
    }
  }

  /// Whether this process is to see to the end what it begins. If not, others do.
  boolean seesToTheEnd() {
    return reach == Reach.WHOLE;
  }

  /// Whether it is plain that no message is under way any more, in whichever process.
  boolean isKnownToBeIdle() {
    return reach != Reach.SHARED && pipeline.isIdle();
  }

  Database catalogue() {
    return catalogue;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /// What the applications of this process run on.
  ///
  /// @throws IllegalStateException if it runs none
  Ground ground() {
    return ground.orElseThrow(
        () -> new IllegalStateException("the applications run in another process"));
  }

  /// Finishes what is in flight and closes everything, also on behalf of a thread that was told to
  /// stop.
  @Override
  public void close() {
    closeAll(open);
  }

  private static void closeAll(Deque<AutoCloseable> open) {
    var interrupted = Thread.interrupted();
    RuntimeException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failure) {
        var wrapped = new IllegalStateException("a part does not close", failure);
        if (first == null) {
          first = wrapped;
        } else {
          first.addSuppressed(wrapped);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (first != null) {
      throw first;
    }
  }
}
