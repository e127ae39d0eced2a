package dev.tributary.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// A database that this process writes to. Safe for use by many threads, virtual ones above all.
///
/// Works never run on their caller's thread: SQLite is native code, which would pin a virtual
/// thread to its carrier, and there are only as many carriers as processors; and a virtual thread
/// that is interrupted while it speaks to a server loses the connection.
public final class Database implements DatabaseReader {
  static final int READERS = 4;
  private static final Duration READER_TIMEOUT = Duration.ofSeconds(30);

  private final Storage storage;
  private final Writer writer;
  private final HikariDataSource readable;
  private final Jdbi reading;
  private final ThreadPoolExecutor readers;

  private Database(Storage storage, Writer writer, HikariDataSource readable) {
    this.storage = storage;
    this.writer = writer;
    writer.start();
    this.readable = readable;
    this.reading = Handles.on(readable::getConnection);
    this.readers = readers(storage, readable.getMaximumPoolSize());
    DatabaseMeasurements.opened(this);
  }

  /// Opens the SQLite database in `file`, makes it and its folder if there is none, and migrates
  /// it.
  ///
  /// @throws DatabaseException if that fails
  public static Database open(Path file, Schema... schemas) {
    return open(new SqliteFile(file), READERS, schemas);
  }

  /// The same wherever it is kept.
  ///
  /// @param readers works that may read at the same time
  static Database open(Storage storage, int readers, Schema... schemas) {
    try {
      storage.makeRoom();
      var writable = storage.writable();
      var writer = new Writer(storage, migrated(storage, writable, schemas), writable);
      return new Database(storage, writer, pool(storage, readers));
    } catch (SQLException | IOException failure) {
      throw new DatabaseException("cannot open the database " + storage.place(), failure);
    }
  }

  /// Runs `work` in a transaction and returns once it is durable.
  ///
  /// Works of many callers share a transaction, yet each is undone alone if it throws. They run one
  /// at a time, in the order in which they came.
  ///
  /// @return what `work` returned
  /// @throws X what `work` threw; nothing of it was written
  /// @throws UnavailableException if the database is away, or gives no room or place for now: the
  ///   server, its disk or that of the file. What it was caused by says whether anything was
  ///   written
  /// @throws DatabaseException if the database failed otherwise; nothing was written
  /// @throws IllegalStateException if called by a work
  /// @throws InterruptedException when interrupted before `work` began; it never will. Interrupted
  ///   later, this method returns or throws as if it had not been, and the thread stays
  ///   interrupted.
  public <T extends @Nullable Object, X extends Exception> T write(Work<T, X> work)
      throws X, InterruptedException {
    try {
      return writer.write(work);
    } catch (RuntimeException failure) {
      throw storage.told(failure);
    }
  }

  /// The work is one of at most a few at a time; it sees all that was committed when it begins.
  ///
  /// @throws UnavailableException if the database is away
  @Override
  public <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work)
      throws X, InterruptedException {
    var attempt = submit(work);
    try {
      return attempt.get().<X>get();
    } catch (InterruptedException interruption) {
      attempt.cancel(false);
      throw interruption;
    } catch (RuntimeException failure) {
      throw storage.told(failure);
    } catch (ExecutionException outOfMemory) {
      throw new DatabaseException("cannot read the database " + storage.place(), outOfMemory);
    }
  }

  String name() {
    return storage.name();
  }

  /// How many works may read at a time.
  int readers() {
    return readers.getMaximumPoolSize();
  }

  /// How many works are reading.
  int reading() {
    return readers.getActiveCount();
  }

  /// How many works wait for others to have read.
  int waitingToRead() {
    return readers.getQueue().size();
  }

  /// How many works wait to be written.
  int waitingToWrite() {
    return writer.waiting();
  }

  /// Connections to the database, to read, that are open.
  int connections() {
    return readable.getHikariPoolMXBean().getTotalConnections();
  }

  /// Finishes the works that wait and closes the database. Not to be called by a work.
  @Override
  public void close() {
    DatabaseMeasurements.closed(this);
    readers.shutdown();
    writer.close();
    try {
      readers.awaitTermination(READER_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
    }
    readable.close();
  }

  private <T extends @Nullable Object> Future<Attempt<T>> submit(Work<T, ?> work) {
    try {
      return readers.submit(() -> Attempt.of(reading, new Reading<>(storage, work)));
    } catch (RejectedExecutionException closed) {
      throw new DatabaseException("the database %s is closed".formatted(storage.name()), closed);
    }
  }

  private static ThreadPoolExecutor readers(Storage storage, int number) {
    var threads =
        Thread.ofPlatform().daemon().name("database-reader-" + storage.name() + "-", 1).factory();
    return new ThreadPoolExecutor(
        number, number, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
  }

  private static Connection migrated(Storage storage, DataSource writable, Schema... schemas)
      throws SQLException {
    var connection = writable.getConnection();
    try {
      for (var schema : schemas) {
        schema.migrate(storage, connection);
      }
      return connection;
    } catch (RuntimeException | SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  private static HikariDataSource pool(Storage storage, int readers) {
    var config = new HikariConfig();
    config.setPoolName("database-" + storage.name());
    config.setDataSource(storage.readable());
    config.setReadOnly(true);
    config.setMaximumPoolSize(readers);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(READER_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(-1);
    config.setMaxLifetime(0);
    return new HikariDataSource(config);
  }
}
