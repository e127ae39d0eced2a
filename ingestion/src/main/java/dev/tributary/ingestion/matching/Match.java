package dev.tributary.ingestion.matching;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.database.Database;
import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.Lookup.Ambiguous;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.catalogue.Products.Lookup.Unknown;
import dev.tributary.ingestion.catalogue.ToldChange;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Product;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Looks at each product that changes, and proposes which others it may be. It hears of changes
/// when they are made, so that no load waits for it, and reads what the product is by now.
public final class Match {
  /// What the application is called.
  public static final String NAME = "match";

  private final DatabaseReader catalogue;
  private final Database matching;
  private final InstantSource clock;

  /// @param catalogue where the products are
  /// @param matching where proposals go, with [Matches#SCHEMA]
  public Match(DatabaseReader catalogue, Database matching, InstantSource clock) {
    this.catalogue = catalogue;
    this.matching = matching;
    this.clock = clock;
  }

  /// What it is called and consumes.
  ///
  /// @param exchange the name of the application that tells of changes
  public static Application.Builder declared(String exchange) {
    return Application.named(NAME)
        .consumes(exchange, "upsert.*")
        .consumes(exchange, "takedown.*")
        .consumes(exchange, "purge.*");
  }

  /// Looks at the product that `message` tells to have changed.
  public List<Message> apply(Message message) throws InterruptedException {
    var change = ToldChange.read(message, "key");
    var key = change.path("key").stringValue("");
    var sequence = change.path("sequence").longValue(0);
    var product = product(key);
    matching.write(
        transaction -> {
          product.ifPresentOrElse(
              known ->
                  Matches.put(transaction, key, sequence, Facts.of(known), NamedParty.of(known)),
              () -> Matches.remove(transaction, key, sequence));
          return key;
        });
    return List.of();
  }

  /// The product as it is now; none if it was purged, or has become another one's.
  private Optional<Product> product(String key) throws InterruptedException {
    return switch (catalogue.read(handle -> Products.find(handle, key, clock.instant()))) {
      case Found(var document)
          when document.path("key").stringValue("").equals(key)
              && !document.path("state").stringValue("").equals("PURGED") ->
          // What the catalogue shows beside what the provider says is passed over.
          Optional.of(Json.readOwn(document, Product.class));
      case Found _, Unknown _, Ambiguous _ -> Optional.empty();
    };
  }
}
