package dev.tributary.ingestion.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.database.Database;
import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.Candidate;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.Settlement;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.ingestion.reconciliation.Report.Period;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Books that a test writes into, in databases and a store of their own.
final class TestBooks implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /// By then everything should have come to an end.
  static final Instant OVERDUE = NOON.plus(Duration.ofHours(1));

  private final Database catalogue;
  private final Database ledger;
  private final ContentStore content;
  private Deliveries deliveries = new Deliveries(() -> NOON);

  TestBooks(Path folder) throws IOException {
    catalogue = PipelineDatabases.CATALOGUE.open(folder.resolve("catalogue.db"));
    ledger = PipelineDatabases.LEDGER.open(folder.resolve("ledger.db"));
    content = ContentStore.in(folder.resolve("content"), 0);
  }

  Report reconcile() throws IOException, InterruptedException {
    return reconcile(Scope.all(OVERDUE), Optional.empty());
  }

  Report reconcile(Scope scope, Optional<Period> by) throws IOException, InterruptedException {
    return new Reconciliation(catalogue, ledger, content).run(scope, by, 100);
  }

  /// What follows happens at `instant`.
  void at(Instant instant) {
    deliveries = new Deliveries(() -> instant);
  }

  /// Registers a message of `provider`, and says that it was sent.
  ///
  /// @return its id
  String received(String provider, String path) throws IOException, InterruptedException {
    return received(provider, path, Kind.MESSAGE, path);
  }

  String received(String provider, String path, Kind kind, String bytes)
      throws IOException, InterruptedException {
    var id = registered(provider, path, kind, bytes);
    catalogue.write(
        transaction -> {
          deliveries.markSent(transaction, List.of(id));
          return id;
        });
    return id;
  }

  String registered(String provider, String path, Kind kind, String bytes)
      throws IOException, InterruptedException {
    var candidate = candidate(provider, path, kind, bytes);
    return catalogue
        .write(transaction -> deliveries.register(transaction, List.of(candidate)))
        .getFirst()
        .delivery()
        .id();
  }

  /// Registers `paths` as the parts of the package `parent`.
  List<String> unpacked(String parent, String provider, List<Violation> violations, String... paths)
      throws IOException, InterruptedException {
    var candidates = new Candidate[paths.length];
    for (int place = 0; place < paths.length; place++) {
      candidates[place] = candidate(provider, paths[place], Kind.MESSAGE, paths[place]);
    }
    return catalogue
        .write(
            transaction ->
                deliveries.registerChildren(
                    transaction, parent, Arrays.asList(candidates), violations))
        .stream()
        .map(registration -> registration.delivery().id())
        .toList();
  }

  private Candidate candidate(String provider, String path, Kind kind, String bytes)
      throws IOException, InterruptedException {
    var sha256 = content.put(bytes.getBytes(UTF_8)).sha256();
    return new Candidate(
        Optional.of(provider),
        path,
        kind,
        sha256,
        bytes.length(),
        Optional.empty(),
        sha256,
        List.of());
  }

  /// Brings what `delivery` says of the product `key` into the catalogue.
  void loaded(String delivery, String key) throws InterruptedException {
    settle(
        delivery,
        new Settlement(
            DeliveryState.LOADED,
            Optional.of(Action.UPSERT),
            List.of(key),
            List.of(),
            Optional.empty()));
    catalogue.write(
        transaction ->
            transaction.execute(
                    """
                    insert into statement (delivery, place, provider, own_key, product_key, said_at,
                      number, part, intent, has_deal, offers, document)
                    values (?, 0, 'acme', ?, ?, '2026', 1, 0, 'STATE', true, true, '{}')
                    """,
                    delivery,
                    key,
                    key)
                + transaction.execute(
                    """
                    insert into product (key, provider, delivery, place, said_at, number, part,
                      action, was_offered, incomplete, content_type, timeline, document)
                    values (?, 'acme', ?, 0, '2026', 1, 0, 'UPSERT', true, false, 'MusicRelease',
                      'LIVE', '{}')
                    """,
                    key,
                    delivery));
  }

  /// Has `delivery` sent to be mapped anew.
  void mappedAnew(String delivery) throws InterruptedException {
    catalogue.write(
        transaction -> {
          Deliveries.reopen(transaction, List.of(delivery), "act");
          deliveries.markSent(transaction, List.of(delivery));
          return delivery;
        });
  }

  void ended(String delivery, DeliveryState state) throws InterruptedException {
    settle(delivery, Settlement.of(state, "because"));
  }

  private void settle(String delivery, Settlement settlement) throws InterruptedException {
    catalogue.write(
        transaction -> {
          deliveries.settle(transaction, delivery, settlement);
          return delivery;
        });
  }

  /// Keeps a failure of `delivery` in the state `state`.
  void failed(String id, String delivery, String state) throws InterruptedException {
    ledger.write(
        transaction ->
            transaction.execute(
                """
                insert into failure (id, application, version, failed_at, error, cause, reason,
                  stack, details, attempts, message_id, job_id, delivery, provider, headers, body,
                  state, acted_at)
                values (?, 'transform', '1', ?, 'e', 'c', 'r', '', '{}', '[]', ?, ?, ?, 'acme',
                  '{}', ?, ?, ?)
                """,
                id,
                Timestamps.text(NOON),
                id,
                delivery,
                delivery,
                new byte[0],
                state,
                Timestamps.text(NOON)));
  }

  /// The ledger hears that the message of `delivery` waits at `at` for a retry.
  void retried(String delivery, Instant at, Duration delay) throws InterruptedException {
    ledger.write(
        transaction ->
            transaction.execute(
                """
                insert into event (id, name, at, application, message_id, input_id, job_id,
                  ancestor_ids, originated_at, routing_key, attempt, bytes, waited_millis,
                  worked_millis, delay_millis, delivery, provider)
                values (?, 'message.retried', ?, 'validate', 'm', 'm', 'j', '', '', 'k', 1, 0, 0, 0,
                  ?, ?, 'acme')
                """,
                delivery + at,
                at.toString(),
                delay.toMillis(),
                delivery));
  }

  void inCatalogue(String statement, String... values) throws InterruptedException {
    catalogue.write(transaction -> transaction.execute(statement, (Object[]) values));
  }

  void inLedger(String statement, String... values) throws InterruptedException {
    ledger.write(transaction -> transaction.execute(statement, (Object[]) values));
  }

  ContentStore content() {
    return content;
  }

  @Override
  public void close() {
    ledger.close();
    catalogue.close();
  }
}
