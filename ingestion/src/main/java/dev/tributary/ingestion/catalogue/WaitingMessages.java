package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Schema;
import dev.tributary.ingestion.model.ProductDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The messages that wait for files, so that they can be worked on again when those come.
public final class WaitingMessages {
  /// The tables that this needs, beside [Catalogue#SCHEMA].
  public static final Schema SCHEMA = new Schema("waiting", 1);

  private static final String SELECT =
      """
      select d.id, d.number, d.part, d.parent, d.provider, d.declared_provider, d.path, d.received_at,
        w.kind, w.content, w.bytes, w.files
      from waiting_message w join delivery d on d.id = w.delivery
      where d.state = 'WAITING'
      """;

  private WaitingMessages() {}

  /// A message that waits.
  ///
  /// @param delivery with the files that have come so far
  /// @param provider who shipped it, as the message says
  public record Waiting(ProductDelivery delivery, Optional<String> provider) {}

  /// The delivery waits for files, beside those that it has.
  public static void put(Handle transaction, ProductDelivery delivery) {
    transaction
        .createUpdate(
            """
            insert into waiting_message (delivery, kind, content, bytes, files)
            values (:delivery, :kind, :content, :bytes, :files)
            on conflict (delivery) do update set files = excluded.files
            """)
        .bind("delivery", delivery.id())
        .bind("kind", delivery.kind().name())
        .bind("content", delivery.content())
        .bind("bytes", delivery.bytes())
        .bind("files", delivery.files())
        .execute();
  }

  /// Those whose message is one of `contents`, the earliest first.
  public static List<Waiting> withContent(Handle handle, Collection<String> contents) {
    return contents.isEmpty()
        ? List.of()
        : handle
            .createQuery(SELECT + " and w.content in (<contents>) order by d.number, d.part")
            .bindList("contents", List.copyOf(contents))
            .map((row, _) -> waiting(row))
            .list();
  }

  /// The last `limit` of them, the latest first.
  public static List<Waiting> latest(Handle handle, int limit) {
    return handle
        .createQuery(SELECT + " order by d.number desc, d.part limit :limit")
        .bind("limit", limit)
        .map((row, _) -> waiting(row))
        .list();
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    return new Waiting(DeliveryRows.delivery(row), Optional.ofNullable(row.getString("provider")));
  }
}
