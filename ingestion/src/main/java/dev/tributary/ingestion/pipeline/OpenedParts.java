package dev.tributary.ingestion.pipeline;

import dev.tributary.Plugins;
import dev.tributary.Settings;
import dev.tributary.database.Database;
import dev.tributary.database.DatabaseDefinition;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.editing.SampleGate;
import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Parts that are opened where the settings say, as one application asks for them. They are not for
/// several threads to ask for at once; producers are.
final class OpenedParts implements Parts, AutoCloseable {
  private final Settings settings;

  /// What closes what is open, the latest first.
  private final Deque<Runnable> closings = new ArrayDeque<>();

  private Optional<Transport> transport = Optional.empty();

  OpenedParts(Settings settings) {
    this.settings = settings;
  }

  @Override
  public ContentStore content() throws IOException {
    return ContentStore.in(settings.get(PipelineServices.DATA).resolve("content"));
  }

  @Override
  public Database catalogue() {
    return open(PipelineDatabases.CATALOGUE);
  }

  @Override
  public Database ledger() {
    return open(PipelineDatabases.LEDGER);
  }

  @Override
  public Duration ledgerRetention() {
    return settings.get(PipelineServices.LEDGER_RETENTION);
  }

  @Override
  public boolean endsAreHeard() {
    return settings.get(PipelineServices.ACKNOWLEDGEMENTS).isPresent();
  }

  Database enrichment() {
    return open(PipelineDatabases.ENRICHMENT);
  }

  Database matching() {
    return open(PipelineDatabases.MATCHING);
  }

  Database scores() {
    return open(PipelineDatabases.SCORES);
  }

  private Database open(DatabaseDefinition definition) {
    var database = DatabasePlugin.open(settings, definition);
    closings.push(database::close);
    return database;
  }

  @Override
  public LiveMappings mappings() throws IOException {
    var gate = new SampleGate(Parts.CLOCK);
    var mappings =
        LiveMappings.open(settings.get(PipelineServices.PROVIDERS), Limits.DEFAULT, gate);
    closings.push(mappings.watch()::close);
    return mappings;
  }

  /// On a connection that is made when it is first needed, since a service is made before there is
  /// a broker.
  @Override
  public synchronized Producer producer() {
    if (transport.isEmpty()) {
      transport = Optional.of(connect());
    }
    return transport.get().producer();
  }

  private Transport connect() {
    try {
      var plugins = Plugins.find(getClass().getClassLoader(), settings.get(Plugins.NAMED));
      var connected = plugins.connect(settings);
      closings.push(connected::close);
      return connected;
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while connecting to the broker", ending);
    }
  }

  @Override
  public synchronized void close() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
  }
}
