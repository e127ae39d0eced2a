package dev.tributary.thirdparty;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.Body;
import dev.tributary.database.Database;
import dev.tributary.database.Timestamps;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/// What a third party answered: the latest in memory, all of them in the database for whichever
/// process asks next. Those that nobody asked for again go little by little, as new ones come. Safe
/// for use by many threads.
final class KeptAnswers {
  /// How long an answer stays in the database after it was last told or confirmed.
  static final Duration KEPT = Duration.ofDays(90);

  private static final long MEMORY_BYTES = 16L << 20;
  private static final int OVERHEAD_BYTES = 500;
  private static final int THINNED_EVERY = 100;
  private static final int THINNED_AT_ONCE = 200;

  private final Database database;
  private final String party;
  private final AtomicLong written = new AtomicLong();
  private final Cache<String, Kept> memory =
      Caffeine.newBuilder()
          .maximumWeight(MEMORY_BYTES)
          .weigher((String uri, Kept kept) -> weight(uri, kept))
          .build();

  KeptAnswers(Database database, String party) {
    this.database = database;
    this.party = party;
  }

  private static int weight(String uri, Kept kept) {
    return OVERHEAD_BYTES + uri.length() + kept.answer().body().size();
  }

  /// What was answered to `uri`. Unless it is fresh it is what the database has: another process
  /// may have asked again.
  Optional<Kept> find(URI uri) throws InterruptedException {
    var key = uri.toString();
    var known = Optional.ofNullable(memory.getIfPresent(key));
    if (known.isPresent() && known.get().isFresh(Instant.now())) {
      return known;
    }
    Optional<Kept> stored = database.read(handle -> select(handle, key));
    stored.ifPresent(kept -> memory.put(key, kept));
    return stored;
  }

  /// Once this returns, no process need ask again.
  void keep(URI uri, Kept kept) throws InterruptedException {
    var key = uri.toString();
    database.write(
        transaction -> {
          if (written.getAndIncrement() % THINNED_EVERY == 0) {
            thin(transaction, kept.answer().at().minus(KEPT));
          }
          return insert(transaction, key, kept);
        });
    memory.put(key, kept);
  }

  private Optional<Kept> select(Handle handle, String uri) {
    return handle
        .createQuery("select * from answer where party = :party and uri = :uri")
        .bind("party", party)
        .bind("uri", uri)
        .map((row, _) -> kept(row))
        .findOne();
  }

  private static Kept kept(ResultSet row) throws SQLException {
    var answer =
        new Answer(
            URI.create(row.getString("uri")),
            row.getInt("status"),
            Optional.ofNullable(row.getString("content_type")),
            Body.of(row.getBytes("body")),
            Timestamps.instant(row.getString("kept_at")));
    return new Kept(
        answer,
        Optional.ofNullable(row.getString("etag")),
        Optional.ofNullable(row.getString("last_modified")),
        Timestamps.instant(row.getString("fresh_until")));
  }

  private int insert(Handle transaction, String uri, Kept kept) {
    return transaction
        .createUpdate(
            """
            insert into answer (party, uri, status, content_type, etag, last_modified, body,
              kept_at, fresh_until)
            values (:party, :uri, :status, :content_type, :etag, :last_modified, :body,
              :kept_at, :fresh_until)
            on conflict (party, uri) do update set status = excluded.status,
              content_type = excluded.content_type, etag = excluded.etag,
              last_modified = excluded.last_modified, body = excluded.body,
              kept_at = excluded.kept_at, fresh_until = excluded.fresh_until
            """)
        .bind("party", party)
        .bind("uri", uri)
        .bind("status", kept.answer().status())
        .bind("content_type", kept.answer().contentType())
        .bind("etag", kept.etag())
        .bind("last_modified", kept.lastModified())
        .bind("body", kept.answer().body().bytes())
        .bind("kept_at", kept.answer().at())
        .bind("fresh_until", kept.freshUntil())
        .execute();
  }

  private static void thin(Handle transaction, Instant before) {
    transaction
        .createUpdate(
            """
            delete from answer where (party, uri) in
              (select party, uri from answer where kept_at < :before
               order by kept_at limit :limit)
            """)
        .bind("before", before)
        .bind("limit", THINNED_AT_ONCE)
        .execute();
  }
}
