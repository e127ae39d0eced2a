package dev.tributary.ingestion.pipeline;

import dev.tributary.Detailed;
import dev.tributary.ingestion.mapping.StylesheetException;
import java.util.Map;

/// A mapping failed, which is ours to mend: whose it is, and which version of it.
final class MappingFailedException extends RuntimeException implements Detailed {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, String> details;

  /// @param details what is known of the message and its mapping
  MappingFailedException(StylesheetException cause, Map<String, String> details) {
    super(cause.getMessage(), cause);
    this.details = Map.copyOf(details);
  }

  @Override
  public Map<String, String> details() {
    return details;
  }
}
