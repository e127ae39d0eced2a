package dev.tributary.ingestion.pipeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An event as the ledger keeps it; see `dev.tributary.Event` for what it says.
///
/// @param at ISO 8601
/// @param delivery the delivery that the message belongs to
/// @param product the key of the product that it speaks of
public record LedgerEntry(
    String id,
    String name,
    String at,
    String application,
    String messageId,
    String inputId,
    String jobId,
    String ancestorIds,
    String originatedAt,
    String routingKey,
    int attempt,
    int bytes,
    long waitedMillis,
    long workedMillis,
    Optional<String> reason,
    Optional<Long> delayMillis,
    Optional<String> delivery,
    Optional<String> provider,
    Optional<String> product) {

  /// An event as it travels, in the JSON that `Event.toJson` writes.
  record Wire(
      String id,
      String name,
      String at,
      String application,
      String messageId,
      String inputId,
      String jobId,
      List<String> ancestorIds,
      String originatedAt,
      String routingKey,
      int attempt,
      Map<String, String> headers,
      int bytes,
      long waitedMillis,
      long workedMillis,
      Optional<String> reason,
      Optional<Long> delayMillis) {

    LedgerEntry entry() {
      return new LedgerEntry(
          id,
          name,
          at,
          application,
          messageId,
          inputId,
          jobId,
          String.join(" ", ancestorIds),
          originatedAt,
          routingKey,
          attempt,
          bytes,
          waitedMillis,
          workedMillis,
          reason,
          delayMillis,
          Optional.ofNullable(headers.get(Keys.DELIVERY)),
          Optional.ofNullable(headers.get(Keys.PROVIDER)),
          Optional.ofNullable(headers.get(Keys.PRODUCT)));
    }
  }

  /// When the work began that this event tells of, to a millisecond.
  Instant begunAt() {
    return Instant.parse(at).minusMillis(workedMillis);
  }

  static LedgerEntry of(ResultSet row) throws SQLException {
    return new LedgerEntry(
        row.getString("id"),
        row.getString("name"),
        row.getString("at"),
        row.getString("application"),
        row.getString("message_id"),
        row.getString("input_id"),
        row.getString("job_id"),
        row.getString("ancestor_ids"),
        row.getString("originated_at"),
        row.getString("routing_key"),
        row.getInt("attempt"),
        row.getInt("bytes"),
        row.getLong("waited_millis"),
        row.getLong("worked_millis"),
        Optional.ofNullable(row.getString("reason")),
        Optional.ofNullable(row.getObject("delay_millis"))
            .map(millis -> ((Number) millis).longValue()),
        Optional.ofNullable(row.getString("delivery")),
        Optional.ofNullable(row.getString("provider")),
        Optional.ofNullable(row.getString("product")));
  }
}
