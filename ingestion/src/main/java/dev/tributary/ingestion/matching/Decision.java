package dev.tributary.ingestion.matching;

import java.time.Instant;

/// What somebody said of two products: that they are the same, or that they are not. It changes
/// neither of them.
public record Decision(boolean same, String why, String who, Instant at) {}
