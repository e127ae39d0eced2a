package dev.tributary.ingestion.pipeline;

import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Recording;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.EditRequest;
import dev.tributary.ingestion.catalogue.Edits;
import dev.tributary.ingestion.catalogue.ProductState;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.Filter;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.pipeline.Pipeline.Arrangement;
import dev.tributary.ingestion.pipeline.Pipeline.Stores;
import dev.tributary.ingestion.webhook.Endpoint;
import dev.tributary.recovery.Act;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Request;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The whole pipeline over stores in a folder, as tests need it.
final class TestSystem implements AutoCloseable {
  private final Database catalogue;
  private final Database ledger;
  private final TestTransport.Connected broker;
  private final Pipeline pipeline;

  private TestSystem(
      Database catalogue, Database ledger, TestTransport.Connected broker, Pipeline pipeline) {
    this.catalogue = catalogue;
    this.ledger = ledger;
    this.broker = broker;
    this.pipeline = pipeline;
  }

  static TestSystem in(Path folder) throws IOException, InterruptedException {
    return in(folder, folder.resolve("providers"));
  }

  static TestSystem in(Path folder, Path providers) throws IOException, InterruptedException {
    return in(folder, providers, TestTransport.ARTEMIS);
  }

  static TestSystem in(Path folder, Path providers, TestTransport transport)
      throws IOException, InterruptedException {
    return in(folder, providers, transport, List.of());
  }

  static TestSystem in(
      Path folder, Path providers, TestTransport transport, List<Endpoint> endpoints)
      throws IOException, InterruptedException {
    return in(folder, providers, transport, endpoints, UnaryOperator.identity());
  }

  /// @param surrounding puts around each application what a plugin would
  static TestSystem in(
      Path folder,
      Path providers,
      TestTransport transport,
      List<Endpoint> endpoints,
      UnaryOperator<Application> surrounding)
      throws IOException, InterruptedException {
    return in(
        folder,
        providers,
        transport,
        new Arrangement(endpoints, List.of(), Set.of(), surrounding, Recording.BODIES));
  }

  /// The pipeline as it is arranged.
  static TestSystem in(
      Path folder, Path providers, TestTransport transport, Arrangement arrangement)
      throws IOException, InterruptedException {
    var broker = transport.connect(folder);
    var catalogue = PipelineDatabases.CATALOGUE.open(folder.resolve("catalogue.db"));
    var ledger = PipelineDatabases.LEDGER.open(folder.resolve("ledger.db"));
    var content = ContentStore.in(folder.resolve("content"));
    var pipeline =
        Pipeline.start(
            broker.transport(),
            new Stores(content, catalogue, ledger, Duration.ofDays(90)),
            LiveMappings.open(providers, Limits.DEFAULT),
            arrangement);
    return new TestSystem(catalogue, ledger, broker, pipeline);
  }

  /// Takes in `paths`, waits for the end of everything, and tells what became of these.
  List<RegisteredDelivery> ingest(Path... paths) throws IOException, InterruptedException {
    return ingest(Optional.empty(), paths);
  }

  /// The same for paths that were shipped by `provider`.
  List<RegisteredDelivery> ingest(Optional<String> provider, Path... paths)
      throws IOException, InterruptedException {
    var ids = new ArrayList<String>();
    pipeline.intake().take(List.of(paths), provider, ids::addAll);
    awaitTheEnd();
    return catalogue.read(
        handle -> {
          var all = new ArrayList<RegisteredDelivery>();
          for (var delivery : Deliveries.find(handle, ids)) {
            all.add(delivery);
            all.addAll(Deliveries.children(handle, delivery.delivery().id()));
          }
          return all;
        });
  }

  /// Has deliveries mapped anew, and waits for the end of everything.
  void mapAnew(List<RegisteredDelivery> deliveries) throws IOException, InterruptedException {
    var ids = deliveries.stream().map(each -> each.delivery().id()).toList();
    pipeline.intake().takeAgain(ids, UUID.randomUUID().toString());
    awaitTheEnd();
  }

  /// Takes in what was shipped below `path`, and waits for nothing.
  void take(Path path) throws IOException, InterruptedException {
    pipeline.intake().take(List.of(path), Optional.empty(), _ -> {});
  }

  void awaitTheEnd() {
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> catalogue.read(Deliveries::unsettled) == 0 && pipeline.isIdle());
  }

  /// The catalogue as text, product by product, purged ones too.
  Map<String, String> dump() throws InterruptedException {
    return catalogue.read(
        handle -> {
          var now = Instant.now();
          var summaries = new ArrayList<>(Products.list(handle, Filter.all(), 100_000, now));
          var purged =
              new Filter(Optional.empty(), Optional.empty(), Optional.of(ProductState.PURGED));
          summaries.addAll(Products.list(handle, purged, 100_000, now));
          var dump = new TreeMap<String, String>();
          for (var summary : summaries) {
            if (Products.find(handle, summary.key(), now) instanceof Found(var document)) {
              dump.put(summary.key(), document.toString());
            }
          }
          return dump;
        });
  }

  /// Has an act done about failures, and waits for the end of everything.
  Act act(Request request) throws InterruptedException {
    pipeline.request(request);
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> Failures.act(ledger, request.id()).flatMap(Act::finishedAt).isPresent());
    awaitTheEnd();
    return Failures.act(ledger, request.id()).orElseThrow();
  }

  /// Has an editor's change made, and waits for the end of everything.
  Edits.Outcome edit(EditRequest change) throws InterruptedException {
    pipeline.request(change);
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> catalogue.read(handle -> Edits.outcome(handle, change.id())).isPresent());
    awaitTheEnd();
    return catalogue.read(handle -> Edits.outcome(handle, change.id())).orElseThrow();
  }

  Transport transport() {
    return broker.transport();
  }

  Database catalogue() {
    return catalogue;
  }

  Database ledger() {
    return ledger;
  }

  static DeliveryState state(RegisteredDelivery delivery) {
    return delivery.settlement().orElseThrow().state();
  }

  @Override
  public void close() {
    pipeline.close();
    broker.transport().close();
    broker.ending().run();
    ledger.close();
    catalogue.close();
  }
}
