package dev.tributary.processors;

/// Remembers which messages were completed. Safe for use by many threads.
///
/// In memory by default ([Deduplication.Key#remembering]); one in a database makes several
/// processes know what each of them completed, and a restart forget nothing.
public interface SeenStore {
  /// Whether `key` was added, and is not forgotten.
  ///
  /// @param key of 64 characters, which differ from application to application
  /// @throws RuntimeException is asked of the application's retry policy
  boolean contains(String key) throws InterruptedException;

  /// Remembers `key`. Adding one again makes it the newest.
  ///
  /// @throws RuntimeException is logged; the message goes its way, and is not remembered
  void add(String key) throws InterruptedException;
}
