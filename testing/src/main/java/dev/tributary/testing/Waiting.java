package dev.tributary.testing;

import dev.tributary.Message;
import java.time.Instant;

/// A message that waits for its time.
///
/// @param application whose queue it waits in
/// @param message as it will be delivered
/// @param due when that is, by the clock of the run
public record Waiting(String application, Message message, Instant due) {}
