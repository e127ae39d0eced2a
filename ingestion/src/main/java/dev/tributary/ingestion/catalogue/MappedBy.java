package dev.tributary.ingestion.catalogue;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Deliveries whose statements count, by the version of the mapping that made them.
///
/// @param provider whose they are
/// @param format and its version, such as `ern 4.3`
/// @param mapping version of the mapping
/// @param deliveries how many
public record MappedBy(String provider, String format, String mapping, long deliveries) {
  private static final String COUNTING =
      """
      from product p
      join statement s on s.delivery = p.delivery and s.place = p.place
      join delivery d on d.id = s.delivery
      """;

  /// All of them that count now.
  public static List<MappedBy> all(Handle handle) {
    return handle
        .createQuery(
            "select d.provider, d.format, s.mapping, count(distinct d.id) as deliveries "
                + COUNTING
                + """
                where d.provider is not null and d.format is not null
                group by d.provider, d.format, s.mapping
                order by d.provider, d.format, s.mapping
                """)
        .map(
            (row, _) ->
                new MappedBy(
                    row.getString("provider"),
                    row.getString("format"),
                    row.getString("mapping"),
                    row.getLong("deliveries")))
        .list();
  }

  /// Their ids, in the order in which they came.
  public List<String> ids(Handle handle) {
    return handle
        .createQuery(
            "select distinct d.id, d.number, d.part "
                + COUNTING
                + """
                where d.provider = :provider and d.format = :format and s.mapping = :mapping
                order by d.number, d.part
                """)
        .bind("provider", provider)
        .bind("format", format)
        .bind("mapping", mapping)
        .map((row, _) -> Optional.ofNullable(row.getString("id")).orElseThrow())
        .list();
  }
}
