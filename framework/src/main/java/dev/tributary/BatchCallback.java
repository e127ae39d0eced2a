package dev.tributary;

import java.util.List;

/// What an application does with several messages at once, for what is cheaper together: a bulk
/// insert, a search request for many.
///
/// @see Application.Builder#batch
@FunctionalInterface
public interface BatchCallback {
  /// Returns one reply for each of `messages`, in their order. Each message is settled by its own.
  ///
  /// @param messages one or more
  /// @throws Exception asked of the retry policy for each of the messages
  List<Reply> apply(List<Message> messages) throws Exception;

  /// What became of one message of a batch.
  sealed interface Reply {
    /// Done, with these results.
    record Done(List<Message> results) implements Reply {
      public Done {
        results = List.copyOf(results);
      }
    }

    /// Not done, as if the callback had thrown `cause` for this message alone: an [Abort] or a
    /// [Snooze] as well as a failure.
    record Failed(Exception cause) implements Reply {}

    static Reply done(Message... results) {
      return new Done(List.of(results));
    }

    static Reply failed(Exception cause) {
      return new Failed(cause);
    }
  }
}
