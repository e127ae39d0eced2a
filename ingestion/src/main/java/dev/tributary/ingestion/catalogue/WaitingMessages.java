package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Schema;
import dev.tributary.ingestion.model.ProductDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The messages that wait for files, so that they can be worked on again when those come. What has
/// come is written down as it comes, in one place, whoever brings it.
public final class WaitingMessages {
  /// The tables that this needs, beside [Catalogue#SCHEMA].
  public static final Schema SCHEMA = new Schema("waiting", 1);

  private static final String SELECT =
      """
      select d.id, d.number, d.part, d.parent, d.provider, d.declared_provider, d.path, d.received_at,
        w.kind, w.content, w.bytes, w.files
      from waiting_message w join delivery d on d.id = w.delivery
      """;

  private static final String WAITING = SELECT + " where d.state = 'WAITING'";

  private WaitingMessages() {}

  /// A message that waits.
  ///
  /// @param delivery with the files that have come so far
  /// @param provider who shipped it, as the message says
  public record Waiting(ProductDelivery delivery, Optional<String> provider) {}

  /// The delivery waits for files, beside those that it has, or is made of what waited. Changes
  /// nothing if it is known.
  public static void put(Handle transaction, ProductDelivery delivery) {
    transaction
        .createUpdate(
            """
            insert into waiting_message (delivery, kind, content, bytes, files)
            values (:delivery, :kind, :content, :bytes, :files)
            on conflict (delivery) do nothing
            """)
        .bind("delivery", delivery.id())
        .bind("kind", delivery.kind().name())
        .bind("content", delivery.content())
        .bind("bytes", delivery.bytes())
        .bind("files", delivery.files())
        .execute();
  }

  /// The delivery has the files that it has now, unless it has got others since it had `before`.
  ///
  /// @return whether it had those
  public static boolean update(
      Handle transaction, Optional<String> before, ProductDelivery delivery) {
    return transaction
            .createUpdate(
                """
                update waiting_message set files = :files
                where delivery = :delivery and coalesce(files, '') = :before
                """)
            .bind("files", delivery.files())
            .bind("delivery", delivery.id())
            .bind("before", before.orElse(""))
            .execute()
        > 0;
  }

  /// `delivery` as it is to be worked on again: with all the files that have come, if it waited.
  public static ProductDelivery current(Handle handle, ProductDelivery delivery) {
    return handle
        .createQuery(SELECT + " where d.id = :id")
        .bind("id", delivery.id())
        .map((row, _) -> DeliveryRows.delivery(row))
        .findOne()
        .orElse(delivery);
  }

  /// Those whose message is one of `contents`, the earliest first.
  public static List<Waiting> withContent(Handle handle, Collection<String> contents) {
    return contents.isEmpty()
        ? List.of()
        : handle
            .createQuery(WAITING + " and w.content in (<contents>) order by d.number, d.part")
            .bindList("contents", List.copyOf(contents))
            .map((row, _) -> waiting(row))
            .list();
  }

  /// The listings of the files that came with the message `content` each time, the earliest first;
  /// also those of deliveries that wait no more.
  public static List<String> filesWith(Handle handle, String content) {
    return handle
        .createQuery(
            SELECT
                + " where w.content = :content and w.files is not null order by d.number, d.part")
        .bind("content", content)
        .map((row, _) -> row.getString("files"))
        .list();
  }

  /// The last `limit` of them, the latest first.
  public static List<Waiting> latest(Handle handle, int limit) {
    return handle
        .createQuery(WAITING + " order by d.number desc, d.part limit :limit")
        .bind("limit", limit)
        .map((row, _) -> waiting(row))
        .list();
  }

  /// The files that were refused, for the first time or again, since they came without a message:
  /// the first `limit` of those registered after the delivery `number`.
  public static List<ProductDelivery> refusedAfter(Handle handle, long number, int limit) {
    return handle
        .createQuery(
            "select "
                + DeliveryRows.COLUMNS
                + """
                from delivery
                where state in ('REJECTED', 'DUPLICATE') and number > :number and kind = 'MESSAGE'
                  and exists (
                    select 1 from violation
                    where violation.delivery = delivery.id and rule = 'container.no-message')
                order by number, part limit :limit
                """)
        .bind("number", number)
        .bind("limit", limit)
        .map((row, _) -> DeliveryRows.delivery(row))
        .list();
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    return new Waiting(DeliveryRows.delivery(row), Optional.ofNullable(row.getString("provider")));
  }
}
