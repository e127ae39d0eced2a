package dev.tributary.ingestion.trust;

import java.time.Instant;

/// What one source says of one field.
record Claim(String source, String value, double confidence, Instant at) {}
