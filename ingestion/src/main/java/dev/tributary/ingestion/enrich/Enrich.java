package dev.tributary.ingestion.enrich;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.database.Database;
import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.Lookup.Ambiguous;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.catalogue.Products.Lookup.Unknown;
import dev.tributary.ingestion.catalogue.ToldChange;
import dev.tributary.ingestion.json.Json;
import dev.tributary.thirdparty.Steps;
import dev.tributary.thirdparty.ThirdParty;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks a source about each product that changes, and keeps what it says. An application for each
/// enricher: what becomes of its messages is no part of how a delivery ends.
public final class Enrich {
  private final Enricher enricher;
  private final Source source;
  private final ThirdParty api;
  private final Steps paid;
  private final DatabaseReader catalogue;
  private final Database enrichment;
  private final InstantSource clock;

  private Enrich(
      Enricher enricher,
      ThirdParty api,
      DatabaseReader catalogue,
      Database enrichment,
      InstantSource clock) {
    this.enricher = enricher;
    this.source = enricher.source();
    this.api = api;
    this.catalogue = catalogue;
    this.enrichment = enrichment;
    this.clock = clock;
    this.paid = new Steps(enrichment, enricher.application(), clock);
  }

  /// What the application for `enricher` is called and consumes, without what it does.
  ///
  /// @param exchange the name of the application that tells of changes
  public static Application.Builder declared(Enricher enricher, String exchange) {
    var declared = Application.named(enricher.application());
    enricher
        .bindings(exchange)
        .forEach(binding -> declared.consumes(binding.exchange(), binding.key()));
    return declared;
  }

  /// The application for `enricher`.
  ///
  /// @param catalogue where the products are
  /// @param enrichment where findings go, with [Findings#SCHEMA] and [ThirdParty#SCHEMA]
  public static Application application(
      Enricher enricher,
      String exchange,
      DatabaseReader catalogue,
      Database enrichment,
      InstantSource clock) {
    var api = enricher.open(enrichment);
    var enrich = new Enrich(enricher, api, catalogue, enrichment, clock);
    return declared(enricher, exchange)
        .callback(enrich::apply)
        .retry(ThirdParty.RETRIES)
        .concurrency(api.concurrency())
        .listenersOptional()
        .onStop(api::close)
        .build();
  }

  private List<Message> apply(Message message) throws Exception {
    var change = ToldChange.read(message, "key");
    var key = change.path("key").stringValue("");
    var sequence = change.path("sequence").longValue(0);
    if (message.routingKey().startsWith("purge.")) {
      enrichment.write(
          transaction -> {
            Findings.purge(transaction, key, enricher.name(), sequence, clock.instant());
            return key;
          });
      return List.of();
    }
    var subject = new Subject(product(key), found(key));
    var findings = source.ask(api, subject, paid.of(message));
    enrichment.write(
        transaction -> {
          Findings.replace(transaction, key, enricher.name(), sequence, findings, clock.instant());
          return key;
        });
    return List.of(told(message, change));
  }

  private ObjectNode product(String key) throws InterruptedException {
    return switch (catalogue.read(handle -> Products.find(handle, key, clock.instant()))) {
      case Found(var document) -> document;
      case Unknown _, Ambiguous _ ->
          throw new Abort("product.gone", key + " is not there any more");
    };
  }

  private List<Finding> found(String key) throws InterruptedException {
    return enrichment.read(handle -> Findings.of(handle, key)).values().stream()
        .flatMap(List::stream)
        .toList();
  }

  /// That there is something new to know of the product.
  private Message told(Message message, JsonNode change) {
    var type = change.path("type").stringValue("product");
    var enriched = Json.object();
    enriched.put("key", change.path("key").stringValue(""));
    enriched.put("type", type);
    enriched.put("sequence", change.path("sequence").longValue(0));
    enriched.put("source", enricher.name());
    return message.with(Enricher.ENRICHED + type, Body.of(Json.bytes(enriched)));
  }
}
