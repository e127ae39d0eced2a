package dev.tributary.ingestion.ledger;

import java.util.Optional;

/// An event as it is recorded.
///
/// @param body the bytes of the message, if bodies are recorded; the entry has their hash. Not to
///   be changed.
public record Recorded(LedgerEntry entry, Optional<byte[]> body) {}
