package dev.tributary.database;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Something to be done in one transaction.
///
/// Runs on a platform thread of the database's, inside a transaction that is not the work's own: it
/// neither commits nor rolls back, and keeps nothing of the handle when it returns. To undo what it
/// did it throws.
///
/// @param <T> what it returns; must not depend on the handle any more
/// @param <X> what it throws, besides what is unchecked
@FunctionalInterface
public interface Work<T extends @Nullable Object, X extends Exception> {
  /// Does it.
  T on(Handle transaction) throws X;
}
