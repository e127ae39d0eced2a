package dev.tributary.ingestion.asset;

import dev.tributary.ingestion.json.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// What files are that were opened, by their names in the content store: the same bytes are
/// measured once, whatever products they belong to.
public final class MeasuredFiles {
  private MeasuredFiles() {}

  /// What is known of the files `sha256`.
  public static Map<String, Measured> of(Handle handle, Collection<String> sha256) {
    var measured = new TreeMap<String, Measured>();
    if (!sha256.isEmpty()) {
      handle
          .createQuery(
              """
              select sha256, measured from measured_file
              where version = :version and sha256 in (<names>)
              """)
          .bind("version", Measuring.VERSION)
          .bindList("names", sha256)
          .map((row, _) -> Map.entry(row.getString("sha256"), row.getString("measured")))
          .forEach(
              each -> measured.put(each.getKey(), Json.readOwn(each.getValue(), Measured.class)));
    }
    return measured;
  }

  static Optional<Measured> find(Handle handle, String sha256) {
    return of(handle, List.of(sha256)).values().stream().findFirst();
  }

  static void put(Handle transaction, String sha256, Measured measured, Instant now) {
    transaction
        .createUpdate(
            """
            insert into measured_file (sha256, version, measured, at)
            values (:sha256, :version, :measured, :at)
            on conflict (sha256) do update
              set version = excluded.version, measured = excluded.measured, at = excluded.at
            """)
        .bind("sha256", sha256)
        .bind("version", Measuring.VERSION)
        .bind("measured", Json.text(measured))
        .bind("at", now)
        .execute();
  }
}
