package dev.tributary.ingestion.rules;

import java.util.Optional;

/// A place in a canonical document where a rule is not met.
///
/// @param pointer the JSON pointer of the part concerned
/// @param value what was found
/// @param message what was expected, what was found and the fix, in the provider's words
record Problem(String pointer, Optional<String> value, String message) {}
