package dev.tributary.benchmarks;

import dev.tributary.database.Database;
import org.jdbi.v3.core.Handle;

/// Fills a catalogue and a ledger with what years would bring: made in the database itself, in a
/// row of statements that every database understands.
final class BigStores {
  /// One of the deliveries.
  static final String DELIVERY = "d77";

  /// The product of [#DELIVERY].
  static final String KEY = "provider-27/icpn:77";

  /// The identifier of that product.
  static final String ICPN = "77";

  private static final String PROVIDER = "'provider-' || (i % 50)";
  private static final String AT = "'2026-11-' || (10 + i % 12) || 'T10:00:00.000000Z'";
  private static final int IN_A_HUNDRED = 100;

  private BigStores() {}

  static void fillCatalogue(Database catalogue, int products) throws InterruptedException {
    catalogue.write(
        transaction ->
            insert(
                    transaction,
                    products,
                    """
                    delivery (id, number, part, provider, path, kind, format, content, bytes,
                      fingerprint, received_at, sent_at, state, settled_at)
                    """,
                    """
                    'd' || i, i, 0, PROVIDER, 'inbox/day-' || (i % 12) || '/file-' || i || '.xml',
                      'MESSAGE', 'ern 4.3', '0', 20000, 'f' || i, TIME, TIME,
                      case when i % 1000 = 0 then 'QUARANTINED' else 'LOADED' end, TIME
                    """)
                + insert(
                    transaction,
                    products,
                    "delivery_product (delivery, place, product_key)",
                    "'d' || i, 0, PROVIDER || '/icpn:' || i")
                + insert(
                    transaction,
                    products,
                    "violation (delivery, place, rule, severity, message)",
                    "'d' || i, 0, 'rule.' || (i % 9), 'WARNING', 'expected this, found that'")
                + insert(
                    transaction,
                    products,
                    """
                    statement (delivery, place, provider, own_key, product_key, said_at, number,
                      part, intent, has_deal, offers, document)
                    """,
                    """
                    'd' || i, 0, PROVIDER, PROVIDER || '/icpn:' || i, PROVIDER || '/icpn:' || i, TIME,
                      i, 0, 'STATE', true, true, '{}'
                    """)
                + insert(
                    transaction,
                    products,
                    "product_identifier (delivery, place, own_key, key, type, value)",
                    """
                    'd' || i, 0, PROVIDER || '/icpn:' || i, PROVIDER || '/icpn:' || i, 'icpn',
                      '' || i
                    """)
                + insert(
                    transaction,
                    products,
                    """
                    product (key, provider, delivery, place, said_at, number, part, action,
                      was_offered, incomplete, content_type, title, artist, timeline, document)
                    """,
                    """
                    PROVIDER || '/icpn:' || i, PROVIDER, 'd' || i, 0, TIME, i, 0, 'UPSERT', true,
                      false, 'MusicRelease', 'Title ' || i, 'Artist ' || (i % 5000), 'LIVE',
                      '{"contentType":"MusicRelease","titles":[{"text":"Title ' || i || '"}]}'
                    """)
                + insert(
                    transaction,
                    products,
                    """
                    history (sequence, product_key, own_key, delivery, said_at, action, changes,
                      applied_at, provider, mapping)
                    """,
                    """
                    i, PROVIDER || '/icpn:' || i, PROVIDER || '/icpn:' || i, 'd' || i, TIME, 'UPSERT',
                      '[]', TIME, PROVIDER, 'abcdef'
                    """));
  }

  static void fillLedger(Database ledger, int deliveries, int events) throws InterruptedException {
    ledger.write(
        transaction ->
            insert(
                    transaction,
                    events,
                    """
                    event (id, name, at, application, message_id, input_id, job_id, ancestor_ids,
                      originated_at, routing_key, attempt, bytes, waited_millis, worked_millis,
                      delivery, provider)
                    """,
                    """
                    'e' || i, 'message.completed', TIME, 'transform', 'm' || i, 'm' || i,
                      'j' || (i % DELIVERIES), '', TIME, 'transformed.ern', 1, 1000, 5, 5,
                      'd' || (i % DELIVERIES), PROVIDER
                    """
                        .replace("DELIVERIES", Integer.toString(deliveries)))
                + insert(
                    transaction,
                    Math.max(1, deliveries / IN_A_HUNDRED),
                    """
                    failure (id, application, version, failed_at, error, cause, reason, stack,
                      details, attempts, message_id, job_id, delivery, provider, headers, body, state)
                    """,
                    """
                    'x' || i, 'transform', '1', TIME, 'MappingFailedException', 'cause ' || (i % 20),
                      'reason ' || i, 'stack', '{}', '[]', 'm' || i, 'j' || i, 'd' || i, PROVIDER,
                      '{}', :body, 'OPEN'
                    """));
  }

  private static int insert(Handle transaction, int rows, String table, String values) {
    var sql =
        "insert into %s %s select %s from numbers"
            .formatted(
                table, numbers(rows), values.replace("PROVIDER", PROVIDER).replace("TIME", AT));
    var insert = transaction.createUpdate(sql);
    return (values.contains(":body") ? insert.bind("body", new byte[] {'{', '}'}) : insert)
        .execute();
  }

  private static String numbers(int rows) {
    return """
        with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < %d)
        """
        .formatted(rows);
  }
}
