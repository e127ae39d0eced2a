package dev.tributary.ingestion.content;

/// What the content store says of the bytes it was given.
///
/// @param sha256 their name in the store, 64 hexadecimal digits in lower case
public record StoredContent(String sha256, long bytes) {}
