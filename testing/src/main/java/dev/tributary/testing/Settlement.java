package dev.tributary.testing;

import dev.tributary.Message;
import dev.tributary.Outcome;

/// What became of one delivery.
///
/// @param application that worked on it
/// @param message as it was delivered
public record Settlement(String application, Message message, Outcome outcome) {}
