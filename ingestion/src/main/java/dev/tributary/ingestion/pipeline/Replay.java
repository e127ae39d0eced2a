package dev.tributary.ingestion.pipeline;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.History;
import dev.tributary.ingestion.catalogue.History.Period;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.webhook.Endpoint;
import dev.tributary.spi.Transport;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;

/// Tells endpoints once more what changed in a period. Used by one thread.
///
/// Each change is told with the id that it had the first time, so that who has it already can drop
/// it. It goes straight into the queues of the endpoints: nobody else hears it. A few hundred are
/// held at a time.
public final class Replay {
  private static final int PAGE = 250;

  private final String id;
  private final Instant now;
  private final List<Endpoint> endpoints;

  /// A replay to `endpoints`.
  ///
  /// @param id of this one; what is told in another is another message
  public Replay(String id, Instant now, List<Endpoint> endpoints) {
    this.id = id;
    this.now = now;
    this.endpoints = List.copyOf(endpoints);
  }

  /// Puts what changed in `period` into the queues, and returns once the broker has confirmed all
  /// of it.
  ///
  /// @param transport where queues that are not there yet are made
  /// @param progress told how many changes were gone through so far
  /// @return how many messages were sent
  public long send(
      DatabaseReader catalogue, Transport transport, Period period, LongConsumer progress)
      throws InterruptedException {
    for (var endpoint : endpoints) {
      Webhooks.stage(endpoint).declareOn(transport);
    }
    var sent = 0L;
    var done = 0L;
    try (var producer = transport.producer()) {
      for (var page = page(catalogue, period, 0);
          !page.isEmpty();
          page = page(catalogue, period, page.getLast().sequence())) {
        for (var endpoint : endpoints) {
          var messages = page.stream().filter(change -> isFor(endpoint, change)).map(this::message);
          var chosen = messages.toList();
          if (!chosen.isEmpty()) {
            producer.sendTo(endpoint.application(), chosen);
          }
          sent += chosen.size();
        }
        done += page.size();
        progress.accept(done);
      }
    }
    return sent;
  }

  private static List<ProductChanged> page(DatabaseReader catalogue, Period period, long after)
      throws InterruptedException {
    return catalogue.read(handle -> History.page(handle, period, after, PAGE)).stream()
        .map(ProductChanged::of)
        .toList();
  }

  private static boolean isFor(Endpoint endpoint, ProductChanged change) {
    return endpoint.wants(change.routingKey(), change.provider());
  }

  /// It originates now: the age after which nobody tries any more begins anew.
  private Message message(ProductChanged change) {
    return Message.of(change.id() + "-" + id, change.routingKey(), Body.of(Json.bytes(change)), now)
        .withHeader(Keys.PRODUCT, change.key())
        .withHeader(Keys.PROVIDER, change.provider());
  }
}
