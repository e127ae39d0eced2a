package dev.tributary.ingestion.asset;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.FileViolations;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.Lookup.Ambiguous;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.catalogue.Products.Lookup.Unknown;
import dev.tributary.ingestion.catalogue.ToldChange;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.enrich.Finding;
import dev.tributary.ingestion.enrich.Findings;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Violation;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Opens the files of each product that changes. An application beside the others: how a delivery
/// ends does not depend on it, but the delivery's violations tell what it finds.
public final class InspectAssets {
  /// The application's name, and the source of what it finds.
  public static final String NAME = "assets";

  private static final String INSPECTED = "inspected.";

  private final Stores stores;
  private final Adjusting adjusting;
  private final InstantSource clock;
  private final Measuring measuring;

  /// Decoders compute for minutes: no more of them at once than there are processors, and on none
  /// of the threads that carry everybody else.
  private final ExecutorService processors;

  /// Where everything is kept.
  ///
  /// @param enrichment has [Findings#SCHEMA]
  public record Stores(ContentStore content, Database catalogue, Database enrichment) {}

  /// Makes violations as serious as a provider's settings say.
  @FunctionalInterface
  public interface Adjusting {
    List<Violation> adjust(String provider, List<Violation> violations);
  }

  private InspectAssets(Stores stores, Adjusting adjusting, InstantSource clock, int atOnce) {
    this.stores = stores;
    this.adjusting = adjusting;
    this.clock = clock;
    this.measuring = new Measuring(stores.content());
    this.processors =
        Executors.newFixedThreadPool(
            atOnce, Thread.ofPlatform().name("assets-", 0).daemon().factory());
  }

  /// What it is called and consumes, without what it does.
  ///
  /// @param exchange the name of the application that tells of changes
  public static Application.Builder declared(String exchange) {
    return Application.named(NAME).consumes(exchange, "upsert.*").consumes(exchange, "purge.*");
  }

  /// What tells that files were opened.
  public static Binding told() {
    return new Binding(NAME, INSPECTED + "*");
  }

  /// The application.
  public static Application application(
      String exchange, Stores stores, Adjusting adjusting, InstantSource clock) {
    var atOnce = Runtime.getRuntime().availableProcessors();
    var inspect = new InspectAssets(stores, adjusting, clock, atOnce);
    return declared(exchange)
        .callback(inspect::apply)
        .concurrency(atOnce)
        .listenersOptional()
        .onStop(inspect.processors::shutdownNow)
        .build();
  }

  private List<Message> apply(Message message) throws IOException, InterruptedException {
    var change = ToldChange.read(message, "key");
    var key = change.path("key").stringValue("");
    if (message.routingKey().startsWith("purge.")) {
      purge(key, change.path("sequence").longValue(0));
      return List.of();
    }
    var product = product(key);
    var files = inspected(product);
    if (files.isEmpty() && !wasInspected(key)) {
      return List.of();
    }
    var delivery = product.path("currentDelivery").stringValue("");
    var violations =
        adjusting.adjust(
            change.path("provider").stringValue(""),
            files.stream().flatMap(file -> file.violations().stream()).toList());
    keep(change, delivery, files, violations);
    return List.of(told(message, change, delivery, violations));
  }

  private ObjectNode product(String key) throws InterruptedException {
    return switch (stores.catalogue().read(handle -> Products.find(handle, key, clock.instant()))) {
      case Found(var document) -> document;
      case Unknown _, Ambiguous _ ->
          throw new Abort("product.gone", key + " is not there any more");
    };
  }

  private List<Inspected> inspected(ObjectNode product) throws IOException, InterruptedException {
    var measured = new TreeMap<String, Measured>();
    for (var sha256 : Inspected.contents(product)) {
      measured.put(sha256, measured(sha256));
    }
    return Inspected.of(product, measured);
  }

  private Measured measured(String sha256) throws IOException, InterruptedException {
    var known = stores.enrichment().read(handle -> MeasuredFiles.find(handle, sha256));
    if (known.isPresent()) {
      return known.get();
    }
    var measured = measuredNow(sha256);
    stores
        .enrichment()
        .write(
            transaction -> {
              MeasuredFiles.put(transaction, sha256, measured, clock.instant());
              return sha256;
            });
    return measured;
  }

  private Measured measuredNow(String sha256) throws IOException, InterruptedException {
    var measuringIt = processors.submit(() -> measuring.measure(sha256));
    try {
      return measuringIt.get();
    } catch (InterruptedException ending) {
      measuringIt.cancel(true);
      throw ending;
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case IOException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default ->
            throw new IllegalStateException("cannot measure " + sha256, failure.getCause());
      }
    }
  }

  /// Whether anything may be known of its files, which are gone now.
  private boolean wasInspected(String key) throws InterruptedException {
    return stores.enrichment().read(handle -> Findings.wasAsked(handle, key, NAME));
  }

  /// @param delivery whose statement counts now, which may be a later one than the change's
  private void keep(
      JsonNode change, String delivery, List<Inspected> files, List<Violation> violations)
      throws InterruptedException {
    var key = change.path("key").stringValue("");
    var findings = findings(files);
    stores
        .enrichment()
        .write(
            transaction -> {
              Findings.replace(
                  transaction,
                  key,
                  NAME,
                  change.path("sequence").longValue(0),
                  findings,
                  clock.instant());
              return key;
            });
    stores
        .catalogue()
        .write(
            transaction -> {
              FileViolations.replace(transaction, delivery, key, violations);
              return key;
            });
  }

  /// How long items last: what others say something of, too.
  private List<Finding> findings(List<Inspected> files) {
    return files.stream()
        .filter(file -> !file.preview() && file.measured().damage().isEmpty())
        .flatMap(file -> finding(file).stream())
        .toList();
  }

  private Optional<Finding> finding(Inspected file) {
    return file.measured()
        .audio()
        .filter(audio -> file.item().isPresent() && audio.duration().isPositive())
        .map(
            audio ->
                new Finding(
                    file.item(), "duration", audio.duration().toString(), 1, clock.instant()));
  }

  private void purge(String key, long sequence) throws InterruptedException {
    stores
        .enrichment()
        .write(
            transaction -> {
              Findings.purge(transaction, key, NAME, sequence, clock.instant());
              return key;
            });
  }

  /// What was found, for whoever wants to tell the provider.
  private static Message told(
      Message message, JsonNode change, String delivery, List<Violation> violations) {
    var type = change.path("type").stringValue("product");
    var inspected = Json.object();
    for (var name : List.of("key", "type", "sequence", "provider")) {
      inspected.set(name, change.path(name));
    }
    inspected.put("delivery", delivery);
    inspected.set("violations", Json.tree(violations));
    return message.with(INSPECTED + type, Body.of(Json.bytes(inspected)));
  }
}
