package dev.tributary.database;

/// The database itself failed: it could not be opened, or a transaction could not be committed.
/// What was to be committed is rolled back. If it is merely away, whoever reads or writes is told
/// so by a [dev.tributary.UnavailableException] that this is the cause of.
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseException(String message) {
    super(message);
  }

  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
