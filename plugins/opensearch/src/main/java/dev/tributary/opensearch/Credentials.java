package dev.tributary.opensearch;

import dev.tributary.Secret;

/// Who asks.
record Credentials(String user, Secret password) {}
